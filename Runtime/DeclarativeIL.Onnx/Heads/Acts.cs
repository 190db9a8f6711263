using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>The acts of a policy, from the modes of its heads: in the environment's units and within its bounds.</summary>
internal static class Acts
{
    /// <summary>The acts.</summary>
    /// <param name="inputs">What the heads are about.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="modes">What each says, [..., its components].</param>
    /// <returns>[batch, a].</returns>
    public static Value Of(HeadInputs inputs, IReadOnlyList<HeadScope> heads, Value[] modes)
    {
        var graph = inputs.Graph;
        if (graph.Members is not null && heads is [{ LogProbs: { } each }] && inputs.Policy.Units.Choices is not null)
            return graph.ArgMax(graph.Sum(graph.Exp(each), 0)); // by the mean of the members' probabilities
        var acts = graph.Concat([.. heads.Zip(modes, static (head, mode) => head.InEnvironment(mode))]);
        return Clipped(graph, inputs.Policy.Units, graph.Members is null ? acts : Together(graph, inputs.Policy.Units, acts));
    }

    /// <summary>Within the bounds of the space.</summary>
    public static Value Clipped(Graph graph, ActUnits units, Value acts)
    {
        var boxes = Enumerable.Range(0, units.Width).Select(i => (units[i].Box, units[i].Index)).ToList();
        double[] low = [.. boxes.Select(static one => Bound(one.Box?.Low[one.Index] ?? float.MinValue))];
        double[] high = [.. boxes.Select(static one => Bound(one.Box?.High[one.Index] ?? float.MaxValue))];
        return
            Array.TrueForAll(low, static bound => bound == float.MinValue)
            && Array.TrueForAll(high, static bound => bound == float.MaxValue)
            ? acts
            : graph.Clip(acts, low, high);
    }

    private static double Bound(float bound) => Math.Clamp(bound, float.MinValue, float.MaxValue);

    /// <summary>The mean of the members' numbers; of their choices the one of most members, of equals the first.</summary>
    private static Value Together(Graph graph, ActUnits units, Value acts)
    {
        var pieces = new List<Value>();
        for (int first = 0, end; first < units.Width; first = end)
        {
            for (end = first + 1; units[first].Box is not null && end < units.Width && units[end].Box is not null; end++) { }
            var piece = first == 0 && end == units.Width ? acts : graph.Slice(acts, first, end - first);
            pieces.Add(units[first].Box is not null ? graph.Mean(piece, 0) : MostChosen(graph, piece, units[first].Choices));
        }
        return graph.Concat([.. pieces]);
    }

    private static Value MostChosen(Graph graph, Value choice, int choices) => graph.ArgMax(graph.Sum(graph.OneHot(choice, choices), 0));
}
