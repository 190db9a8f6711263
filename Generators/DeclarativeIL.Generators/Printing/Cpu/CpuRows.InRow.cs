using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>
/// What is computed within a row: answers of the expert, questions to networks about what only the row knows. What depends on the expert
/// and stands in a branch is written where the expression needs it; if that takes statements, in a local function behind the loop's body.
/// </summary>
internal sealed partial class CpuRows
{
    private readonly List<(int Node, string Name)> _functions = [];
    private int _result = -1; // what stands where it is used, and in no local
    private bool[]? _isDemanded;

    /// <summary>Writes what a result needs, and returns it: a number, or a vector, an act or a row as a whole.</summary>
    public Code Result(int node)
    {
        _result = node;
        Need(node);
        return Whole(node);
    }

    /// <summary>Writes the local functions that results have called so far.</summary>
    public void Functions()
    {
        while (_functions.Count > 0)
        {
            var (node, name) = _functions[0];
            _functions.RemoveAt(0);
            writer.Line();
            writer.Line("// asks the expert: computed where the expression needs it, and nowhere else");
            using (writer.Block($"{TypeOf(nodes[node].Type)} {name}()"))
                Function(node);
        }
    }

    /// <summary>Whether a node is computed where its value decides, and nowhere else.</summary>
    private bool IsDemanded(int node) => (_isDemanded ??= FindDemanded(results))[node];

    /// <summary>Whether what is computed on demand takes statements.</summary>
    private bool IsFunction(int node) =>
        IsDemanded(node)
        && nodes[node] switch
        {
            Node.Ask => !nodes.IsExpert(nodes[node]),
            Node.Select or Node.MakeRow or Node.Apply => false,
            { Type.Rank: > 0 } or Node.Unary { Operator: UnaryOperator.Sum } => true,
            _ => false,
        };

    /// <summary>What depends on the expert, and is reached by way of branches, conjunctions and disjunctions only.</summary>
    private bool[] FindDemanded(IEnumerable<int> from)
    {
        var isAlways = new bool[nodes.Count];
        foreach (var result in from)
            isAlways[result] = true;
        for (var i = nodes.Count - 1; i >= 0; i--)
            if (isAlways[i])
                foreach (var operand in Always(nodes[i]))
                    isAlways[operand] = true;
        var demanded = new bool[nodes.Count];
        for (var i = 0; i < demanded.Length; i++)
            demanded[i] = _uses[i] > 0 && !isAlways[i] && context.IsDemanded(i);
        return demanded;
    }

    private static IEnumerable<int> Always(Node node) =>
        node switch
        {
            Node.Select choice => [choice.Condition],
            Node.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } both => [both.Left],
            _ => node.Operands,
        };

    private Code Demanded(int node)
    {
        if (IsFunction(node))
        {
            var name = names.Fresh(CSharpText.Pascal(_nodeNames[node]));
            _functions.Add((node, name));
            return Code.Atom(name + "()");
        }
        return nodes[node] is Node.Ask ask
            ? AskExpert(ask)
            : ScalarOperators.Emit(nodes[node], _operations, Whole)
                ?? throw new InvalidOperationException($"No one-sample form of {nodes[node].GetType().Name}.");
    }

    private Code AskExpert(Node.Ask ask) =>
        Code.Call(
            $"{_numbers[ask.Recipient]}.{scope.QuestionOf(ask).Name}",
            [.. context.ExpertArguments, .. ask.Arguments.Select(argument => Whole(argument).Text)]
        );

    private void Function(int node)
    {
        var (outside, before) = (_isDemanded!, Snapshot());
        _isDemanded = FindDemanded([node]);
        foreach (var known in _numbers.Keys.Where(known => outside[known]).ToList())
            _numbers.Remove(known);
        var waiting = _functions.ToList();
        _functions.Clear();
        writer.Line($"return {Result(node)};");
        Functions();
        _functions.AddRange(waiting);
        _isDemanded = outside;
        before();
    }

    /// <returns>Takes back what is written within a block.</returns>
    private Action Snapshot()
    {
        var (numbers, components, widths, entries) = (_numbers.ToList(), _components.ToList(), _widths.ToList(), _entries.ToList());
        return () =>
        {
            Restore(_numbers, numbers);
            Restore(_components, components);
            Restore(_widths, widths);
            Restore(_entries, entries);
        };
    }

    private static void Restore<T>(Dictionary<int, T> all, IEnumerable<KeyValuePair<int, T>> before)
    {
        all.Clear();
        foreach (var pair in before)
            all[pair.Key] = pair.Value;
    }

    /// <summary>A question about one row: to the expert, or to a network by a pass of its own.</summary>
    private void AskInRow(int node, Node.Ask ask)
    {
        if (nodes.IsExpert(ask))
        {
            var code = AskExpert(ask);
            if (ask.Type.Rank == 0)
                _numbers[node] = Settle(node, code);
            else
            {
                var local = Local(node, code.Text);
                Known(node, Code.Atom(local), k => Code.Atom($"{local}[{k}]"), local + ".Size");
            }
            return;
        }
        var arguments = ask.Arguments.Select(Written).ToList();
        var network = nodes.NetworkOf(node);
        var pass = names.Fresh(network + "Again");
        writer.Line($"var {pass} = {Signatures.Escape(network)}.Pass({context.NextPass(network)});");
        var answer = names.Fresh(_nodeNames.Answer(network, node));
        writer.Line($"var {answer} = {pass}.Ask<{scope.QuestionOf(ask).Record}>([{string.Join(", ", arguments)}]);");
        writer.Line($"{pass}.Forward();");
        if (ask.Type.Rank == 0)
            _numbers[node] = Code.Atom(answer + "[0]");
        else if (ask.Type.Rank == 2)
            Whole(node, Local(node, $"{answer}.Matrix(0)"));
        else
            Known(
                node,
                Code.Atom($"{answer}.{(ask.Type.Kind == ValueKind.Act ? "Act" : "Vector")}(0)"),
                k => Code.Atom($"{answer}[0, {k}]"),
                answer + ".Width"
            );
    }

    /// <summary>Writes what is asked about into a column of one row.</summary>
    private string Written(int argument)
    {
        if (_drawn.TryGetValue(argument, out var draws))
            return $"{draws}.Only({Row})";
        var column = names.Fresh("asked");
        writer.Line($"var {column} = {context.One.Column()};");
        if (nodes[argument].Type.Rank > 0)
            writer.Line($"{column}.Set(0, {Whole(argument).Then(".Span")});");
        else
        {
            writer.Line($"{column}.Resize(1);");
            writer.Line($"{column}.Set(0, {_numbers[argument]});");
        }
        return column;
    }
}
