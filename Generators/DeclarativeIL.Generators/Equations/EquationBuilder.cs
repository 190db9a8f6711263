namespace DeclarativeIL.Generators.Equations;

/// <summary>
/// Grows a list of nodes. Equal nodes are one node, so common subexpressions are found while building; what can be known
/// now is folded. Nothing is folded that could change a NaN (x * 0 stays).
/// </summary>
internal sealed class EquationBuilder : IReadOnlyList<Node>
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Node, int> _known = [];
    private readonly SortedDictionary<int, (NameRank Rank, string Name)> _names = [];

    public IReadOnlyList<Node> Nodes => _nodes;

    public int Count => _nodes.Count;

    public Node this[int node] => _nodes[node];

    public Equation Build(int root) =>
        new(_nodes.ToEquatableArray(), root) { Names = _names.Select(pair => new NodeName(pair.Key, pair.Value.Name)).ToEquatableArray() };

    /// <summary>Says what the source calls a node; inputs and literals have names of their own.</summary>
    public void Name(int node, string name, NameRank rank)
    {
        if (
            _nodes[node] is not (Node.Parameter or Node.Input or Node.Constant or Node.Truth or Node.EnumValue)
            && !(_names.TryGetValue(node, out var known) && known.Rank >= rank)
        )
            _names[node] = (rank, name);
    }

    /// <summary>The name that the source gives to a node; null if it has none.</summary>
    public string? NameOf(int node) => _names.TryGetValue(node, out var known) ? known.Name : null;

    public IEnumerator<Node> GetEnumerator() => _nodes.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    public int Add(Node node)
    {
        if (Folding.Fold(node, this) is { } folded)
            return folded;
        if (_known.TryGetValue(node, out var id))
            return id;
        _nodes.Add(node);
        return _known[node] = _nodes.Count - 1;
    }

    public int Constant(double value) => Add(new Node.Constant(value));

    public int Truth(bool value) => Add(new Node.Truth(value));

    public int Negate(int operand) => Add(new Node.Unary(_nodes[operand].Type, UnaryOperator.Negate, operand));

    public int Not(int operand) => Add(new Node.Unary(ValueType.Boolean, UnaryOperator.Not, operand));

    public int Field(int row, ValueType type, string name) => Add(new Node.Field(type, row, name));

    public int Sum(int vector) => Add(new Node.Unary(ValueType.Scalar, UnaryOperator.Sum, vector));

    public int Select(int condition, int whenTrue, int whenFalse) =>
        Add(new Node.Select(_nodes[whenTrue].Type, condition, whenTrue, whenFalse));

    public int And(int left, int right) => Add(new Node.Binary(ValueType.Boolean, BinaryOperator.And, left, right));

    public int Or(int left, int right) => Add(new Node.Binary(ValueType.Boolean, BinaryOperator.Or, left, right));

    /// <summary>An arithmetic node whose result is wide if an operand is.</summary>
    public int Arithmetic(BinaryOperator @operator, int left, int right)
    {
        var rank = Math.Max(_nodes[left].Type.Rank, _nodes[right].Type.Rank);
        return Add(
            new Node.Binary(
                rank switch
                {
                    0 => ValueType.Scalar,
                    1 => ValueType.Vector,
                    _ => ValueType.Matrix,
                },
                @operator,
                left,
                right
            )
        );
    }

    /// <summary>Copies an equation in, its parameters replaced by nodes that are already here.</summary>
    /// <returns>The node that stands for the equation's root.</returns>
    public int Inline(Equation equation, IReadOnlyDictionary<string, int> inputs)
    {
        var map = new int[equation.Nodes.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var node = equation.Nodes[i];
            map[i] =
                node is Node.Parameter parameter && inputs.TryGetValue(parameter.Name, out var given)
                    ? given
                    : Add(node.With([.. node.Operands.Select(operand => map[operand])]));
        }
        foreach (var name in equation.Names)
            Name(map[name.Node], name.Name, NameRank.Inlined);
        return map[equation.Root];
    }
}
