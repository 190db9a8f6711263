using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>Vectors: component by component, or in scratch memory.</summary>
internal sealed partial class CpuRows
{
    private readonly Dictionary<int, string> _inScratch = []; // locals of vectors that are computed as a whole
    private bool[]? _forComponents; // of each number, whether components are made of it

    /// <summary>An operation whose number is part of what is computed for each component: it is computed once, before.</summary>
    private bool IsBeforeComponents(int node) => nodes[node] is Node.Apply { Type.Rank: 0 } && IsForComponents(node);

    private bool IsForComponents(int number)
    {
        _forComponents ??= FindForComponents();
        return _forComponents[number];
    }

    private bool[] FindForComponents()
    {
        var found = new bool[nodes.Count];
        for (var user = nodes.Count - 1; user >= 0; user--)
            if (_uses[user] > 0 && (found[user] || nodes[user].Type.Rank > 0))
                foreach (var operand in nodes[user].Operands)
                    found[operand] = true;
        return found;
    }

    private void Sum(int node, int operand)
    {
        var local = names.Fresh(_nodeNames[node]);
        writer.Line($"var {local} = 0.0;");
        if (nodes[operand].Type.Rank == 2)
            SumEntries(operand, local);
        else
            using (writer.Block($"for (var k = 0; k < {_widths[operand]}; k++)"))
                writer.Line($"{local} += {Component(operand, "k")};");
        _numbers[node] = Code.Atom(local);
    }

    /// <summary>An operation that gives a vector.</summary>
    private void Call(int node)
    {
        var local = names.Fresh(_nodeNames[node]);
        writer.Line($"var {local} = {ScalarOperators.Emit(nodes[node], _operations, Whole)};");
        Known(node, Code.Atom(local), k => Code.Atom($"{local}[{k}]"), local + ".Size");
    }

    /// <summary>An operation on whole vectors: into scratch memory, where it can be written into memory.</summary>
    /// <param name="into">How it is written; empty if it cannot.</param>
    private void Call(int node, Node.Apply apply, string into)
    {
        if (into.Length == 0)
        {
            Call(node);
            return;
        }
        Code[] arguments =
        [
            .. apply.Arguments.Select(argument => nodes[argument].Type.Kind == ValueKind.Vector ? Span(argument) : Whole(argument)),
        ];
        var (width, local) = (Width(node), names.Fresh(_nodeNames[node]));
        writer.Line($"var {local} = {Scratch.Next(width)};");
        writer.Line($"{ScalarOperators.Apply(into, [.. arguments, Code.Atom(local)])};");
        InScratch(node, local);
    }

    /// <summary>A vector as a span: scratch memory is one as it stands.</summary>
    private Code Span(int vector)
    {
        var whole = Whole(vector);
        return _inScratch.TryGetValue(vector, out var local) ? Code.Atom(local) : whole.Then(".Span");
    }

    /// <summary>The number that every component is; null where they differ.</summary>
    private static int? Repeated(Node node) =>
        node switch
        {
            Node.Broadcast broadcast => broadcast.Operand,
            Node.Apply { Operation: WellKnownNames.Repeat } repeat => repeat.Arguments[0],
            _ => null,
        };

    /// <summary>Whether the components of a vector are computed each by itself, and are not just those of another.</summary>
    private bool IsElementwise(int node) => Repeated(nodes[node]) is null && !IsConversion(nodes[node]);

    /// <summary>Whether a node has the components of its operand: a point as a vector, or a vector as a point.</summary>
    private static bool IsConversion(Node node) =>
        node is Node.Unary { Operator: UnaryOperator.ToVector or UnaryOperator.ToAct or UnaryOperator.ToState };

    private void Elementwise(int node)
    {
        _widths[node] = _widths[KnownSizes.WideOperand(nodes, node)];
        if (nodes[node] is Node.Unary point && IsConversion(point))
        {
            _components[node] = _components[point.Operand];
            if (_inScratch.TryGetValue(point.Operand, out var local))
                _inScratch[node] = local;
            if (_numbers.TryGetValue(point.Operand, out var whole))
                _numbers[node] = point.Operator switch
                {
                    UnaryOperator.ToAct => Code.Call(RuntimeTypes.Act + ".At", whole.Text),
                    UnaryOperator.ToState => Code.Atom($"new {RuntimeTypes.State}({whole.In(Code.Primary)}.Memory)"),
                    _ => new($"({RuntimeTypes.Vector}){whole.In(Code.Primary)}", Code.Prefix),
                };
            return;
        }
        Func<string, Code> component =
            Repeated(nodes[node]) is { } repeated ? _ => _numbers[repeated]
            : nodes[node] is Node.Apply apply ? k => OfComponents(apply, k)
            : k =>
                ScalarOperators
                    .Emit(nodes[node], _operations, operand => nodes[operand].Type.Rank > 0 ? Component(operand, k) : _numbers[operand])!
                    .Value;
        var isPlain = Repeated(nodes[node]) is not null && component("k") is { Rank: Code.Primary } one && !one.Text.Contains('(');
        if (isPlain || (_uses[node] == 1 && component("k").Length <= LongestLine))
            _components[node] = component;
        else
            Materialise(node, component);
    }

    private Code OfComponents(Node.Apply apply, string k) =>
        ScalarOperators.Apply(
            _operations[apply.Operation].Each,
            [.. apply.Arguments.Select(argument => nodes[argument].Type.Rank > 0 ? Component(argument, k) : _numbers[argument])]
        );

    private void Materialise(int node, Func<string, Code> component)
    {
        var local = names.Fresh(_nodeNames[node]);
        writer.Line($"var {local} = {Scratch.Next(_widths[node])};");
        if (IntoOf(node) is var (into, argument) && into is not null)
        {
            var isWhole = _numbers.ContainsKey(argument);
            if (!isWhole)
                Fill(local, k => Component(argument, k));
            writer.Line($"{ScalarOperators.Apply(into, [isWhole ? Span(argument) : Code.Atom(local), Code.Atom(local)])};");
        }
        else
            Fill(local, component);
        InScratch(node, local);
    }

    private void Fill(string local, Func<string, Code> component)
    {
        using (writer.Block($"for (var k = 0; k < {local}.Length; k++)"))
            writer.Line($"{local}[k] = {component("k")};");
    }

    /// <summary>How all components of a vector are computed at once, and of which vector; none if one by one.</summary>
    private (string? Into, int Argument) IntoOf(int node) =>
        nodes[node] is Node.Apply { Arguments: [var argument] } apply
        && _operations[apply.Operation] is { Each.Length: > 0, Into.Length: > 0 } both
            ? (both.Into, argument)
            : default;

    private void InScratch(int node, string local)
    {
        _inScratch[node] = local;
        Known(
            node,
            Code.Atom($"new {TypeOf(nodes[node].Type)}(new global::System.ReadOnlyMemory<double>({local}))"),
            k => Code.Atom($"{local}[{k}]"),
            local + ".Length"
        );
    }

    private static string TypeOf(ValueType type) =>
        type.Kind switch
        {
            ValueKind.Act => RuntimeTypes.Act,
            ValueKind.State => RuntimeTypes.State,
            ValueKind.Matrix => RuntimeTypes.Matrix,
            ValueKind.Boolean => "bool",
            ValueKind.Scalar => "double",
            ValueKind.Enumeration or ValueKind.Row => type.Name,
            _ => RuntimeTypes.Vector,
        };
}
