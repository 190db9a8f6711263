using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>What equations of heads are given, and what they give back.</summary>
internal sealed partial class CpuRows
{
    private readonly Dictionary<string, string> _ofHead = [];

    /// <summary>The local of a column, or of what else an equation of a head is given.</summary>
    public string ColumnOfHead(int node)
    {
        var (source, rows) = ((Input.OfHead)((Node.Input)nodes[node]).Source, Signatures.Data(Batch));
        var index = source.Index.ToString(CultureInfo.InvariantCulture);
        var given = source.Place switch
        {
            HeadPlace.Column or HeadPlace.FreeColumn => $"{rows}.Column({index})",
            HeadPlace.Act => $"{rows}.Act",
            HeadPlace.Draw => $"{rows}.Gaussian({index})",
            HeadPlace.Upstream => $"{rows}.Answer",
        };
        if (source.Place is HeadPlace.Upstream)
            return "answer";
        if (!_ofHead.TryGetValue(given, out var local))
            writer.Line($"var {local = _ofHead[given] = names.Fresh(CSharpText.Camel(source.Name))} = {given};");
        return local;
    }

    /// <summary>Adds to the gradient with respect to a column or an act.</summary>
    public void AddGradient(int of, int gradient, string column)
    {
        Need(gradient);
        if (nodes[of].Type.Rank == 0)
            writer.Line($"{column}.AddGradient(i, {_numbers[gradient]});");
        else
            using (writer.Block($"for (var k = 0; k < {column}.Width; k++)"))
                writer.Line($"{column}.AddGradient(i, k, {(nodes[gradient].Type.Rank == 0 ? _numbers[gradient] : Component(gradient, "k"))});");
    }

    private void GivenOfHead(int node, Node.Input input, Input.OfHead source)
    {
        if (input.Type.Kind == ValueKind.Draw)
        {
            _numbers[node] = Code.Atom(
                $"{Signatures.Data(Batch)}.Draw({source.Index.ToString(CultureInfo.InvariantCulture)}, i)"
            );
            return;
        }
        var (local, row) = (ColumnOfHead(node), source.Place == HeadPlace.FreeColumn ? "0" : "i");
        var isGradient = source.Place == HeadPlace.Upstream;
        if (input.Type.Rank == 0)
            _numbers[node] = Code.Atom(isGradient ? $"{local}.Gradient({row})" : $"{local}[{row}]");
        else
            Known(
                node,
                Code.Atom($"{local}.{(isGradient ? "GradientVector" : input.Type.Kind == ValueKind.Act ? "Act" : "Vector")}({row})"),
                k => Code.Atom(isGradient ? $"{local}.Gradient({row}, {k})" : $"{local}[{row}, {k}]"),
                local + ".Width"
            );
    }
}
