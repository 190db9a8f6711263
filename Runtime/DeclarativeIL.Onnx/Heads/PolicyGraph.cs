using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>A policy as a graph: of states, the act of evaluation and the parameters of the distribution.</summary>
internal static class PolicyGraph
{
    /// <summary>The name of the act of evaluation.</summary>
    public const string Mode = "mode";

    private const string State = "state";

    /// <summary>The graph.</summary>
    /// <param name="policy">The policy; within the lock of its parameters.</param>
    /// <param name="isWide">Whether it computes in float64.</param>
    /// <param name="mode">Whether the act of evaluation is an output.</param>
    /// <param name="noise">Whether a sample is an output, of noise that is an input; of a flow alone.</param>
    /// <exception cref="NotSupportedException">It is over a module, or its head cannot be written.</exception>
    public static Graph Of(PolicyNetwork policy, bool isWide, bool mode, bool noise)
    {
        var graph = new Graph(isWide, (policy.Body as StackedPerceptron)?.Members);
        var network = Perceptrons.Of(graph, policy.Body, policy.Parameters);
        var state = graph.Input(State, policy.StateSize);
        if (policy.EquationsOfHead is FieldEquations field)
            FlowGraph.Add(graph, policy, field, network, state, mode, noise);
        else if (noise)
            throw new NotSupportedException(
                $"A policy with the head '{policy.EquationsOfHead.Kind}' takes no noise; expected one with FlowHead: of others the outputs "
                    + "say what to draw from."
            );
        else
            Add(new(graph, policy, state, network(state)), mode);
        return graph;
    }

    private static void Add(HeadInputs inputs, bool mode)
    {
        List<HeadScope> heads = [.. Heads(inputs)];
        var modes = new List<Value>();
        foreach (var head in heads)
            if (ShippedHeads.Of(head.Equations) is { } shipped)
                modes.Add(shipped(head));
            else if (OwnHeads.Add(head, mode) is { } own)
                modes.Add(own);
        if (mode)
            inputs.Graph.Output(Mode, Acts.Of(inputs, heads, [.. modes]), ofMembers: false, inputs.Policy.Actions.Width);
    }

    /// <summary>The head; of a product its parts.</summary>
    private static IEnumerable<HeadScope> Heads(HeadInputs inputs)
    {
        if (inputs.Policy.EquationsOfHead is not BoundProduct product)
            return [new(inputs) { Equations = inputs.Policy.EquationsOfHead, ActWidth = inputs.Policy.Actions.Width }];
        return product.Places.Select(place => new HeadScope(inputs)
        {
            Equations = place.Equations,
            FirstColumn = place.Column,
            FirstAct = place.Act,
            ActWidth = place.ActWidth,
            Prefix = product.Columns[place.Column].Name[..^place.Equations.Columns[0].Name.Length],
        });
    }
}
