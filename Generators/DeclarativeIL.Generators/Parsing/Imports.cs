using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The members that a class imports from another.</summary>
internal sealed record Imported(IReadOnlyList<LossModel> Losses, IReadOnlyList<ColumnModel> Columns, IReadOnlyList<MetricModel> Metrics);

/// <summary>
/// Reads <c>[Loss&lt;T&gt;]</c>: losses, columns and metrics of another declared class, from its source or from what its assembly carries.
/// </summary>
internal static class Imports
{
    public static Imported Read(
        CompilationContext context,
        AttributeData attribute,
        IReadOnlyList<INamedTypeSymbol> trail,
        CancellationToken cancellation
    )
    {
        if (attribute.AttributeClass?.TypeArguments is not [INamedTypeSymbol imported] || imported is IErrorTypeSymbol)
            throw Refusal.Silent();
        if (LeadsBack(context, imported, trail, []))
            throw new Refusal(Descriptors.Recursion, SourceLocations.Of(attribute), imported.Name);
        var (losses, columns, metrics) = Members(context, imported, attribute, trail, cancellation);
        if (losses.Count == 0)
            throw new Refusal(Descriptors.NoLossToImport, SourceLocations.Of(attribute), imported.Name);
        var (weight, phase) = (1.0, 0);
        foreach (var argument in attribute.NamedArguments)
            if (argument is { Key: "Weight", Value.Value: double factor })
                weight = factor;
            else if (argument is { Key: "Phase", Value.Value: int number })
                phase = number;
        if (phase < 0)
            throw new Refusal(Descriptors.OutOfRange, SourceLocations.Of(attribute), "Phase", phase, "a number from 0");
        var origin = Vocabulary.Name(imported);
        return new(
            [
                .. losses.Select(loss =>
                    loss with
                    {
                        Phase = loss.Phase + phase,
                        Weight = loss.Weight * weight,
                        WeightName = imported.Name + "Weight",
                        Origin = origin,
                    }
                ),
            ],
            [.. columns.Select(column => column with { Origin = origin })],
            [.. metrics.Select(metric => metric with { Phase = metric.Phase + phase, Origin = origin, Reported = metric.Member.Name })]
        );
    }

    /// <summary>
    /// Tells whether the imports of a class lead to one whose imports are being read: each class of the circle reports it.
    /// </summary>
    private static bool LeadsBack(
        CompilationContext context,
        INamedTypeSymbol imported,
        IReadOnlyList<INamedTypeSymbol> trail,
        HashSet<ISymbol> seen
    ) =>
        trail.Any(importer => SymbolEqualityComparer.Default.Equals(importer, imported))
        || (
            seen.Add(imported)
            && imported
                .GetAttributes()
                .Where(attribute => context.Is(attribute.AttributeClass, WellKnownNames.LossOf))
                .Select(attribute => attribute.AttributeClass!.TypeArguments[0])
                .OfType<INamedTypeSymbol>()
                .Any(next => LeadsBack(context, next, trail, seen))
        );

    private static Imported Members(
        CompilationContext context,
        INamedTypeSymbol imported,
        AttributeData attribute,
        IReadOnlyList<INamedTypeSymbol> trail,
        CancellationToken cancellation
    )
    {
        if (imported.DeclaringSyntaxReferences.Any(reference => context.ModelOf(reference.SyntaxTree) is not null))
        {
            if (!Owner.IsDeclared(imported))
                return new([], [], []);
            return AlgorithmParser.Parse(context, imported, trail, cancellation).Model is { } model
                ? new(model.Losses, model.Others.Columns, model.Others.Metrics)
                : throw Refusal.Silent();
        }
        var carried = imported
            .GetAttributes()
            .Where(data => context.Is(data.AttributeClass, WellKnownNames.DeclaredEquation))
            .Select(data => data.ConstructorArguments is [_, { Value: string text }] ? EquationText.Read(text) : null)
            .Select(member => member ?? throw new Refusal(Descriptors.UnreadableEquation, SourceLocations.Of(attribute), imported.Name))
            .ToList();
        static MemberModel Member(DeclaredMember member) => new(member.Name, member.Parameters, member.Equation, default, "double", "");
        return new(
            [
                .. carried
                    .Where(member => member.Kind == DeclaredKind.Loss)
                    .Select(member => new LossModel(Member(member), member.Phase, 1, "", "")),
            ],
            [.. carried.Where(member => member.Kind == DeclaredKind.Column).Select(member => new ColumnModel(Member(member), ""))],
            [
                .. carried
                    .Where(member => member.Kind == DeclaredKind.Metric)
                    .Select(member => new MetricModel(Member(member), member.Phase, "", member.Name)),
            ]
        );
    }
}
