using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Planning;

/// <summary>Nodes that take all rows of a batch before one of them can be computed.</summary>
internal static class Stages
{
    public static bool IsStaged(Node node) => node is Node.Statistic or Node.BatchedGradient;

    /// <summary>The nodes of each row that a stage takes.</summary>
    public static IEnumerable<int> Taken(IReadOnlyList<Node> nodes, int node) =>
        nodes[node] switch
        {
            Node.Statistic statistic => [statistic.Column],
            Node.BatchedGradient gradient => [.. ((Node.Apply)nodes[gradient.Operation]).Arguments, gradient.Gradient],
            _ => [],
        };

    /// <summary>The batches that a node is computed from.</summary>
    public static IEnumerable<string> BatchesOf(IReadOnlyList<Node> nodes, int node, IReadOnlyDictionary<Input.Draw, string> draws)
    {
        var uses = Passes.Uses.Of(nodes, [node]);
        return nodes
            .Where((_, i) => uses[i] > 0)
            .OfType<Node.Input>()
            .Select(input =>
                input.Source switch
                {
                    Input.Rows rows => rows.Batch,
                    Input.Draw draw => draws[draw],
                    _ => "",
                }
            )
            .Where(batch => batch.Length > 0)
            .Distinct();
    }
}
