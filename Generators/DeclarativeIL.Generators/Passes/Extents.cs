using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Lifting: finds the extent of every node.</summary>
internal static class Extents
{
    public static Extent[] Of(IReadOnlyList<Node> nodes)
    {
        var extents = new Extent[nodes.Count];
        for (var i = 0; i < extents.Length; i++)
            extents[i] = OfOne(nodes[i], operand => extents[operand]);
        return extents;
    }

    /// <param name="of">The extents of the nodes before it.</param>
    public static Extent OfOne(Node node, Func<int, Extent> of) =>
        node switch
        {
            Node.Input input => input.Source.ExtentOf(input.Type),
            Node.Ask ask => ask.Arguments.Count == 0 ? Extent.Whole : Extent.Rows,
            Node.Statistic => Extent.Whole,
            Node.ArgumentGradient => Extent.Rows,
            _ => node.Operands.Select(of).DefaultIfEmpty(Extent.Scalar).Max(),
        };
}
