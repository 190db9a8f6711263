using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The names that a class has before anything is generated into it: its own, those of its members, and what it inherits.</summary>
internal static class TakenNames
{
    public static EquatableArray<string> Of(INamedTypeSymbol type) =>
        new[] { type.Name }
            .Concat(Members(type).Select(member => member.Name))
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The namespace of a class as C# writes it; empty for the global one.</summary>
    public static string Namespace(INamedTypeSymbol type)
    {
        var parts = new List<string>();
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            parts.Insert(0, CSharpText.Type(space.Name));
        return string.Join(".", parts);
    }

    /// <summary>Members that a person wrote, and accessible ones of base classes.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers().Where(IsWritten))
            yield return member;
        for (var home = type.BaseType; home is not null; home = home.BaseType)
            foreach (var member in home.GetMembers())
                if (member is { CanBeReferencedByName: true, DeclaredAccessibility: not Accessibility.Private })
                    yield return member;
    }

    private static bool IsWritten(ISymbol member) => member.CanBeReferencedByName && IsWrittenByHand(member);

    /// <summary>By a person: the analyzer also sees what was generated.</summary>
    public static bool IsWrittenByHand(ISymbol member) =>
        !member.IsImplicitlyDeclared
        && member.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "GeneratedCodeAttribute")
        && member.Locations.All(place => place.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != true);
}
