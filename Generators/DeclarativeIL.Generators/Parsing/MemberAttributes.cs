using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The attributes that make a method a declared member.</summary>
internal static class MemberAttributes
{
    private static readonly MemberKind[] All = (MemberKind[])Enum.GetValues(typeof(MemberKind));

    /// <summary>The attribute of a kind of members, by metadata name.</summary>
    private static string NameOf(MemberKind kind) =>
        kind switch
        {
            MemberKind.Loss => WellKnownNames.Loss,
            MemberKind.Metric => WellKnownNames.Metric,
            MemberKind.Column => WellKnownNames.Column,
            MemberKind.Augment => WellKnownNames.Augment,
            MemberKind.Aggregate => WellKnownNames.Aggregate,
            MemberKind.Explore => WellKnownNames.Explore,
            MemberKind.Collect => WellKnownNames.Collect,
            MemberKind.Reward => WellKnownNames.Reward,
        };

    /// <summary>The kind of member that an attribute declares; null if it declares none.</summary>
    public static MemberKind? KindOf(CompilationContext context, AttributeData attribute)
    {
        foreach (var kind in All)
            if (context.Is(attribute.AttributeClass, NameOf(kind)))
                return kind;
        return null;
    }

    /// <summary>
    /// Tells whether an attribute declares a member. It goes by names alone, since every type of a compilation is asked.
    /// </summary>
    public static bool IsDeclaration(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true } } type
        && All.Any(kind =>
            NameOf(kind) is var name
            && name.Length == WellKnownNames.Root.Length + 1 + type.Name.Length
            && name.EndsWith(type.Name, StringComparison.Ordinal)
        );
}
