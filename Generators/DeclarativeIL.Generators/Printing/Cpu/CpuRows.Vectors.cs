using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>Vectors: component by component, or in scratch memory.</summary>
internal sealed partial class CpuRows
{
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

    /// <summary>A sample of a categorical distribution: the number of what was drawn.</summary>
    private void Sample(int node, Node.Apply sample)
    {
        var (logits, draw, local) = (Whole(sample.Arguments[0]), _numbers[sample.Arguments[1]], names.Fresh(_nodeNames[node]));
        writer.Line($"var {local} = {Scratch.Next("1")};");
        writer.Line($"{local}[0] = {RuntimeTypes.CpuValues}.Categorical({logits}, {draw});");
        InScratch(node, local);
    }

    /// <summary>The number that every component is; null where they differ.</summary>
    private static int? Repeated(Node node) =>
        node switch
        {
            Node.Broadcast broadcast => broadcast.Operand,
            Node.Apply { Operation: WellKnownNames.Repeat } repeat => repeat.Arguments[0],
            _ => null,
        };

    private void Elementwise(int node)
    {
        _widths[node] = _widths[KnownSizes.WideOperand(nodes, node)];
        if (nodes[node] is Node.Unary { Operator: UnaryOperator.ToVector } point)
        {
            _components[node] = _components[point.Operand];
            if (_numbers.TryGetValue(point.Operand, out var whole))
                _numbers[node] = new($"({RuntimeTypes.Vector}){whole.In(Code.Primary)}", Code.Prefix);
            return;
        }
        Func<string, Code> component =
            Repeated(nodes[node]) is { } repeated ? _ => _numbers[repeated]
            : KnownSizes.IsElementwise(nodes[node]) ? k => OfComponent((Node.Apply)nodes[node], k)
            : k =>
                ScalarOperators
                    .Emit(nodes[node], _operations, operand => nodes[operand].Type.Rank > 0 ? Component(operand, k) : _numbers[operand])!
                    .Value;
        if (_uses[node] == 1 && component("k").Length <= LongestLine)
            _components[node] = component;
        else
            Materialise(node, component);
    }

    private Code OfComponent(Node.Apply apply, string k) =>
        Code.Call(
            apply.Operation switch
            {
                WellKnownNames.VectorExp => RuntimeTypes.MathExp,
                WellKnownNames.VectorLog => RuntimeTypes.MathLog,
                _ => RuntimeTypes.Sigmoid,
            },
            Component(apply.Arguments[0], k).Text
        );

    private void Materialise(int node, Func<string, Code> component)
    {
        var local = names.Fresh(_nodeNames[node]);
        writer.Line($"var {local} = {Scratch.Next(_widths[node])};");
        using (writer.Block($"for (var k = 0; k < {local}.Length; k++)"))
            writer.Line($"{local}[k] = {component("k")};");
        InScratch(node, local);
    }

    private void InScratch(int node, string local) =>
        Known(
            node,
            Code.Atom($"new {TypeOf(nodes[node].Type)}(new global::System.ReadOnlyMemory<double>({local}))"),
            k => Code.Atom($"{local}[{k}]"),
            local + ".Length"
        );

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
