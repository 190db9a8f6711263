using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The parts that signatures of generated members share.</summary>
internal static class Signatures
{
    public static string Escape(string name) => MemberParser.Escape(name);

    public static string TypeParameter(string name) => "T" + Hyperparameters.PropertyName(name);

    public static string TypeParameters(IEnumerable<PlannedNetwork> networks, params string[] more)
        => "<" + string.Join(", ", networks.Select(network => TypeParameter(network.Name)).Concat(more)) + ">";

    public static IEnumerable<string> Networks(IEnumerable<PlannedNetwork> networks)
        => networks.Select(network => $"{TypeParameter(network.Name)} {Escape(network.Name)}");

    public static IEnumerable<string> Batches(TurnPlan plan) => plan.Rows.Select(rows => $"{WellKnownNames.Batch}<{rows.Type}> {Escape(rows.Name)}");

    public static IEnumerable<string> Datasets(IEnumerable<RowSource> rows) => rows.Select(source => $"{WellKnownNames.Dataset}<{source.Type}> {Escape(source.Name)}");

    public static string Accumulate(TurnPlan plan) => plan.Turn == 0 ? "Accumulate" : "AccumulateTurn" + plan.Turn;

    public static string LossNames(TurnPlan plan) => plan.Turn == 0 ? "LossNames" : "LossNamesOfTurn" + plan.Turn;

    /// <summary>What the losses ask of a network is the constraint of its type parameter.</summary>
    public static void Constraints(SourceWriter writer, IEnumerable<PlannedNetwork> networks)
    {
        using (writer.Indent())
            foreach (var network in networks.GroupBy(network => network.Name))
            {
                var capabilities = network.SelectMany(part => part.Questions).Select(question => question.Question.Capability).Distinct()
                    .OrderBy(capability => capability, StringComparer.Ordinal).ToList();
                var named = capabilities.Count > 1 ? capabilities.Where(capability => capability != WellKnownNames.PolicyNetwork) : capabilities;
                writer.Line($"where {TypeParameter(network.Key)} : class, {string.Join(", ", named)}");
            }
    }

    /// <summary>An integer property is a double in an equation, so that nothing divides integers.</summary>
    public static string Property(string name, ValueType type, AlgorithmModel model)
        => type.Kind == ValueKind.Scalar && Hyperparameters.Of(model).Any(property => property.Name == name && property.CSharpType == "int")
            ? $"((double){name})"
            : name;
}
