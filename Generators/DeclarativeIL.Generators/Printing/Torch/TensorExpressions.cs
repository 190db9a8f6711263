using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>
/// C# for the nodes of a phase, lifted over its batches: numbers that are known before stay numbers, everything per row is a tensor.
/// Nodes are written in their own order, without recursion; what is used twice, or has grown long, becomes a local.
/// </summary>
internal sealed partial class TensorExpressions
{
    private const int LongestLine = 100;

    private readonly EquationBuilder _nodes;
    private readonly NodeNames _nodeNames;
    private readonly Extent[] _extents;
    private readonly IReadOnlyDictionary<string, OperationModel> _operations;
    private readonly string _type;
    private readonly SourceWriter _writer;
    private readonly LocalNames _names;
    private readonly int[] _uses;
    private readonly Dictionary<int, Code> _code = [];
    private readonly Dictionary<int, string> _preferred = [];

    /// <param name="uses">How often each node is used.</param>
    /// <param name="type">C# for the element type that the networks compute with.</param>
    public TensorExpressions(
        EquationBuilder nodes,
        IReadOnlyDictionary<string, OperationModel> operations,
        int[] uses,
        SourceWriter writer,
        LocalNames names,
        string type
    )
    {
        _type = type;
        _nodes = nodes;
        _nodeNames = new(nodes);
        _operations = operations;
        _writer = writer;
        _names = names;
        _extents = Extents.Of(nodes);
        _uses = (int[])uses.Clone();
        foreach (var node in nodes.Where((_, i) => uses[i] > 0))
        {
            foreach (var again in WrittenTwice(node))
                _uses[again]++;
            if (ElseZero(node) is { } filled)
                _uses[filled.Arguments[2]]--;
        }
    }

    /// <summary>How the gradient with respect to a question's argument is fetched.</summary>
    public Func<Node.ArgumentGradient, Code>? ArgumentGradient { get; set; }

    public Extent ExtentOf(int node) => _extents[node];

    public bool IsGiven(int node) => _code.ContainsKey(node);

    /// <summary>Whether all that a node is computed from is given.</summary>
    public bool CanBeWritten(int node) => Needed(node).All(needed => _nodes[needed] is not (Node.Input or Node.Ask or Node.Field));

    /// <summary>Tells that a node stands in the code once more than in the equations.</summary>
    public void UseAgain(int node) => _uses[node]++;

    /// <summary>Says how a node is written; for what is given to the equation.</summary>
    public void Define(int node, string code) => _code[node] = Code.Atom(code);

