using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>
/// Symbolic sizes: which vectors must be as long as which. Finds how wide a draw has to be, and sizes that cannot match.
/// </summary>
internal sealed class Dimensions
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly int[] _parent;

    public Dimensions(IReadOnlyList<Node> nodes)
    {
        _nodes = nodes;
        _parent = [.. Enumerable.Range(0, nodes.Count)];
        for (var i = 0; i < nodes.Count; i++)
            Relate(i);
    }

    /// <summary>A value of known size that is as wide as <paramref name="node"/>; null if nothing says how wide it is.</summary>
    public int? Anchor(int node)
    {
        for (var i = 0; i < _nodes.Count; i++)
            if (_nodes[i] is Node.Field or Node.Ask or Node.Input { Type.Kind: ValueKind.State or ValueKind.Act } && _nodes[i].Type.Rank > 0 && Root(i) == Root(node))
                return i;
        return null;
    }

    /// <summary>A state and an act that would have to be of one size; null if there is none.</summary>
    public (int State, int Act)? Mismatch()
    {
        for (var i = 0; i < _nodes.Count; i++)
            for (var j = i + 1; j < _nodes.Count; j++)
                if (IsPoint(_nodes[i]) && IsPoint(_nodes[j]) && _nodes[i].Type != _nodes[j].Type && Root(i) == Root(j))
                    return _nodes[i].Type.Kind == ValueKind.State ? (i, j) : (j, i);
        return null;
    }

    private static bool IsPoint(Node node) => node.Type.Kind is ValueKind.State or ValueKind.Act && node is Node.Field or Node.Ask;

    private void Relate(int node)
    {
        switch (_nodes[node])
        {
            case Node.Unary { Type.Rank: > 0 } unary:
                Same(node, unary.Operand);
                break;
            case Node.Binary { Type.Rank: 1 } product when _nodes[product.Left].Type.Rank == 2:
                if (_nodes[product.Left] is not Node.Input)         // a matrix from outside need not be square
                {
                    Same(node, product.Left);
                    Same(node, product.Right);
                }
                break;
            case Node.Binary { Type.Rank: > 0 } binary:
                Same(node, binary.Left);
                Same(node, binary.Right);
                break;
            case Node.Select { Type.Rank: > 0 } select:
                Same(node, select.WhenTrue);
                Same(node, select.WhenFalse);
                break;
            case Node.Spread spread:
                Same(node, spread.Like);
                break;
            case Node.Apply { Type.Rank: > 0, Arguments.Count: > 0 } apply:
                foreach (var argument in apply.Arguments.Where(argument => _nodes[argument].Type.Rank > 0))
                    Same(node, argument);
                break;
        }
    }

    /// <summary>Points of one kind need not be of one size across networks; what is added up must be.</summary>
    private void Same(int left, int right)
    {
        if (_nodes[left].Type.Rank > 0 && _nodes[right].Type.Rank > 0)
            _parent[Root(right)] = Root(left);
    }

    private int Root(int node)
    {
        while (_parent[node] != node)
            node = _parent[node] = _parent[_parent[node]];
        return node;
    }
}
