using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>How often a value exists in a step.</summary>
internal enum Extent
{
    /// <summary>Known on the host before the step: hyperparameters, constants.</summary>
    Host,

    /// <summary>One number on the device: an answer about the network as a whole.</summary>
    Whole,

    /// <summary>One per row of the batch, on the device.</summary>
    Rows,
}

/// <summary>Lifting: finds the extent of every node.</summary>
internal static class Extents
{
    public static Extent[] Of(IReadOnlyList<Node> nodes)
    {
        var extents = new Extent[nodes.Count];
        for (var i = 0; i < extents.Length; i++)
            extents[i] = nodes[i] switch
            {
                Node.Input input => input.Type.Kind == ValueKind.Row ? Extent.Rows : Extent.Host,
                Node.Ask ask => ask.Arguments.Count == 0 ? Extent.Whole : Extent.Rows,
                var node => node.Operands.Select(operand => extents[operand]).DefaultIfEmpty(Extent.Host).Max(),
            };
        return extents;
    }
}
