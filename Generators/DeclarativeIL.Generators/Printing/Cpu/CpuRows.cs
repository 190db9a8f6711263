using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>
/// The body of a loop over the rows of one batch. Numbers are C# expressions; a vector is computed component by component,
/// and stands in scratch memory only where it is used as a whole or more than once.
/// </summary>
internal sealed partial class CpuRows(
    SourceWriter writer,
    ClassScope scope,
    EquationBuilder nodes,
    LocalNames names,
    IReadOnlyList<int> results,
    LoopContext context
)
{
    private const int LongestLine = 100;

    private readonly IReadOnlyDictionary<string, OperationModel> _operations = scope.Operations;
    private readonly NodeNames _nodeNames = new(nodes);
    private readonly Extent[] _extents = Extents.Of(nodes);
    private readonly bool[] _isForAllRows = new bool[nodes.Count];
    private readonly int[] _uses = Uses.Of(
        nodes,
        results,
        (node, i) => (node is Node.Ask && !context.IsInRow(i)) || node is Node.ArgumentGradient || Stages.IsStaged(node)
    );
    private readonly Dictionary<int, Code> _numbers = []; // code of a number, or of a vector as a whole
    private readonly Dictionary<int, Func<string, Code>> _components = [];
    private readonly Dictionary<int, string> _widths = [],
        _drawn = []; // columns of draws that something samples by
    private string? _member; // local of the member that a row is of, where it is asked for

    public IReadOnlyDictionary<int, string> Outputs { get; set; } = new Dictionary<int, string>();

    /// <summary>Columns that questions were asked about, which have a local already.</summary>
    public IReadOnlyDictionary<int, string> AskedColumns { get; set; } = new Dictionary<int, string>();

    /// <summary>Columns that get a local here, for the loops that follow.</summary>
    public IDictionary<int, string> Found { get; set; } = new Dictionary<int, string>();

    /// <summary>
    /// Of each gradient with respect to something that was asked about, the local of its column; empty for one that is 0.
    /// </summary>
    public IReadOnlyDictionary<int, string> Slopes { get; set; } = new Dictionary<int, string>();

    /// <summary>
    /// Of each statistic C# for its number; of what else takes the whole batch, and of gradients that arrive from it, the local of the
    /// column.
    /// </summary>
    public IReadOnlyDictionary<int, string> Staged { get; set; } = new Dictionary<int, string>();

    public string Batch { get; set; } = "";

    /// <summary>Whether the batch holds rows of each member of an ensemble, whose statistics differ.</summary>
    public bool HasMembers { get; set; }

    /// <summary>The batch of each draw.</summary>
    public IReadOnlyDictionary<Input.Draw, string> Draws { get; set; } = new Dictionary<Input.Draw, string>();

    /// <summary>Whether a node is part of what the method computes, here or elsewhere.</summary>
    public Func<int, bool>? IsPart { get; set; }

    /// <summary>The scratch memory of vectors.</summary>
    public Scratch Scratch { get; set; } = new("");

    /// <summary>Writes what is the same for all rows, and says how everything given is written.</summary>
    public void Open()
    {
        for (var i = 0; i < nodes.Count; i++)
            if (_uses[i] > 0)
                Given(i);
        CheckGiven();
        for (var i = 0; i < nodes.Count; i++)
            if (_uses[i] > 0 && nodes[i] is Node.Input { Source: Input.Draw draw } input)
                Draw(i, input.Type, draw);
        for (var i = 0; i < nodes.Count; i++)
            _isForAllRows[i] = IsForAllRows(i);
        for (var i = 0; i < nodes.Count; i++)
            if (_uses[i] > 0 && _isForAllRows[i] && !IsKnown(i))
                BeforeRows(i);
    }

    /// <summary>Writes the locals that a number needs, and returns its expression.</summary>
    public Code Number(int node)
    {
        Need(node);
        return _numbers[node];
    }

    private bool IsThere(int node) => IsPart?.Invoke(node) ?? _uses[node] > 0;

    private void Need(int node)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>([node]);
        while (open.Count > 0)
            if (open.Pop() is var next && !IsKnown(next) && needed.Add(next) && !IsGiven(next) && !IsFunction(next))
                foreach (var operand in nodes[next].Operands)
                    open.Push(operand);
        foreach (var next in needed)
            Compute(next);
    }

    private bool IsKnown(int node) => _numbers.ContainsKey(node) || _components.ContainsKey(node);

    /// <summary>Whether a node is the answer to a question about all rows.</summary>
    private bool IsGiven(int node) => nodes[node] is Node.Ask && !context.IsInRow(node);

    private void Compute(int node)
    {
        if (nodes[node] is Node.Input { Type.Kind: ValueKind.Recipient or ValueKind.Row or ValueKind.Situation })
            _numbers[node] = Code.Atom(""); // stands for nothing by itself
        else if (IsDemanded(node))
            _numbers[node] = Demanded(node);
        else if (nodes[node] is Node.Ask ask && context.IsInRow(node))
            AskInRow(node, ask);
        else if (nodes[node] is Node.Select { Type.Rank: > 0 } choice && (IsDemanded(choice.WhenTrue) || IsDemanded(choice.WhenFalse)))
            Call(node);
        else if (nodes[node].Type.Kind == ValueKind.Matrix)
            Table(node);
        else if (KnownSizes.IsMatrixTimesVector(nodes, node))
            Multiply(node, (Node.Binary)nodes[node]);
        else if (nodes[node] is Node.Unary { Operator: UnaryOperator.Sum } sum)
            Sum(node, sum.Operand);
        else if (nodes[node].Type.Kind == ValueKind.Row)
            _numbers[node] = Scalar(node); // stands where it is added
        else if (nodes[node].Type.Rank == 0)
            _numbers[node] = Settle(node, Scalar(node));
        else if (nodes[node] is Node.Apply apply && Repeated(apply) is null && _operations[apply.Operation] is { Each.Length: 0 } operation)
            Call(node, apply, operation.Into);
        else
            Elementwise(node);
    }

    private Code Scalar(int node)
    {
        if (nodes[node] is Node.Field field) // of the situation or the clock
            return _numbers[field.Of].Then("." + field.Name);
        return ScalarOperators.Emit(nodes[node], _operations, Whole)
            ?? throw new InvalidOperationException($"No one-sample form of {nodes[node].GetType().Name}.");
    }

    private Code Settle(int node, Code code)
    {
        if (
            node == _result
            || nodes[node] is Node.EnumValue or Node.Truth or Node.Constant
            || (code.Rank == Code.Primary && code.Length < 24 && !code.Text.Contains('('))
            || (_uses[node] == 1 && code.Length <= LongestLine && !_isForAllRows[node] && !IsBeforeComponents(node))
        )
            return code;
        var local = names.Fresh(_nodeNames[node]);
        writer.Line($"var {local} = {code};");
        return Code.Atom(local);
    }

    private Code Component(int node, string index) => _components[node](index);

    /// <summary>A number, or a vector as a whole.</summary>
    private Code Whole(int node)
    {
        if (nodes[node].Type.Rank == 2 && _entries.ContainsKey(node))
            MaterialiseTable(node);
        else if (!_numbers.ContainsKey(node))
        {
            var component = _components[node];
            Materialise(node, component);
        }
        return _numbers[node];
    }

    private void Known(int node, Code whole, Func<string, Code> component, string width) =>
        (_numbers[node], _components[node], _widths[node]) = (whole, component, width);
}
