using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>What types numbers can stand for.</summary>
internal static class PartTypes
{
    private const string Flags = "System.FlagsAttribute";

    /// <returns>The kind; null if numbers cannot stand for the type.</returns>
    public static (PartKind Kind, ITypeSymbol Type)? Of(ITypeSymbol type, bool isAction)
    {
        PartKind? kind = type switch
        {
            { SpecialType: SpecialType.System_Single } => PartKind.Float,
            { SpecialType: SpecialType.System_Double } => PartKind.Double,
            { SpecialType: SpecialType.System_Int32 } => PartKind.Whole,
            { SpecialType: SpecialType.System_Boolean } => PartKind.Truth,
            { TypeKind: TypeKind.Enum } => PartKind.Choice,
            IArrayTypeSymbol { Rank: 1, ElementType: var element } => Several(element),
            INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [var element] } span
                when !isAction && span.ContainingNamespace.ToDisplayString() == "System" => Several(element),
            _ => null,
        };
        return kind is { } known ? (known, type) : null;
    }

    /// <summary>The members of an enum, one for each value, in order of declaration.</summary>
    /// <exception cref="Refusal">Its values are not one of several.</exception>
    public static EquatableArray<string> Choices(ISymbol member, INamedTypeSymbol type)
    {
        var seen = new HashSet<object?>();
        var names = type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue && seen.Add(field.ConstantValue))
            .Select(field => field.Name)
            .ToList();
        var why =
            names.Count == 0 ? "an enum without members leaves no choice"
            : type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Flags)
                ? "flags are several choices at once; mark a bool for each"
            : null;
        return why is null
            ? names.ToEquatableArray()
            : throw new Refusal(Descriptors.UnsuitablePart, member.Locations[0], member.Name, type.Name, why);
    }

    private static PartKind? Several(ITypeSymbol element) =>
        element.SpecialType switch
        {
            SpecialType.System_Single => PartKind.Floats,
            SpecialType.System_Double => PartKind.Doubles,
            _ => null,
        };
}
