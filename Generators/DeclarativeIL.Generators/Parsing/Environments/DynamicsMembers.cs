using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Reads the methods of dynamics: their parameters, and what they return.</summary>
/// <param name="state">The type of states.</param>
/// <param name="action">The type of the action's parameter.</param>
internal sealed class DynamicsMembers(CompilationContext context, INamedTypeSymbol state, ITypeSymbol action)
{
    public CompilationContext Context => context;

    public INamedTypeSymbol State => state;

    /// <summary>The type of the states that a step takes and returns.</summary>
    public static INamedTypeSymbol StateOf(IMethodSymbol step, IMethodSymbol reset)
    {
        if (step.ReturnType is IErrorTypeSymbol || reset.ReturnType is IErrorTypeSymbol)
            throw Refusal.Silent();
        var place = step.Locations[0];
        if (step.ReturnType is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRecord: true, IsReadOnly: true } type)
            throw new Refusal(Descriptors.WrongState, place, Name(step.ReturnType), "it is another type");
        var columns = BodyLowering.Columns(type).ToList();
        if (columns.Count == 0 || type.IsGenericType)
            throw new Refusal(Descriptors.WrongState, place, type.Name, "it has no numbers, or type parameters");
        if (columns.Find(column => column.Type.SpecialType != SpecialType.System_Double) is { } other)
            throw new Refusal(Descriptors.WrongState, place, type.Name, $"'{other.Name}' is of type '{Name(other.Type)}'");
        return type;
    }

    /// <summary>The action of a step: the parameter that is marked.</summary>
    public static (IParameterSymbol Parameter, PartModel Part) ActionOf(CompilationContext context, IMethodSymbol step)
    {
        var marked = step.Parameters.Where(parameter => EnvironmentAttributes.Marks(parameter, WellKnownNames.Action).Any()).ToList();
        if (step.Parameters.Any(parameter => parameter.Type is IErrorTypeSymbol))
            throw Refusal.Silent();
        return marked is [var parameter]
            ? (parameter, PartReader.Action(context, parameter, EnvironmentAttributes.Marks(parameter, WellKnownNames.Action).First()))
            : throw Wrong(step, "has no parameter, or several, that are marked [Action]", StepWords(step));
    }

    /// <summary>Checks a method, and says by which of its parameters it is given what.</summary>
    /// <param name="returns">What it returns, in C#.</param>
    /// <param name="takesStep">Whether it may be given the action and both states; else one state.</param>
    /// <returns>For each parameter: 0 for the state before the step, 1 for that after it, 2 for the action.</returns>
    public IReadOnlyList<int> Arguments(IMethodSymbol method, string returns, bool takesStep)
    {
        var words = takesStep
            ? $"static {returns} {method.Name}({state.Name} now, {Name(action)} action, {state.Name} next)' or, with less, "
                + $"'static {returns} {method.Name}({state.Name} next)"
            : $"static {returns} {method.Name}({state.Name} now)";
        if (!method.IsStatic)
            throw Wrong(method, "is not static", words, "static");
        if (method.IsGenericMethod || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            throw Wrong(method, "is generic, or given something by reference", words);
        var states = method.Parameters.Count(parameter => Is(parameter.Type, state));
        var acts = method.Parameters.Count(parameter => Is(parameter.Type, action));
        if (method.Parameters.Any(parameter => parameter.Type is IErrorTypeSymbol) || method.ReturnType is IErrorTypeSymbol)
            throw Refusal.Silent();
        if (states + acts < method.Parameters.Length || states > (takesStep ? 2 : 1) || acts > (takesStep ? 1 : 0))
            throw Wrong(method, "takes other parameters", words);
        var seen = 0;
        return
        [
            .. method.Parameters.Select(parameter =>
                Is(parameter.Type, action) ? 2
                : states == 2 ? seen++
                : 1
            ),
        ];
    }

    /// <summary>A part that is observed: a number or a truth.</summary>
    public PartModel Observation(IMethodSymbol method, int offset)
    {
        Arguments(method, "double", takesStep: false);
        PartKind? kind = method.ReturnType.SpecialType switch
        {
            SpecialType.System_Double => PartKind.Double,
            SpecialType.System_Boolean => PartKind.Truth,
            _ => null,
        };
        if (kind is not { } known)
            throw new Refusal(
                Descriptors.UnsuitablePart,
                method.Locations[0],
                method.Name,
                Name(method.ReturnType),
                "dynamics show a double or a bool"
            );
        return PartReader.Observation(
            context,
            method,
            known,
            EnvironmentAttributes.Marks(method, WellKnownNames.Observation).First(),
            offset
        );
    }

    /// <summary>How the first state is made.</summary>
    public static StartArguments StartOf(CompilationContext context, IMethodSymbol reset, INamedTypeSymbol state)
    {
        var words = $"static {state.Name} {reset.Name}(RandomStream random)";
        if (!reset.IsStatic)
            throw Wrong(reset, "is not static", words, "static");
        if (!reset.ReturnsVoid && !Is(reset.ReturnType, state))
            throw new Refusal(Descriptors.WrongState, reset.Locations[0], Name(reset.ReturnType), $"a step takes '{state.Name}'");
        return Started(context, reset) is { } known && !reset.IsGenericMethod ? known : throw Wrong(reset, "takes other parameters", words);
    }

    private static StartArguments? Started(CompilationContext context, IMethodSymbol reset)
    {
        const SpecialType Whole = SpecialType.System_UInt64;
        return reset.Parameters switch
        {
            [{ Type.SpecialType: Whole }, { Type.SpecialType: Whole }, { RefKind: RefKind.None } numbers]
                when reset.ReturnsVoid && numbers.Type.ToDisplayString() == "System.Span<double>" => StartArguments.Numbers,
            _ when reset.ReturnsVoid => null,
            [] => StartArguments.None,
            [{ RefKind: RefKind.None } draws] when context.Is(draws.Type, WellKnownNames.RandomStream) => StartArguments.Draws,
            [{ Type.SpecialType: Whole }, { Type.SpecialType: Whole }] => StartArguments.SeedAndEpisode,
            _ => null,
        };
    }

    public static (int StepLimit, bool EndIsSuccess) Options(INamedTypeSymbol type)
    {
        var mark = EnvironmentAttributes.Dynamics(type)!;
        var limit = mark
            .NamedArguments.Where(argument => argument.Key == "StepLimit")
            .Select(argument => argument.Value.Value)
            .FirstOrDefault();
        if (limit is < 1)
            throw new Refusal(
                Descriptors.OutOfRange,
                SourceLocations.Of(mark),
                "StepLimit",
                CSharpText.Literal(limit),
                "a number of steps, 1 or more"
            );
        return (limit as int? ?? int.MaxValue, mark.NamedArguments.Any(argument => argument is { Key: "EndIsSuccess", Value.Value: true }));
    }

    public static Refusal Wrong(IMethodSymbol method, string why, string words, string? remedy = null) =>
        new(Descriptors.WrongDynamics, method.Locations[0], method.Name, why, words) { Remedy = remedy };

    private static string StepWords(IMethodSymbol step) =>
        $"static {step.ReturnType.Name} {step.Name}({step.ReturnType.Name} now, [Action(-1, 1)] double action)";

    private static bool Is(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
