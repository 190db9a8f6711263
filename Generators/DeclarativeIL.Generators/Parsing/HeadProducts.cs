using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads a head whose columns are heads: one for each part of its space.</summary>
internal static class HeadProducts
{
    /// <returns>The parts; none where no column is a head.</returns>
    public static IReadOnlyList<HeadPartModel> Read(CompilationContext context, INamedTypeSymbol type, INamedTypeSymbol space)
    {
        var columns = RowTypes.Primary(type)?.Parameters ?? [];
        if (!columns.Any(IsPart))
            return [];
        if (columns.FirstOrDefault(column => !IsPart(column)) is { } other)
            throw Wrong(other, "beside heads stand heads alone");
        if (type.GetMembers().FirstOrDefault(HeadMembers.IsAsked) is { } member)
            throw new Refusal(
                Descriptors.HeadColumn,
                member.Locations[0],
                member.Name,
                "a head of heads has no members of its own: densities and entropies of its parts add up, acts stand one behind the other"
            );
        var isEach = context.Is(space, WellKnownNames.MultiDiscreteSpace);
        if (!isEach && !context.Is(space, WellKnownNames.TupleSpace))
            throw Wrong(
                columns[0],
                "heads as columns are over the parts of a 'TupleSpace', or one is over each component of a 'MultiDiscreteSpace'"
            );
        if (isEach && (columns.Length > 1 || !context.Is(SpaceOf(columns[0].Type), WellKnownNames.DiscreteSpace)))
            throw Wrong(columns[0], "over a 'MultiDiscreteSpace' stands one head, over a 'DiscreteSpace'");
        return [.. columns.Select(column => Read(context, column))];
    }

    private static HeadPartModel Read(CompilationContext context, IParameterSymbol column)
    {
        var head = (INamedTypeSymbol)column.Type;
        if (context.Is(SpaceOf(head), WellKnownNames.TupleSpace) || context.Is(SpaceOf(head), WellKnownNames.MultiDiscreteSpace))
            throw Wrong(column, "a part is no product itself");
        if (head.InstanceConstructors.Any(made => made.Parameters.Any(inner => context.Is(inner.Type, WellKnownNames.Features))))
            throw Wrong(column, "a part has no network inside");
        var name = HeadColumns.Snake(column.Name);
        if (head.DeclaringSyntaxReferences.Length > 0)
            return new(
                name,
                Vocabulary.Name(head),
                HeadParser.Parse(context, head).Model ?? throw Refusal.Silent(),
                EquatableArray<string>.Empty
            );
        var policy = head.ContainingAssembly.GetTypeByMetadataName(
            $"{head.ContainingNamespace.ToDisplayString()}.{head.Name.Substring(0, head.Name.Length - HeadParser.Suffix.Length)}Policy"
        );
        return new(
            name,
            Vocabulary.Name(head),
            null,
            (policy?.AllInterfaces.Select(face => Vocabulary.Name(face)) ?? [])
                .OrderBy(face => face, StringComparer.Ordinal)
                .ToEquatableArray()
        );
    }

    private static bool IsPart(IParameterSymbol column) => column.Type is INamedTypeSymbol type && HeadParser.IsDeclared(type);

    private static ITypeSymbol? SpaceOf(ITypeSymbol head) =>
        head.GetAttributes().Select(attribute => attribute.AttributeClass).FirstOrDefault(attribute => attribute?.Name == "HeadAttribute")
            is { TypeArguments: [var space] }
            ? space
            : null;

    private static Refusal Wrong(IParameterSymbol column, string why) => new(Descriptors.HeadColumn, column.Locations[0], column.Name, why);
}
