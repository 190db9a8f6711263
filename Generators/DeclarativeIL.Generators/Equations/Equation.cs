namespace DeclarativeIL.Generators.Equations;

/// <summary>An equation for one sample: nodes in the order of computation, and the one that is its value.</summary>
internal sealed record Equation(EquatableArray<Node> Nodes, int Root)
{
    /// <summary>
    /// The names that the source gives to some of the nodes. A changed name changes the generated text, but not which nodes are equal.
    /// </summary>
    public EquatableArray<NodeName> Names { get; init; }

    public ValueType Type => Nodes[Root].Type;
}
