using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>The side of a value whose size is meant.</summary>
internal enum Side
{
    Width,
    Rows,
    Columns,
}

/// <summary>
/// Symbolic sizes: which vectors must be as long as which, and as which side of a matrix. Finds how wide a draw has to be, and
/// sizes that cannot match.
/// </summary>
internal sealed class Dimensions
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly bool _guesses;
    private readonly int[] _parent; // of each node's width or rows, and of its columns

    /// <param name="guesses">Whether a user's operation is taken to be one of equal widths, though it need not be.</param>
    public Dimensions(IReadOnlyList<Node> nodes, bool guesses = true)
    {
        (_nodes, _guesses) = (nodes, guesses);
        _parent = [.. Enumerable.Range(0, 2 * nodes.Count)];
        for (var i = 0; i < nodes.Count; i++)
            Relate(i);
    }

    /// <summary>
    /// Something of known size that is as wide as <paramref name="node"/>, or has as many rows or columns; null if nothing says how wide it
    /// is.
    /// </summary>
    /// <param name="isUsed">What is there.</param>
    public (int Node, Side Side)? Anchor(int node, Func<int, bool> isUsed)
    {
        var made = MadeOf(node);
        if (Anchor(Rows(node), isRow: null, candidate => !made[candidate] && isUsed(candidate)) is { } vector)
            return (vector, Side.Width);
        for (var i = 0; i < _nodes.Count; i++)
            if (_nodes[i] is { Type.Kind: ValueKind.Matrix } and (Node.Input or Node.Ask) && !made[i] && isUsed(i))
                foreach (var side in (Side[])[Side.Rows, Side.Columns])
                    if (Root(side == Side.Rows ? Rows(i) : Columns(i)) == Root(Rows(node)))
                        return (i, side);
        return null;
    }

    /// <summary>A vector that is computed and has to be as wide as <paramref name="draw"/>; null if there is none.</summary>
    /// <param name="isUsed">What is there.</param>
    public int? Computed(int draw, Func<int, bool> isUsed)
    {
        var root = Root(Rows(draw));
        var made = new bool[_nodes.Count]; // of draws that are as wide, which say nothing of each other
        for (var i = 0; i < made.Length; i++)
            made[i] =
                _nodes[i] is Node.Input { Type.Rank: > 0, Source: Input.Draw } && Root(Rows(i)) == root
                || _nodes[i].Operands.Any(operand => made[operand]);
        for (var i = 0; i < made.Length; i++)
            if (_nodes[i].Type.Kind == ValueKind.Vector && !made[i] && Root(Rows(i)) == root && isUsed(i))
                return i;
        return null;
    }

    /// <summary>A vector that says how many rows a given matrix has, or how wide a given vector is.</summary>
    /// <param name="isRow">Whether it is to be a column of the batch; else an answer.</param>
    public int? AnchorOfRows(int given, bool isRow) => Anchor(Rows(given), isRow);

    /// <summary>A vector that says how many columns a given matrix has.</summary>
    /// <param name="isRow">Whether it is to be a column of the batch; else an answer.</param>
    public int? AnchorOfColumns(int given, bool isRow) => Anchor(Columns(given), isRow);

    /// <summary>A state and an act that would have to be of one size; null if there is none.</summary>
    public (int State, int Act)? Mismatch()
    {
        for (var i = 0; i < _nodes.Count; i++)
        for (var j = i + 1; j < _nodes.Count; j++)
            if (IsPoint(_nodes[i]) && IsPoint(_nodes[j]) && _nodes[i].Type != _nodes[j].Type && Root(Rows(i)) == Root(Rows(j)))
                return _nodes[i].Type.Kind == ValueKind.State ? (i, j) : (j, i);
        return null;
    }

    /// <summary>Marks the nodes that are computed from a node: these cannot say how wide it is.</summary>
    private bool[] MadeOf(int node)
    {
        var made = new bool[_nodes.Count];
        for (var i = node + 1; i < made.Length; i++)
            made[i] = _nodes[i].Operands.Any(operand => operand == node || made[operand]);
        return made;
    }

    private static int Rows(int node) => 2 * node;

    private static int Columns(int node) => 2 * node + 1;

    private static bool IsPoint(Node node) => node.Type.Kind is ValueKind.State or ValueKind.Act && node is Node.Field or Node.Ask;

    private int? Anchor(int side, bool? isRow, Func<int, bool>? isUsed = null)
    {
        for (var i = 0; i < _nodes.Count; i++)
            if (
                _nodes[i].Type.IsWide
                && isUsed?.Invoke(i) is not false
                && Root(Rows(i)) == Root(side)
                && _nodes[i] switch
                {
                    Node.Field => isRow is not false,
                    Node.Ask => isRow is not true,
                    Node.Input input => isRow is null
                        && (
                            input.Type.Kind is ValueKind.State or ValueKind.Act
                            || input.Source is Input.Given or Input.OfHead { IsColumn: true }
                        ),
                    _ => false,
                }
            )
                return i;
        return null;
    }

    private void Relate(int node)
    {
        switch (_nodes[node])
        {
            case Node.Unary { Operator: UnaryOperator.Transpose } unary:
                Join(Rows(node), Columns(unary.Operand));
                Join(Columns(node), Rows(unary.Operand));
                break;
            case Node.Unary { Type.Rank: > 0 } unary:
                Same(node, unary.Operand);
                break;
            case Node.Binary { Type.Rank: 1 } product when _nodes[product.Left].Type.Rank == 2:
                Join(Rows(node), Rows(product.Left));
                Join(Columns(product.Left), Rows(product.Right));
                break;
            case Node.Binary { Type.Rank: > 0 } binary:
                Same(node, binary.Left);
                Same(node, binary.Right);
                break;
            case Node.Select { Type.Rank: > 0 } select:
                Same(node, select.WhenTrue);
                Same(node, select.WhenFalse);
                break;
            case Node.Broadcast broadcast:
                Same(node, broadcast.Like);
                break;
            case Node.Ask { Type.Kind: ValueKind.Matrix }: // covariances are square
                Join(Rows(node), Columns(node));
                break;
            case Node.Apply apply:
                Relate(node, apply);
                break;
        }
    }

    private void Relate(int node, Node.Apply apply)
    {
        var wide = apply.Arguments.Where(argument => _nodes[argument].Type.Rank > 0).ToList();
        switch (apply.Operation)
        {
            case WellKnownNames.Outer:
                Join(Rows(node), Rows(wide[0]));
                Join(Columns(node), Rows(wide[1]));
                break;
            case WellKnownNames.Cholesky:
                Same(node, wide[0]);
                Join(Rows(node), Columns(node));
                break;
            case WellKnownNames.Dot:
                Same(wide[0], wide[1]);
                break;
            case var _ when KnownSizes.IsIndex(apply) || !KnownSizes.KeepsWidth(apply):
                break;
            default:
                if (apply.Operation.StartsWith(WellKnownNames.OneHotLike, StringComparison.Ordinal))
                    wide.RemoveRange(1, wide.Count - 1);
                if (_guesses || wide.Count == 1 || apply.Operation.StartsWith(WellKnownNames.Vocabulary, StringComparison.Ordinal))
                    foreach (var argument in wide)
                        Same(node, argument);
                break;
        }
    }

    /// <summary>Points of one kind need not be of one size across networks; what is added up must be.</summary>
    private void Same(int left, int right)
    {
        if (_nodes[left].Type.Rank == 0 || _nodes[left].Type.Rank != _nodes[right].Type.Rank)
            return;
        Join(Rows(left), Rows(right));
        Join(Columns(left), Columns(right));
    }

    private void Join(int left, int right) => _parent[Root(right)] = Root(left);

    private int Root(int side)
    {
        while (_parent[side] != side)
            side = _parent[side] = _parent[_parent[side]];
        return side;
    }
}
