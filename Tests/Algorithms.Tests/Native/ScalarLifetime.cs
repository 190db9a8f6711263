using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Native;

/// <summary>
/// No number is handed to native code in an object that nothing holds: TorchSharp makes a <see cref="Scalar"/> of it, and
/// when another thread sets off a collection in mid-call its finaliser frees what the call still reads.
/// </summary>
/// <remarks>
/// Read from the code, since a run shows it too seldom: on two cores, 42 of 1.5 million products with a number failed beside a
/// thread that did nothing but collect.
/// </remarks>
internal static class ScalarLifetime
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly HashSet<MethodBase> Careless = FindCareless();

    /// <summary>Methods of TorchSharp that make a number and hand it on, themselves or through others.</summary>
    private static HashSet<MethodBase> FindCareless()
    {
        var calls = Methods(typeof(Tensor).Assembly.GetTypes())
            .Where(static method => method.DeclaringType != typeof(Scalar) && !IsConversion(method))
            .ToDictionary(
                static method => method,
                static method => CompiledCode.Of(method).Select(static instruction => instruction.Named).OfType<MethodBase>().ToHashSet()
            );
        var careless = calls.Keys.Where(static method => Leaves(method).Any()).ToHashSet();
        for (var before = -1; before < careless.Count; )
        {
            before = careless.Count;
            careless.UnionWith(calls.Where(pair => pair.Value.Overlaps(careless)).Select(static pair => pair.Key).ToList());
        }
        return careless;
    }

    /// <summary>What is wrong in the code of the types, a line each.</summary>
    public static List<string> Faults(IEnumerable<Type> types) =>
        [.. Methods(types).SelectMany(static method => Faults(method).Select(fault => $"{Name(method)}: {fault}")).Distinct().Order()];

    /// <summary>What is wrong in one method.</summary>
    public static IEnumerable<string> Faults(MethodBase method) =>
        Leaves(method)
            .Concat(
                CompiledCode
                    .Of(method)
                    .Where(static instruction => instruction.Named is { } named && Careless.Contains(named))
                    .Select(static instruction => $"calls {Name(instruction.Named!)}, which makes a number of its own")
            );

    /// <summary>Numbers that are made and go neither into a field nor into a local that is disposed of.</summary>
    private static IEnumerable<string> Leaves(MethodBase method)
    {
        if (method is MethodInfo { ReturnType: var made } && made == typeof(Scalar)) // its caller holds what it makes
            yield break;
        var code = CompiledCode.Of(method).ToList();
        var disposes = code.Exists(static instruction => instruction.Named is { Name: nameof(IDisposable.Dispose) });
        for (var i = 0; i + 1 < code.Count; i++)
        {
            if (code[i].Named is not { } called || !IsConversion(called))
                continue;
            var next = code[i + 1].Operation.Name!;
            if (next is not ("stsfld" or "stfld") && !(next.StartsWith("stloc", StringComparison.Ordinal) && disposes))
                yield return "makes a number that nothing holds";
        }
    }

    /// <summary>Methods that make a number anew; <c>Held</c> of a test keeps what it gives.</summary>
    private static bool IsConversion(MethodBase method) =>
        method is MethodInfo function && function.ReturnType == typeof(Scalar) && function.DeclaringType!.Name != "Held";

    private static IEnumerable<MethodBase> Methods(IEnumerable<Type> types) =>
        types
            .SelectMany(static type => type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
            .Select(static method => method.Module.ResolveMethod(method.MetadataToken)!);

    private static string Name(MethodBase method) => $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}";
}