    /// <summary>Says how the local of a node is to be called, if it gets one.</summary>
    public void PreferName(int node, string name) => _preferred[node] = name;

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
                foreach (var operand in ElseZero(_nodes[next])?.Arguments.Take(2) ?? _nodes[next].Operands)
                    open.Push(operand);
        return needed;
    }

    /// <summary>Operands whose C# stands in a node's C# more than once: they also say what numbers beside them look like.</summary>
    private IEnumerable<int> WrittenTwice(Node node) =>
        node switch
        {
            Node.Apply apply
                when apply.Arguments.Any(argument => _extents[argument] == Extent.Scalar)
                    && apply.Arguments.Any(argument => _extents[argument] != Extent.Scalar) => [RowArguments.Of(_nodes, _extents, apply)],
            Node.Select select when _extents[select.Condition] == Extent.Scalar => WrittenTwice(select),
            Node.Select select when _extents[select.WhenTrue] == Extent.Scalar && _extents[select.WhenFalse] == Extent.Scalar =>
            [
                select.Condition,
            ],
            Node.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } junction
                when _extents[junction.Left] == Extent.Scalar ^ _extents[junction.Right] == Extent.Scalar =>
            [
                _extents[junction.Left] == Extent.Scalar ? junction.Right : junction.Left,
            ],
            Node.BatchedGradient gradient => _nodes[gradient.Operation].Operands,
            _ => [],
        };

    /// <summary>The branch that exists for more rows than the other, which is made to look like it.</summary>
    private IEnumerable<int> WrittenTwice(Node.Select select) =>
        _extents[select.WhenTrue] == _extents[select.WhenFalse]
            ? []
            : [_extents[select.WhenTrue] > _extents[select.WhenFalse] ? select.WhenTrue : select.WhenFalse];

    private Code Settle(int node, Code code)
    {
        var simple = code.Rank == Code.Primary && code.Length < 24 && !code.Text.Contains('(');
        if (
            simple
            || (_uses[node] == 1 && code.Length <= LongestLine)
            || _nodes[node].Type.Kind is ValueKind.Recipient or ValueKind.Row
            || _nodes[node] is Node.EnumValue
        )
            return code;
        var local = _names.Fresh(_preferred.TryGetValue(node, out var preferred) ? preferred : _nodeNames[node]);
        _writer.Line($"var {local} = {code};");
        return Code.Atom(local);
    }

    private Code Emit(Node node)
    {
        if (
            node.Operands.All(operand => _extents[operand] == Extent.Scalar)
            && ScalarOperators.Emit(node, _operations, operand => _code[operand]) is { } scalar
        )
            return scalar;
        return node switch
        {
            Node.Field field when _extents[field.Of] == Extent.Scalar => _code[field.Of].Then("." + field.Name),
            Node.Unary { Operator: UnaryOperator.Sum } unary => _code[unary.Operand]
                .Then(_nodes[unary.Operand].Type.Rank == 2 ? ".sum([-2, -1])" : ".sum(-1)"),
            Node.OuterProduct product => Code.Infix(
                _code[product.Left].Then(".unsqueeze(-1)"),
                "*",
                _code[product.Right].Then(".unsqueeze(-2)"),
                Code.Product
            ),
            Node.Broadcast broadcast when _extents[broadcast.Operand] == Extent.Rows && _extents[broadcast.Like] == Extent.Whole => _code[
                broadcast.Operand
            ]
                .Then(".unsqueeze(-1)"), // rows beside what is the same for all: as wide once they meet
            Node.Broadcast broadcast => _extents[broadcast.Operand] != Extent.Scalar
                ? _code[broadcast.Operand].Then($".unsqueeze(-1).expand_as({_code[broadcast.Like]})")
                : TensorOperators.Like(_code[broadcast.Like], _code[broadcast.Operand]),
            Node.Unary { Operator: UnaryOperator.ToVector or UnaryOperator.ToAct or UnaryOperator.ToState } unary => _code[unary.Operand],
            Node.Unary { Operator: UnaryOperator.Transpose } unary => _code[unary.Operand].Then(".transpose(-2, -1)"),
            Node.Unary { Operator: UnaryOperator.Not } unary => _code[unary.Operand].Then(".logical_not()"),
            Node.Unary unary => Code.Negative(_code[unary.Operand]),
            Node.Binary { Operator: BinaryOperator.Multiply } product
                when _nodes[product.Left].Type == ValueType.Matrix && _nodes[product.Right].Type.Rank == 1 => _code[product.Left]
                .Then($".matmul({_code[product.Right].Then(".unsqueeze(-1)")}).squeeze(-1)"),
            Node.Binary binary => TensorOperators.Binary(
                binary,
                Wide(node, binary.Left),
                Wide(node, binary.Right),
                _extents[binary.Left] == Extent.Scalar,
                _extents[binary.Right] == Extent.Scalar
            ),
            Node.Select select => TensorOperators.Select(
                Condition(node, select.Condition),
                _extents[select.Condition] == Extent.Scalar,
                (Wide(node, select.WhenTrue), _extents[select.WhenTrue] == Extent.Scalar),
                (Wide(node, select.WhenFalse), _extents[select.WhenFalse] == Extent.Scalar),
                node.Type.Kind == ValueKind.Boolean ? "" : _type
            ),
            Node.Statistic statistic => TensorOperators.Statistic(statistic.Kind, _code[statistic.Column], _code[statistic.Level]),
            Node.ArgumentGradient gradient when ArgumentGradient is not null => ArgumentGradient(gradient),
            Node.BatchedGradient gradient => BatchedGradient(gradient),
            Node.Apply apply => Apply(apply),
            _ => throw new InvalidOperationException($"No batched form of {node.GetType().Name}."),
        };
    }

    /// <summary>[n] becomes [n, 1] beside [n, k], and [n, 1, 1] beside [n, k, k].</summary>
    private Code Wide(Node node, int operand)
    {
        var missing = node.Type.Rank - _nodes[operand].Type.Rank;
        var code =
            // a column of an enum holds its numbers
            _nodes[operand].Type.Kind == ValueKind.Enumeration
            && _extents[operand] == Extent.Scalar
                ? new Code("(double)" + _code[operand].In(Code.Primary), Code.Prefix)
                : _code[operand];
        for (; missing > 0 && _extents[operand] == Extent.Rows && node.Type.Kind != ValueKind.Boolean; missing--)
            code = code.Then(".unsqueeze(-1)");
        if (node is Node.Select select && _extents[select.Condition] == Extent.Scalar && _extents[operand] == Extent.Whole)
        {
            // one number in one branch, one per row in the other
            var other = operand == select.WhenTrue ? select.WhenFalse : select.WhenTrue;
            if (_extents[other] == Extent.Rows)
                code = code.Then($".expand_as({_code[other]})");
        }
        return code;
    }

    private Code Condition(Node node, int condition)
    {
        var code = _code[condition];
        for (var i = 0; i < node.Type.Rank && _extents[condition] == Extent.Rows; i++)
            code = code.Then(".unsqueeze(-1)");
        return code;
    }
}
