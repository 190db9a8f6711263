using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>The number of uses of each node by results and what they are made of.</summary>
internal static class Uses
{
    /// <param name="isLeaf">Nodes that are there already, whatever they were made of.</param>
    public static int[] Of(IReadOnlyList<Node> nodes, IEnumerable<int> results, Func<Node, bool>? isLeaf = null) =>
        Of(nodes, results, isLeaf is null ? null : (node, _) => isLeaf(node));

    /// <param name="isLeaf">Nodes that are there already, whatever they were made of, by what they are and by their number.</param>
    public static int[] Of(IReadOnlyList<Node> nodes, IEnumerable<int> results, Func<Node, int, bool>? isLeaf)
    {
        var uses = new int[nodes.Count];
        foreach (var result in results)
            uses[result]++;
        for (var i = nodes.Count - 1; i >= 0; i--)
            if (uses[i] > 0 && isLeaf?.Invoke(nodes[i], i) is not true)
                foreach (var operand in nodes[i].Operands)
                    uses[operand]++;
        return uses;
    }
}
