using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Checks that members can be generated into a class.</summary>
internal static class ShapeChecks
{
    /// <exception cref="Refusal">It is not a plain top-level class, or not partial.</exception>
    public static void Check(INamedTypeSymbol type)
    {
        var container = type switch
        {
            { TypeKind: not TypeKind.Class } => "not a class",
            { IsRecord: true } => "a record",
            { IsFileLocal: true } => "local to its file",
            { ContainingType: not null } => "nested in another type",
            { IsGenericType: true } => "generic",
            { IsStatic: true } => "static",
            _ => null,
        };
        if (container is not null)
            throw new Refusal(Descriptors.UnsupportedContainer, type.Locations[0], type.Name, container);
        if (OperationChecks.Whole(type) is { } whole)
            throw new Refusal(Descriptors.NotPartial, whole, type.Name);
    }
}
