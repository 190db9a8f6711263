using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>The steps of a flow, one behind the other.</summary>
internal static class FlowGraph
{
    private const string Noise = "noise",
        Sample = "sample";

    /// <summary>Adds the acts of a flow.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="equations">Its head.</param>
    /// <param name="network">The velocity of [state | point | time].</param>
    /// <param name="state">The states.</param>
    /// <param name="mode">Whether the act of evaluation is an output.</param>
    /// <param name="sample">Whether the act of given noise is one.</param>
    /// <exception cref="NotSupportedException">It is another head with a network inside, or neither act is an output.</exception>
    public static void Add(
        Graph graph,
        PolicyNetwork policy,
        FieldEquations equations,
        Func<Value, Value> network,
        Value state,
        bool mode,
        bool sample
    )
    {
        if (equations is not FlowPolicy.Equations)
            throw new NotSupportedException(
                $"The head '{equations.Kind}' asks its network in equations in C#, of which no graph is made; expected FlowHead. "
                    + "Save(path) of the policy writes its parameters in the safetensors format."
            );
        if (!mode && !sample)
            throw new NotSupportedException("Found neither Mode nor Noise in the options; expected one: a flow has no other output.");
        var (width, steps) = (policy.Actions.Width, equations.StepsOfSample);
        if (mode)
            graph.Output(PolicyGraph.Mode, ActsOf(graph.ForEach([Drawn(width)], state)), ofMembers: false, width);
        if (sample)
            graph.Output(Sample, ActsOf(graph.Input(Noise, width)), ofMembers: false, width);

        Value ActsOf(Value point)
        {
            for (var step = 0; step < steps; step++)
            {
                var time = graph.ForEach(
                    [
                        [(double)step / steps],
                    ],
                    state
                );
                point = graph.Add(point, graph.Multiply(network(graph.Concat(state, point, time)), 1.0 / steps));
            }
            var map = policy.Units.Current;
            return Acts.Clipped(
                graph,
                policy.Units,
                graph.Add(graph.Multiply(point, graph.Constant(map.Halves, width)), graph.Constant(map.Centers, width))
            );
        }
    }

    /// <summary>What a policy draws in evaluation, of one state.</summary>
    private static double[] Drawn(int width)
    {
        var random = new RandomStream(0);
        return [.. Enumerable.Range(0, width).Select(_ => random.NextGaussian())];
    }
}
