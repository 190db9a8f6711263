using System.Reflection;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// A declaration of what is no loss: a gate, an exploration, a reward, a scan, an augmentation. What it means is its own one-sample method.
/// </summary>
/// <param name="Source">C# of the class.</param>
/// <param name="Features">What it uses of the language.</param>
public abstract record Rule(string Source, IReadOnlySet<string> Features)
{
    /// <summary>What differs between what is generated and the declared methods, step by step; null where nothing does.</summary>
    /// <param name="type">The compiled class.</param>
    /// <param name="seed">Where data and environments come from.</param>
    public string? Fault(Type type, SeedSequence seed)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        try
        {
            return Difference(type, seed);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return (failure is TargetInvocationException { InnerException: { } inner } ? inner : failure).ToString();
        }
    }

    /// <summary>What all rules together are made of: each part occurs in a run of some thousand equations.</summary>
    public static IEnumerable<string> Parts =>
        [.. GateRule.Parts, .. ScanRule.Parts, .. AugmentRule.Parts, .. TwiceRule.Parts, .. ModuleRule.Parts, .. RefusalRule.Parts];

    /// <summary>A random rule: one of the kinds, in turn.</summary>
    public static Rule Random(string name, int number, SeedSequence seed)
    {
        var random = seed.Stream();
        return (number % 8) switch
        {
            0 or 1 or 4 => GateRule.Random(name, random),
            2 or 6 => ScanRule.Random(name, random),
            3 => AugmentRule.Random(name, random),
            5 => ModuleRule.Random(name, random),
            _ => TwiceRule.Random(name, random),
        };
    }

    /// <summary>The same, of what the compiler made; what it refused differs, too.</summary>
    public virtual string? Verdict(CompiledEquation compiled, SeedSequence seed) =>
        compiled.Type is { } type ? Fault(type, seed) : compiled.Problem;

    protected virtual string? Difference(Type type, SeedSequence seed) => null;

    /// <summary>A hyperparameter set on an instance, where the class has it.</summary>
    protected static void Set(object instance, string property, object value) =>
        instance.GetType().GetProperty(property)?.SetValue(instance, value);

    /// <summary>Calls a method with arguments by name; type parameters are what the arguments are.</summary>
    protected static object? Call(object? instance, MethodInfo method, Func<ParameterInfo, object?> argument)
    {
        var parameters = method.GetParameters();
        var values = Array.ConvertAll(parameters, parameter => argument(parameter));
        if (method.IsGenericMethodDefinition)
        {
            var types = new Type[method.GetGenericArguments().Length];
            for (var i = 0; i < parameters.Length; i++)
                if (parameters[i].ParameterType.IsGenericParameter)
                    types[parameters[i].ParameterType.GenericParameterPosition] = values[i]!.GetType();
            method = method.MakeGenericMethod(types);
        }
        return method.Invoke(instance, values);
    }

    protected static bool Differs(double expected, double found, double tolerance = 1e-9) =>
        !(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)));

    protected static string Class(string name, params IEnumerable<string> members) =>
        $$"""
            using System;
            using DeclarativeIL;
            using DeclarativeIL.Benchmarks.Fuzz;
            using static DeclarativeIL.Functions;

            namespace {{Declaration.Namespace}};

            public sealed partial class {{name}}
            {
                {{string.Join("\n\n    ", members)}}
            }

            """;
}
