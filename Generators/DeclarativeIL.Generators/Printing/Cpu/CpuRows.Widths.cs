using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>How wide vectors are, before the loop; draws, which are as wide as something else; products with given matrices.</summary>
internal sealed partial class CpuRows
{
    /// <summary>C# for the width of a vector, or 1.</summary>
    public string Width(int node) =>
        nodes[node].Type.Rank == 0 ? "1"
        : _widths.TryGetValue(node, out var known) ? known
        : KnownSizes.IsMatrixTimesVector(nodes, node) ? Sides(((Node.Binary)nodes[node]).Left).Rows
        : Width(KnownSizes.WideOperand(nodes, node));

    /// <summary>The row at hand; there is one draw where there is no batch.</summary>
    private string Row => Batch.Length == 0 ? "0" : "i";

    private void Draw(int node, ValueType type, Input.Draw draw)
    {
        if (Draws[draw] != Batch)
            return;
        if (type.Kind == ValueKind.Draw)
        {
            var drawn = AskedColumns.TryGetValue(node, out var asked) ? asked : Drawn(writer, names, draw, Draws);
            _numbers[node] = Code.Atom($"{drawn}.Draw({Row})");
            return;
        }
        var rows = Batch.Length == 0 ? "1" : Signatures.Data(Batch) + ".Rows";
        var local = names.Fresh(draw.Parameter);
        if (type.Rank == 0)
        {
            writer.Line($"var {local} = draws.Uniform(\"{draw.Stream}\", {rows});");
            _numbers[node] = Code.Atom($"{local}[{Row}]");
            return;
        }
        var anchor =
            KnownSizes.AnchorOf(
                nodes,
                node,
                candidate => IsThere(candidate) && nodes[candidate] is not Node.Ask || Answers.ContainsKey(candidate)
            ) ?? throw new InvalidOperationException($"Nothing says how wide the draw '{draw.Stream}' is.");
        writer.Line($"var {local} = draws.Gaussian(\"{draw.Stream}\", {rows}, {Width(anchor.Node, anchor.Side)});");
        Known(node, Code.Atom($"{local}.Vector({Row})"), k => Code.Atom($"{local}[{Row}, {k}]"), local + ".Width");
    }

    /// <summary>Writes the local of a draw that something samples by.</summary>
    public static string Drawn(SourceWriter writer, LocalNames names, Input.Draw draw, IReadOnlyDictionary<Input.Draw, string> draws)
    {
        var local = names.Fresh(draw.Parameter);
        writer.Line(
            $"var {local} = draws.Draw(\"{draw.Stream}\", {(draws[draw].Length == 0 ? "1" : Signatures.Data(draws[draw]) + ".Rows")});"
        );
        return local;
    }

    private string Width(int anchor, Side side) =>
        nodes[anchor] switch
        {
            Node.Ask => Answers[anchor] + (side == Side.Width ? ".Width" : ".Side"),
            Node.Field field when !_widths.ContainsKey(anchor) => $"{Signatures.Data(nodes.RowsOf(anchor)!.Batch)}[\"{field.Name}\"].Width",
            Node.Input input when side != Side.Width => side == Side.Rows ? Sides(anchor).Rows : Sides(anchor).Columns,
            Node.Input input => _inputs.Of(input) + ".Size",
            _ => _widths[anchor],
        };

    /// <summary>Sizes of what is given, before it is multiplied or added.</summary>
    private void CheckGiven()
    {
        var sizes = new Dimensions(nodes);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (_uses[i] == 0 || nodes[i] is not Node.Input { Type.Rank: > 0, Source: Input.Given given } input)
                continue;
            string? Like(int? anchor) => anchor is { } known && _widths.TryGetValue(known, out var width) ? width : null;
            var (rows, columns) = (
                Like(sizes.AnchorOfRows(i, isRow: true)),
                input.Type.Rank == 2 ? Like(sizes.AnchorOfColumns(i, isRow: true)) : null
            );
            if ((rows ?? columns) is not null)
                writer.Line(
                    $"{RuntimeTypes.HostValues}.CheckGiven({_inputs.Of(input)}, \"{given.Name}\", "
                        + $"{(input.Type.Rank == 1 ? rows : $"{rows ?? "null"}, {columns ?? "null"}")});"
                );
        }
    }
}
