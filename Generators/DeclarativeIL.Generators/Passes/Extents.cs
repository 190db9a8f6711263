using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>How often a value exists in a step.</summary>
internal enum Extent
{
    /// <summary>Known on the host before the step: hyperparameters, constants.</summary>
    Host,

    /// <summary>One value on the device: an answer about the network as a whole, a statistic of the batch.</summary>
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
            extents[i] = OfOne(nodes[i], operand => extents[operand]);
        return extents;
    }

    /// <param name="of">The extents of the nodes before it.</param>
    public static Extent OfOne(Node node, Func<int, Extent> of) =>
        node switch
        {
            Node.Input input => Of(input),
            Node.Ask ask => ask.Arguments.Count == 0 ? Extent.Whole : Extent.Rows,
            Node.Statistic => Extent.Whole,
            Node.ArgumentGradient => Extent.Rows,
            _ => node.Operands.Select(of).DefaultIfEmpty(Extent.Host).Max(),
        };

    private static Extent Of(Node.Input input) =>
        Inputs.Split(input.Name).Kind switch
        {
            Inputs.Rows or Inputs.Other or Inputs.Draw or Inputs.Seed or Inputs.Seen or Inputs.Chosen or Inputs.ChosenBy or Inputs.Next =>
                Extent.Rows,
            Inputs.Situation => Extent.Rows,
            Inputs.Given => input.Type.Rank > 0 ? Extent.Whole : Extent.Host,
            _ => Extent.Host,
        };
}
