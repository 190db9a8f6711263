using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>What equations of heads are given, and what they give back.</summary>
internal sealed partial class CpuRows
{
    private readonly Dictionary<string, string> _ofHead = [];
    private readonly List<string> _rowsOfHead = []; // statements that open a row

    /// <summary>The local of a column, or of what else an equation of a head is given.</summary>
    public string ColumnOfHead(int node)
    {
        var (source, rows) = ((Input.OfHead)((Node.Input)nodes[node]).Source, Signatures.Data(Batch));
        var draws = nodes[node].Type.Rank == 0 ? "Uniform" : "Gaussian";
        var index = source.Index.ToString(CultureInfo.InvariantCulture);
        var given = source.Place switch
        {
            HeadPlace.Column or HeadPlace.FreeColumn or HeadPlace.Given => $"{rows}.Column({index})",
            HeadPlace.Act => $"{rows}.Act",
            HeadPlace.Draw => $"{rows}.{draws}({index})",
            HeadPlace.Kept => $"{rows}.Kept({index})",
            HeadPlace.Upstream => "answer",
            HeadPlace.Carried => $"{rows}.Carried",
            HeadPlace.StepNumber => $"{rows}.StepNumber",
        };
        if (source.Place == HeadPlace.Upstream)
            return given;
        if (!_ofHead.TryGetValue(given, out var local))
            writer.Line($"var {local = _ofHead[given] = names.Fresh(CSharpText.Camel(source.Name))} = {given};");
        return local;
    }

    /// <summary>Writes the answer of a row.</summary>
    public void WriteOfHead(int node)
    {
        Need(node);
        if (nodes[node].Type.Rank == 0)
        {
            writer.Line($"answer.Set(i, {_numbers[node]});");
            return;
        }
        if (!_components.TryGetValue(node, out var component))
        {
            writer.Line($"answer.Set(i, {Whole(node).Then(".Span")});");
            return;
        }
        var row = names.Fresh("answerRow");
        writer.Line($"var {row} = answer.RowToWrite(i);");
        using (writer.Block($"for (var k = 0; k < {row}.Length; k++)"))
            writer.Line($"{row}[k] = {component("k")};");
    }

    /// <summary>Adds to the gradient with respect to a column or an act.</summary>
    public void AddGradient(int of, int gradient, string column)
    {
        Need(gradient);
        if (nodes[of].Type.Rank == 0)
        {
            writer.Line($"{column}.AddGradient(i, {_numbers[gradient]});");
            return;
        }
        var row = names.Fresh("gradientOf" + CSharpText.Pascal(Identifiers.Bare(column)));
        writer.Line($"var {row} = {column}.Gradients(i);");
        using (writer.Block($"for (var k = 0; k < {row}.Length; k++)"))
            writer.Line($"{row}[k] += {(nodes[gradient].Type.Rank == 0 ? _numbers[gradient] : Component(gradient, "k"))};");
    }

    private void GivenOfHead(int node, Node.Input input, Input.OfHead source)
    {
        if (input.Type.Kind == ValueKind.Draw)
        {
            _numbers[node] = Code.Atom($"{Signatures.Data(Batch)}.Draw({source.Index.ToString(CultureInfo.InvariantCulture)}, i)");
            return;
        }
        if (source.Place == HeadPlace.StepNumber)
        {
            _numbers[node] = Code.Atom($"{Signatures.Data(Batch)}.StepNumber");
            return;
        }
        var (local, row) = (ColumnOfHead(node), source.Place == HeadPlace.FreeColumn ? "0" : "i");
        var isGradient = source.Place == HeadPlace.Upstream;
        if (input.Type.Rank == 0)
        {
            _numbers[node] = Code.Atom(isGradient ? $"{local}.Gradient({row})" : $"{local}[{row}]");
            return;
        }
        Known(
            node,
            Code.Atom($"{local}.{(isGradient ? "GradientVector" : input.Type.Kind == ValueKind.Act ? "Act" : "Vector")}({row})"),
            ComponentsOfHead(node, local, row, isGradient),
            local + ".Width"
        );
    }

    /// <summary>Components of a row: of one that is read component by component, which is opened once.</summary>
    private Func<string, Code> ComponentsOfHead(int node, string local, string row, bool isGradient)
    {
        var isRead =
            results.Contains(node)
            || Enumerable
                .Range(node + 1, nodes.Count - node - 1)
                .Any(user => _uses[user] > 0 && nodes[user] is not Node.Apply && nodes[user].Operands.Contains(node));
        if (!isRead)
            return k => Code.Atom(isGradient ? $"{local}.Gradient({row}, {k})" : $"{local}[{row}, {k}]");
        var opened = names.Fresh((isGradient ? "gradient" : CSharpText.Camel(Identifiers.Bare(local))) + "Row");
        var statement = $"var {opened} = {local}.{(isGradient ? "GradientRow" : "Row")}({row});";
        if (row == "i")
            _rowsOfHead.Add(statement);
        else
            writer.Line(statement);
        return k => Code.Atom($"{opened}[{k}]");
    }
}
