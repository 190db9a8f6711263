using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Finds the source locations of symbols, attributes and operations.</summary>
internal static class SourceLocations
{
    public static Location? Of(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference ? reference.SyntaxTree.GetLocation(reference.Span) : null;
}
