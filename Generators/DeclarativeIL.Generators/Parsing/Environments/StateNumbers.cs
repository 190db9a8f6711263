using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Reads the numbers of a state, and what is said of each: a limit, that it is hidden.</summary>
internal static class StateNumbers
{
    private static readonly string[] Names = [WellKnownNames.Limit, WellKnownNames.Hidden];

    public static EquatableArray<NumberModel> Of(CompilationContext context, INamedTypeSymbol state)
    {
        foreach (var part in state.DeclaringSyntaxReferences)
            context.Consult(part.SyntaxTree);
        var numbers = RowTypes.Primary(state)!.Parameters.Select(parameter => (parameter, Number: Number(context, parameter))).ToList();
        for (var i = 0; i < numbers.Count; i++)
            if (numbers[i].Number.IsHidden && (i == 0 || numbers.Skip(i).Any(later => !later.Number.IsHidden)))
                throw new Refusal(
                    Descriptors.HiddenNumber,
                    numbers[i].parameter.Locations[0],
                    numbers[i].parameter.Name,
                    i == 0 ? "the state has no other in front of it" : "one that is set stands behind it"
                );
        return numbers.Select(pair => pair.Number).ToEquatableArray();
    }

    /// <summary>A parameter that is marked as a number of a state, and is none.</summary>
    public static Diagnostic? Stray(Compilation compilation, INamedTypeSymbol type)
    {
        var marked = type.GetMembers()
            .OfType<IMethodSymbol>()
            .SelectMany(method => method.Parameters)
            .SelectMany(parameter => parameter.GetAttributes().Select(mark => (parameter, mark)))
            .FirstOrDefault(pair => IsMark(pair.mark));
        return marked.mark is null || IsState(compilation.Assembly.GlobalNamespace, marked.parameter, type)
            ? null
            : Diagnostic.Create(
                Descriptors.StrayNumber,
                SourceLocations.Of(marked.mark),
                marked.parameter.Name,
                EnvironmentAttributes.Word(marked.mark)
            );
    }

    private static NumberModel Number(CompilationContext context, IParameterSymbol parameter)
    {
        var isHidden = context.Attribute(parameter, WellKnownNames.Hidden) is not null;
        if (context.Attribute(parameter, WellKnownNames.Limit) is not { ConstructorArguments: [{ Value: double limit }] } mark)
            return new(parameter.Name, null, isHidden);
        if (isHidden || !(limit > 0 && limit <= double.MaxValue))
            throw new Refusal(
                Descriptors.WrongLimit,
                SourceLocations.Of(mark),
                parameter.Name,
                isHidden ? "is hidden, and nobody sets it" : $"cannot be at most {CSharpText.Number(limit)} from 0"
            );
        if (mark.ApplicationSyntaxReference is { } written)
            IntegerDivisions.Check(context, [written.GetSyntax()]);
        return new(parameter.Name, limit, isHidden);
    }

    private static bool IsMark(AttributeData mark) => Names.Contains(mark.AttributeClass?.ToDisplayString());

    /// <summary>Tells whether a parameter is a number of the state that the step of some dynamics returns.</summary>
    private static bool IsState(INamespaceOrTypeSymbol home, IParameterSymbol parameter, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(RowTypes.Primary(type), parameter.ContainingSymbol)
        && home.GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .Any(member => (member is INamedTypeSymbol other && Returns(other, type)) || IsState(member, parameter, type));

    private static bool Returns(INamedTypeSymbol dynamics, INamedTypeSymbol state) =>
        EnvironmentAttributes.Dynamics(dynamics) is not null
        && dynamics
            .GetMembers()
            .OfType<IMethodSymbol>()
            .Any(method =>
                SymbolEqualityComparer.Default.Equals(method.ReturnType, state)
                && EnvironmentAttributes.Marks(method, WellKnownNames.StepOfEnvironment).Any()
            );
}
