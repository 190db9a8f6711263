using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Checks the attributes of a parameter: none is ignored, none contradicts another, their numbers are in range.
/// </summary>
internal static class AttributeChecks
{
    private static readonly string[] OfNetworks =
    [
        WellKnownNames.Frozen,
        WellKnownNames.Detached,
        WellKnownNames.Target,
        WellKnownNames.Learner,
        WellKnownNames.EnsembleAttribute,
    ];

    private static readonly string[] OfRows = [WellKnownNames.OnRollout, WellKnownNames.OnReplay, WellKnownNames.Other];

    private static readonly string[] OfColumns =
    [
        WellKnownNames.Of,
        WellKnownNames.Mean,
        WellKnownNames.Deviation,
        WellKnownNames.Quantile,
    ];

    /// <summary>Of each group, a parameter carries one at most.</summary>
    private static readonly string[][] Alternatives =
    [
        [WellKnownNames.Frozen, WellKnownNames.Detached, WellKnownNames.Target, WellKnownNames.Given],
        [WellKnownNames.OnRollout, WellKnownNames.OnReplay],
        [.. OfColumns, WellKnownNames.Given, WellKnownNames.Next],
    ];

    /// <param name="kind">What the member is.</param>
    /// <exception cref="Refusal">An attribute means nothing here.</exception>
    public static void Check(CompilationContext context, IParameterSymbol parameter, ValueType type, MemberKind kind)
    {
        var attributes = parameter
            .GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ContainingNamespace.ToDisplayString() == WellKnownNames.Root)
            .ToList();
        foreach (var attribute in attributes)
            if (Contradiction(context, attribute, attributes, parameter, type, kind) is { } why)
                throw new Refusal(Descriptors.IdleAttribute, SourceLocations.Of(attribute), Written(attribute), parameter.Name, why);
        if (
            attributes.Any(attribute => Is(context, attribute, OfRows[0]) || Is(context, attribute, OfRows[1]))
            || (kind == MemberKind.Reward && type.Kind == ValueKind.Row)
        )
            CheckRollout(context, parameter, kind);
        foreach (var attribute in attributes)
            CheckNumber(context, attribute);
    }

    private static string? Contradiction(
        CompilationContext context,
        AttributeData attribute,
        IReadOnlyList<AttributeData> attributes,
        IParameterSymbol parameter,
        ValueType type,
        MemberKind kind
    )
    {
        bool IsOf(string[] names) => names.Any(name => Is(context, attribute, name));
        var first = Alternatives
            .Where(IsOf)
            .Select(group => attributes.First(other => group.Any(name => Is(context, other, name))))
            .FirstOrDefault(other => other != attribute);
        return first switch
        {
            not null => $"[{Written(first)}] is there already, and a parameter is one thing",
            _ when IsOf(OfNetworks) && (type.Kind != ValueKind.Recipient || context.Is(parameter.Type, WellKnownNames.Expert)) =>
                "it is about networks",
            _ when IsOf(OfRows) && type.Kind != ValueKind.Row => "it is about rows",
            _ when IsOf(OfColumns) && type.Kind is ValueKind.Row or ValueKind.Recipient or ValueKind.Situation =>
                "it is about a column's numbers",
            _ when (IsOf(OfColumns) || IsOf([WellKnownNames.Given])) && parameter.HasExplicitDefaultValue =>
                "its value comes from elsewhere, so a default would never be used",
            _ when IsOf(OfColumns)
                    && kind is MemberKind.Loss or MemberKind.Metric
                    && !HasBatch(context, (IMethodSymbol)parameter.ContainingSymbol) =>
                $"the {kind.ToString().ToLowerInvariant()} takes no row, so there is no batch to take it over",
            _ when IsOf([WellKnownNames.PerEpisode]) && !kind.IsOfRollout() =>
                $"a [{kind}] member is asked about rows, not during an episode",
            _ => null,
        };
    }

    /// <summary>A loss over batches has the batch of its columns.</summary>
    private static bool HasBatch(CompilationContext context, IMethodSymbol loss) =>
        context.Is(loss.ReturnType, WellKnownNames.Tensor)
        || loss.Parameters.Any(parameter => ValueTypes.Of(context, parameter.Type) is { Kind: ValueKind.Row });

    private static void CheckRollout(CompilationContext context, IParameterSymbol parameter, MemberKind kind)
    {
        if (!context.Is(parameter.Type, WellKnownNames.Transition))
            throw new Refusal(
                Descriptors.UnsuitableType,
                parameter.Locations[0],
                parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
                kind == MemberKind.Reward ? "a reward is paid for a Transition" : "a rollout makes Transition rows"
            );
    }

    private static void CheckNumber(CompilationContext context, AttributeData attribute)
    {
        if (
            (Is(context, attribute, WellKnownNames.Quantile) || Is(context, attribute, WellKnownNames.Target))
            && attribute.ConstructorArguments is [_, { Value: double number }]
            && !(number > 0 && number <= 1)
        )
            throw new Refusal(
                Descriptors.OutOfRange,
                SourceLocations.Of(attribute),
                Is(context, attribute, WellKnownNames.Target) ? "The share of the way" : "The level",
                CSharpText.Literal(number),
                "a number above 0, at most 1"
            );
    }

    private static bool Is(CompilationContext context, AttributeData attribute, string name) => context.Is(attribute.AttributeClass, name);

    private static string Written(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("Attribute", "");
}
