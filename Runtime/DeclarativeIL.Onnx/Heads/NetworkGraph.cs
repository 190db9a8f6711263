using DeclarativeIL.Networks;
using DeclarativeIL.Onnx.Graphs;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>Critics, features and fields as graphs.</summary>
internal static class NetworkGraph
{
    private const string State = "state",
        Act = "act",
        Value = "value";

    /// <summary>The graph.</summary>
    /// <param name="network">The network; within the lock of its parameters.</param>
    /// <param name="isWide">Whether it computes in float64.</param>
    /// <exception cref="NotSupportedException">It is over a module, or of another kind.</exception>
    public static Graph Of(BodyNetwork network, bool isWide)
    {
        var graph = new Graph(isWide, null);
        var map = Perceptrons.Of(graph, network.Body, network.Parameters);
        var (name, inputs) = network switch
        {
            FeatureNetwork features => ("features", new[] { graph.Input(State, features.StateSize) }),
            StateCritic critic => (Value, [graph.Input(State, critic.StateSize)]),
            ActCritic critic => (Value, [graph.Input(State, critic.StateSize), Encoded(graph, critic.Acts)]),
            StepCritic critic => (
                Value,
                [graph.Input(State, critic.StateSize), Encoded(graph, critic.Acts), graph.Input("next", critic.StateSize)]
            ),
            FieldNetwork field => (
                "field",
                [graph.Input(State, field.StateSize), graph.Input("point", field.Size), graph.Input("time", 1)]
            ),
            _ => throw new NotSupportedException($"Found a {network.GetType().Name}; expected a critic, features or a field."),
        };
        graph.Output(name, map(graph.Concat(inputs)), ofMembers: false, network.Body.Outputs);
        return graph;
    }

    /// <summary>An act as the network takes it: choices one-hot.</summary>
    private static Value Encoded(Graph graph, Space acts)
    {
        var act = graph.Input(Act, acts.Width);
        if (acts is DiscreteSpace discrete)
            return graph.OneHot(act, discrete.Count);
        if (ActCode.Of(acts) is not { } code)
            return act;
        return graph.Concat([
            .. code.Pieces.Select(piece =>
                piece.Choices > 0
                    ? graph.OneHot(graph.Slice(act, piece.Offset, 1), piece.Choices)
                    : graph.Slice(act, piece.Offset, piece.Count)
            ),
        ]);
    }
}
