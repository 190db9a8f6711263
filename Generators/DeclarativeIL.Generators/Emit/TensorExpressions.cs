using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// C# for the nodes of a turn, lifted over its batches: numbers on the host stay numbers, everything per row is a tensor.
/// Nodes are written in their own order, without recursion; what is used twice, or has grown long, becomes a local.
/// </summary>
internal sealed class TensorExpressions
{
    private const int LongestLine = 100;

    private readonly IReadOnlyList<Node> _nodes;
    private readonly Extent[] _extents;
    private readonly IReadOnlyDictionary<string, OperationModel> _operations;
    private readonly string _type;
    private readonly SourceWriter _writer;
    private readonly Names _names;
    private readonly int[] _uses;
    private readonly Dictionary<int, Code> _code = [];

    /// <param name="results">The nodes that will be asked for.</param>
    /// <param name="type">C# for the element type that the networks compute with.</param>
    public TensorExpressions(
        IReadOnlyList<Node> nodes, IReadOnlyDictionary<string, OperationModel> operations, IEnumerable<int> results, SourceWriter writer, Names names, string type)
    {
        _type = type;
        _nodes = nodes;
        _operations = operations;
        _writer = writer;
        _names = names;
        _extents = Extents.Of(nodes);
        _uses = Uses(nodes, results);
    }

    public Extent ExtentOf(int node) => _extents[node];

    public bool IsUsed(int node) => _uses[node] > 0;

    /// <summary>Says how a node is written; for what is given to the equation.</summary>
    public void Give(int node, string code) => _code[node] = Code.Atom(code);

    /// <summary>Writes the locals that a node needs, and returns its expression.</summary>
    public Code Expression(int node)
    {
        foreach (var needed in Needed(node))
            _code[needed] = Settle(needed, Emit(_nodes[needed]));
        return _code[node];
    }

    /// <summary>What has to be written before a node can be, in the order of computation.</summary>
    private SortedSet<int> Needed(int node)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>([node]);
        while (open.Count > 0)
            if (open.Pop() is var next && !_code.ContainsKey(next) && needed.Add(next))
                foreach (var operand in _nodes[next].Operands)
                    open.Push(operand);
        return needed;
    }

    private Code Settle(int node, Code code)
    {
        var simple = code.Rank == Code.Primary && code.Text.Length < 24 && !code.Text.Contains('(');
        if (simple || (_uses[node] == 1 && code.Text.Length <= LongestLine) || _nodes[node].Type.Kind is ValueKind.Player or ValueKind.Row)
            return code;
        var local = _names.Fresh("t" + node);
        _writer.Line($"var {local} = {code};");
        return Code.Atom(local);
    }

    private Code Emit(Node node)
    {
        if (node.Operands.All(operand => _extents[operand] == Extent.Host) && ScalarOperators.Emit(node, _operations, operand => _code[operand]) is { } scalar)
            return scalar;
        return node switch
        {
            Node.Unary { Operator: UnaryOperator.Sum } unary => _code[unary.Operand].Then(".sum(-1)"),
            Node.Spread spread => _extents[spread.Operand] == Extent.Rows
                ? _code[spread.Operand].Then($".unsqueeze(-1).expand_as({_code[spread.Like]})")
                : TensorOperators.Like(_code[spread.Like], _code[spread.Operand]),
            Node.Unary { Operator: UnaryOperator.Displacement } unary => _code[unary.Operand],
            Node.Unary { Operator: UnaryOperator.Not } unary => _code[unary.Operand].Then(".logical_not()"),
            Node.Unary unary => Code.Negative(_code[unary.Operand]),
            Node.Binary binary => TensorOperators.Binary(binary, Wide(node, binary.Left), Wide(node, binary.Right), _extents[binary.Left] == Extent.Host),
            Node.Select select => TensorOperators.Select(_code[select.Condition], _extents[select.Condition] == Extent.Host,
                (_code[select.WhenTrue], _extents[select.WhenTrue] == Extent.Host), (_code[select.WhenFalse], _extents[select.WhenFalse] == Extent.Host), _type),
            Node.Apply apply => Apply(apply),
            _ => throw new InvalidOperationException($"No batched form of {node.GetType().Name}."),
        };
    }

    /// <summary>[n] becomes [n, 1] beside [n, k].</summary>
    private Code Wide(Node node, int operand)
        => node.Type.IsWide && !_nodes[operand].Type.IsWide && _extents[operand] == Extent.Rows ? _code[operand].Then(".unsqueeze(-1)") : _code[operand];

    private Code Apply(Node.Apply apply)
    {
        var like = _code[apply.Arguments.First(argument => _extents[argument] != Extent.Host)];
        return Code.Call(_operations[apply.Operation].Batched, [.. apply.Arguments.Select(argument => _extents[argument] == Extent.Host
            ? TensorOperators.Like(like, _code[argument]).Text
            : _code[argument].Text)]);
    }

    private static int[] Uses(IReadOnlyList<Node> nodes, IEnumerable<int> results)
    {
        var uses = new int[nodes.Count];
        foreach (var result in results)
            uses[result]++;
        for (var i = nodes.Count - 1; i >= 0; i--)
            if (uses[i] > 0)
                foreach (var operand in nodes[i].Operands)
                    uses[operand]++;
        return uses;
    }
}
