using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Equations;

/// <summary>An equation for one sample: nodes in the order of computation, and the one that is its value.</summary>
internal sealed record Equation(EquatableArray<Node> Nodes, int Root)
{
    public ValueType Type => Nodes[Root].Type;
}
