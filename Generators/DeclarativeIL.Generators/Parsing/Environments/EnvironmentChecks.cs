using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Checks the conditions between the members of an environment.</summary>
internal static class EnvironmentChecks
{
    /// <summary>The class is an environment, nothing else, and implements nothing of it by hand.</summary>
    public static void CheckAlone(INamedTypeSymbol type)
    {
        CheckNoEquations(type);
        if (type.BaseType?.AllInterfaces.Any(IsOfEnvironments) == true)
            throw new Refusal(Descriptors.ImplementedByHand, type.Locations[0], type.Name, $"'{type.BaseType.Name}' is one already");
        foreach (var member in type.GetMembers().Where(TakenNames.IsWrittenByHand))
            if (IsOfContract(member))
                throw new Refusal(
                    Descriptors.ImplementedByHand,
                    member.Locations[0],
                    type.Name,
                    $"'{member.Name.Substring(member.Name.LastIndexOf('.') + 1)}' is a member of IEnvironment written by hand"
                );
    }

    /// <summary>The class declares no equations of losses.</summary>
    public static void CheckNoEquations(INamedTypeSymbol type)
    {
        foreach (var symbol in type.GetMembers().OfType<IMethodSymbol>().Prepend<ISymbol>(type))
        foreach (var attribute in symbol.GetAttributes())
            if (MemberAttributes.IsDeclaration(attribute) && EnvironmentAttributes.Word(attribute) != "Reward")
                throw new Refusal(
                    Descriptors.TwoDeclarations,
                    SourceLocations.Of(attribute),
                    type.Name,
                    EnvironmentAttributes.Word(attribute)
                );
    }

    /// <summary>Numbers, or one choice.</summary>
    public static void CheckActions(PartList actions)
    {
        var parts = actions.Parts;
        for (var i = 1; i < parts.Count; i++)
            if (parts[i].Count > 0 || parts[0].Count > 0)
                throw new Refusal(
                    Descriptors.MixedActions,
                    actions.PlaceOf(parts[i]),
                    parts[i].Name,
                    parts[i].Count > 0 ? "a choice" : "a number",
                    parts[0].Name
                );
    }

    /// <summary>Names that users of generated code write are free.</summary>
    public static void CheckNames(IEnumerable<string> generated, INamedTypeSymbol type)
    {
        foreach (var name in generated)
            if (name == type.Name)
                throw new Refusal(Descriptors.NameClash, type.Locations[0], name, "the class itself");
            else if (TakenNames.Members(type).FirstOrDefault(member => member.Name == name) is { } taken)
                throw new Refusal(
                    Descriptors.NameClash,
                    SymbolEqualityComparer.Default.Equals(taken.ContainingType, type) ? taken.Locations[0] : type.Locations[0],
                    name,
                    $"a member of '{taken.ContainingType.Name}'"
                );
    }

    /// <summary>Tells whether a member is what generated code implements: explicitly, or under the same name and parameters.</summary>
    private static bool IsOfContract(ISymbol member) =>
        member switch
        {
            IMethodSymbol { ExplicitInterfaceImplementations: [var method, ..] } => IsOfEnvironments(method.ContainingType),
            IPropertySymbol { ExplicitInterfaceImplementations: [var property, ..] } => IsOfEnvironments(property.ContainingType),
            IMethodSymbol { Name: "Reset", Parameters: [var seed, var observation] } => seed.Type.ToDisplayString() == "ulong?"
                && observation.Type.ToDisplayString() == "System.Span<float>",
            IMethodSymbol { Name: "Step", Parameters: [var action, var observation] } => action.Type.ToDisplayString()
                == "System.ReadOnlySpan<float>"
                && observation.Type.ToDisplayString() == "System.Span<float>",
            _ => false,
        };

    private static bool IsOfEnvironments(INamedTypeSymbol type) =>
        type is { Name: "IEnvironment" or "IDeclaredEnvironment", ContainingNamespace.Name: "Environments" }
        && type.ContainingNamespace.ContainingNamespace is { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true };
}
