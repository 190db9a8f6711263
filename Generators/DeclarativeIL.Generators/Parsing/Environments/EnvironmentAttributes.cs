using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>The attributes of an environment's members; by names alone, since every type of a compilation is asked.</summary>
internal static class EnvironmentAttributes
{
    /// <summary>Those that mean something in an environment alone.</summary>
    private static readonly string[] OfParts =
    [
        WellKnownNames.Observation,
        WellKnownNames.Action,
        WellKnownNames.Terminal,
        WellKnownNames.Truncated,
        WellKnownNames.Success,
        WellKnownNames.Reset,
        WellKnownNames.StepOfEnvironment,
    ];

    public static bool IsEnvironment(INamedTypeSymbol type) => Marks(type, WellKnownNames.Environment).Any();

    /// <summary>The mark of dynamics; null if the class has none.</summary>
    public static AttributeData? Dynamics(INamedTypeSymbol type) =>
        type.GetAttributes()
            .FirstOrDefault(static attribute =>
                attribute.AttributeClass is { Name: "DynamicsAttribute", ContainingNamespace: { Name: "Environments" } home }
                && home.ContainingNamespace is { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true }
            );

    /// <summary>Tells whether a member is marked as a part.</summary>
    public static bool IsPart(ISymbol member) =>
        member.GetAttributes().Any(attribute => Array.Exists(OfParts, name => Is(attribute, name)) || Is(attribute, WellKnownNames.Reward));

    /// <summary>
    /// A member that is a part of an environment, and what it is marked as; null if the class has none. A reward of rows is a method.
    /// </summary>
    public static (ISymbol Member, AttributeData Attribute)? PartOf(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
                if (
                    Array.Exists(OfParts, name => Is(attribute, name))
                    || (member is not IMethodSymbol && Is(attribute, WellKnownNames.Reward))
                )
                    return (member, attribute);
            if (ParameterOf(member) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>A parameter that is marked as an action, which means something in a step of dynamics alone.</summary>
    public static (ISymbol Parameter, AttributeData Attribute)? ParameterOf(ISymbol member)
    {
        if (member is IMethodSymbol method)
            foreach (var parameter in method.Parameters)
            foreach (var attribute in Marks(parameter, WellKnownNames.Action))
                return (parameter, attribute);
        return null;
    }

    /// <summary>The attributes of that name; more than one where it is being typed.</summary>
    public static IEnumerable<AttributeData> Marks(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => Is(attribute, name));

    /// <summary>An attribute as it is written.</summary>
    public static string Word(AttributeData attribute) => Word(attribute.AttributeClass!.Name);

    public static string Word(string name) => name.Substring(name.LastIndexOf('.') + 1).Replace("Attribute", "");

    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true } } type
        && name.Length == WellKnownNames.Root.Length + 1 + type.Name.Length
        && name.EndsWith(type.Name, StringComparison.Ordinal)
        && type.TypeArguments.IsEmpty;
}
