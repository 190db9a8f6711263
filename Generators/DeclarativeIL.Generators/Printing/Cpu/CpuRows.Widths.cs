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
        : KnownSizes.IsIndex(nodes[node]) ? "1"
        : KnownSizes.IsMatrixTimesVector(nodes, node) ? Sides(((Node.Binary)nodes[node]).Left).Rows
        : nodes[node] is Node.Apply apply && _operations[apply.Operation].Width is { Length: > 0 } pattern ? WidthOf(apply, pattern)
        : Width(KnownSizes.WideOperand(nodes, node));

    private string WidthOf(Node.Apply apply, string pattern) =>
        ScalarOperators
            .Apply(
                pattern,
                [
                    .. apply.Arguments.Select(argument =>
                        nodes[argument].Type.Kind == ValueKind.Vector ? Code.Atom(Width(argument))
                        : nodes[argument].Type.Rank == 0 && nodes[argument].Type.Kind != ValueKind.Draw ? Number(argument)
                        : Code.Atom("")
                    ),
                ]
            )
            .Text;

    /// <summary>Whether the width of a vector is known before it is computed.</summary>
    public bool HasWidth(int node) => KnownSizes.HasWidth(nodes, node, _operations);

    /// <summary>The row at hand; there is one draw where there is no batch.</summary>
    private string Row => Batch.Length == 0 ? "0" : "i";

    private void Draw(int node, ValueType type, Input.Draw draw)
    {
        if (Draws[draw] != Batch)
            return;
        if (type.Kind == ValueKind.Draw)
        {
            var drawn = AskedColumns.TryGetValue(node, out var asked) ? asked : Drawn(draw, type, "");
            _drawn[node] = drawn;
            _numbers[node] = Code.Atom($"{drawn}.Draw({Row})");
            return;
        }
        if (type.Rank == 0)
        {
            _numbers[node] = Code.Atom($"{Drawn(draw, type, "")}[{Row}]");
            return;
        }
        var local = Drawn(draw, type, context.WidthOf(node) ?? WidthOf(node, draw));
        Known(node, Code.Atom($"{local}.Vector({Row})"), k => Code.Atom($"{local}[{Row}, {k}]"), local + ".Width");
    }

    private string WidthOf(int node, Input.Draw draw)
    {
        bool IsKnownBefore(int candidate) => IsThere(candidate) && nodes[candidate] is not Node.Ask || Outputs.ContainsKey(candidate);
        return KnownSizes.AnchorOf(nodes, node, IsKnownBefore) is var (anchor, side)
            ? Width(anchor, side)
            : Width(
                KnownSizes.ComputedLike(nodes, node, IsKnownBefore, _operations)
                    ?? throw new InvalidOperationException($"Nothing says how wide the draw '{draw.Stream}' is.")
            );
    }

    private string Drawn(Input.Draw draw, ValueType type, string width) => Drawn(writer, names, context, draw, type, Draws[draw], width);

    /// <summary>Writes the local of a draw.</summary>
    /// <param name="batch">The batch that it has a draw for each row of; empty for one alone.</param>
    public static string Drawn(
        SourceWriter writer,
        LocalNames names,
        LoopContext context,
        Input.Draw draw,
        ValueType type,
        string batch,
        string width = ""
    )
    {
        var local = names.Fresh(draw.Parameter);
        var rows = batch.Length == 0 ? "1" : Signatures.Data(batch) + ".Rows";
        writer.Line($"var {local} = {context.Drawn(draw, type, rows, width)};");
        return local;
    }

    private string Width(int anchor, Side side) =>
        nodes[anchor] switch
        {
            Node.Ask => Outputs[anchor] + (side == Side.Width ? ".Width" : ".Side"),
            Node.Field field when !_widths.ContainsKey(anchor) => $"{Signatures.Data(nodes.RowsOf(anchor)!.Batch)}[\"{field.Name}\"].Width",
            Node.Input input when side != Side.Width => side == Side.Rows ? Sides(anchor).Rows : Sides(anchor).Columns,
            Node.Input input => context.Inputs.Of(input) + ".Size",
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
                    $"{RuntimeTypes.CpuValues}.CheckGiven({context.Inputs.Of(input)}, \"{given.Name}\", "
                        + $"{(input.Type.Rank == 1 ? rows : $"{rows ?? "null"}, {columns ?? "null"}")});"
                );
        }
    }
}
