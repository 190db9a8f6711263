using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Arguments of operations over batches that say how many rows there are.</summary>
internal static class RowArguments
{
    /// <summary>The argument that says it: preferably one per row, and numbers rather than truths.</summary>
    public static int Of(IReadOnlyList<Node> nodes, Extent[] extents, Node.Apply apply) =>
        apply
            .Arguments.Where(argument => extents[argument] != Extent.Scalar)
            .OrderBy(argument =>
                nodes[argument].Type.Kind switch
                {
                    ValueKind.Draw => 4,
                    ValueKind.Boolean => 2,
                    _ => 0,
                } + (extents[argument] == Extent.Rows ? 0 : 1)
            )
            .First();

    /// <exception cref="InvalidOperationException">A used operation draws for each row beside one value for all rows.</exception>
    public static void Check(IReadOnlyList<Node> nodes, int[] uses)
    {
        Extent[]? extents = null;
        for (var i = 0; i < nodes.Count; i++)
            if (
                uses[i] > 0
                && nodes[i] is Node.Apply apply
                && apply.Arguments.Any(argument => nodes[argument].Type.Kind == ValueKind.Draw)
                && (extents ??= Extents.Of(nodes)) is { } known
                && apply.Arguments.Any(argument => known[argument] == Extent.Rows && nodes[argument].Type.Kind == ValueKind.Draw)
                && known[Of(nodes, known, apply)] != Extent.Rows
            )
                throw new InvalidOperationException($"A draw of each row beside one value for all rows, in '{apply.Operation}'.");
    }
}
