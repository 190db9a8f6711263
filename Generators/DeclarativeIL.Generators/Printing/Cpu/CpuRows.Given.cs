using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>How what an equation is given is written for one row: columns, answers, numbers, statistics.</summary>
internal sealed partial class CpuRows
{
    private void Given(int node)
    {
        switch (nodes[node])
        {
            case var _ when context.PointOf(node) is var (column, whole):
                Known(node, Code.Atom(whole), k => Code.Atom($"{column}[i, {k}]"), column + ".Width");
                break;
            case Node.Input input:
                Given(node, input);
                break;
            case Node.Field field when nodes.RowsOf(node) is { } rows:
                Column(node, field, rows);
                break;
            case Node.Ask when context.IsInRow(node):
                break; // asked where it is needed
            case Node.Ask ask:
                var answer = Outputs[node];
                if (ask.Type.Rank == 2)
                    break; // of its row
                if (ask.Type.Rank == 0)
                    _numbers[node] = Code.Atom($"{answer}[{(ask.Arguments.Count == 0 ? Member(node) : "i")}]");
                else
                    Known(
                        node,
                        Code.Atom($"{answer}.{(ask.Type.Kind == ValueKind.Act ? "Act" : "Vector")}(i)"),
                        k => Code.Atom($"{answer}[i, {k}]"),
                        answer + ".Width"
                    );
                break;
            case Node.ArgumentGradient { Type.Rank: 0 }:
                _numbers[node] = Slopes[node].Length == 0 ? Code.Atom("0.0") : Code.Atom($"{Slopes[node]}[i]");
                break;
            case Node.ArgumentGradient slope when Slopes[node].Length == 0:
                (_components[node], _widths[node]) = (_ => Code.Atom("0.0"), Slopes[Same(slope)] + ".Width");
                break;
            case Node.ArgumentGradient:
                Known(node, Code.Atom($"{Slopes[node]}.Vector(i)"), k => Code.Atom($"{Slopes[node]}[i, {k}]"), Slopes[node] + ".Width");
                break;
            case Node.Statistic:
                _numbers[node] = Code.Atom(Staged[node]);
                break;
            case Node.BatchedGradient { Type.Rank: 0 }:
                _numbers[node] = Code.Atom(Staged[node] + "[i]");
                break;
            case Node.BatchedGradient:
                Known(node, Code.Atom($"{Staged[node]}.Vector(i)"), k => Code.Atom($"{Staged[node]}[i, {k}]"), Staged[node] + ".Width");
                break;
        }
    }

    /// <summary>The same gradient where it is not 0.</summary>
    private int Same(Node.ArgumentGradient slope) =>
        Slopes
            .First(pair =>
                pair.Value.Length > 0
                && nodes[pair.Key] is Node.ArgumentGradient other
                && other.Question == slope.Question
                && other.Argument == slope.Argument
            )
            .Key;

    private void Given(int node, Node.Input input)
    {
        switch (input.Source)
        {
            case Input.MeanWeight weight:
                _numbers[node] = Code.Atom(MeanWeights.Local(writer, names, weight));
                break;
            case Input.LossGradient:
                _numbers[node] = Code.Atom(Staged[node] + "[i]");
                break;
            case Input.Given when input.Type.Rank == 1 && context.Inputs.Of(input) is var vector:
                Known(node, Code.Atom(vector), k => Code.Atom($"{vector}[{k}]"), vector + ".Size");
                break;
            case Input.OfHead source:
                GivenOfHead(node, input, source);
                break;
            case Input.Draw:
                break; // drawn when its width is known
            default:
                if (input.Type.Kind != ValueKind.Matrix)
                    _numbers[node] = Code.Atom(context.Inputs.Of(input));
                break;
        }
    }

    private void Column(int node, Node.Field field, Input.Rows rows)
    {
        if (rows.Batch != Batch)
            return;
        var row = "i"; // also of what was asked about: there the next row's value stands beside the row
        if (!AskedColumns.TryGetValue(node, out var local))
        {
            var isOther = rows.IsOther;
            local = names.Fresh(_nodeNames.Column(field, isOther));
            writer.Line($"var {local} = {Signatures.Data(rows.Batch)}[\"{field.Name}\"];");
            if (isOther)
                row = $"{Signatures.Data(rows.Batch)}.Other(i)";
            else
                Found[node] = local;
        }
        switch (field.Type.Kind)
        {
            case ValueKind.Boolean:
                _numbers[node] = new($"{local}[{row}] != 0", Code.Equality);
                break;
            case ValueKind.Enumeration:
                _numbers[node] = new($"({field.Type.Name})(long){local}[{row}]", Code.Prefix);
                break;
            case ValueKind.Scalar:
                _numbers[node] = Code.Atom($"{local}[{row}]");
                break;
            case ValueKind.Acts:
                _numbers[node] = Code.Atom($"{local}.Acts({row})");
                break;
            default:
                Known(node, Code.Atom($"{local}.{field.Type.Kind}({row})"), k => Code.Atom($"{local}[{row}, {k}]"), local + ".Width");
                break;
        }
    }

    /// <summary>Which answer about the network as a whole a row is about.</summary>
    private string Member(int ask) => IsOfMember(ask) ? _member ??= names.Fresh("member") : "0";

    private bool IsOfMember(int ask) => scope.Networks.IsEnsemble(nodes.NetworkOf(ask)) && Batch.Length > 0;

    /// <summary>The loop over the rows of the batch, after <see cref="Open"/>; a block where there is no batch.</summary>
    public IDisposable Loop()
    {
        var batch = Signatures.Data(Batch);
        var loop = writer.Block(Batch.Length == 0 ? "" : $"for (var i = 0; i < {batch}.Rows; i++)");
        foreach (var row in _rowsOfHead)
            writer.Line(row);
        if (_member is not null)
            writer.Line($"var {_member} = i / {batch}.Count;    // whose row it is");
        return loop;
    }
}
