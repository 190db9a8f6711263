using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>What the heads of a policy are about.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Policy">The policy.</param>
/// <param name="State">The states as they are given, [batch, s].</param>
/// <param name="Outputs">What the network answers, [..., outputs].</param>
internal sealed record HeadInputs(Graph Graph, PolicyNetwork Policy, Value State, Value Outputs)
{
    /// <summary>Where the columns are.</summary>
    public HeadLayout Layout { get; } = PolicyParts.LayoutOf(Policy.EquationsOfHead, Policy.Actions);

    /// <summary>How acts come from those of the heads.</summary>
    public ActMap Map { get; } = Policy.Units.Current;
}
