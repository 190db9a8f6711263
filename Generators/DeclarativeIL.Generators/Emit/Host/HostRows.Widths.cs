using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>How wide vectors are, before the loop; draws, which are as wide as something else; products with given matrices.</summary>
internal sealed partial class HostRows
{
    /// <summary>Whether the width of a vector is known before it is computed: not that of an operation, which is the operation's affair.</summary>
    public static bool HasWidth(IReadOnlyList<Node> nodes, int node) => nodes[node] switch
    {
        Node.Field or Node.Input or Node.Ask => true,
        Node.Apply => false,
        _ => IsMatrixTimesVector(nodes, node) || HasWidth(nodes, Wide(nodes, node)),
    };

    /// <summary>A given matrix, or one with rows and columns exchanged.</summary>
    public static bool IsGivenMatrix(IReadOnlyList<Node> nodes, int node) => nodes[node] switch
    {
        Node.Input { Type.Kind: ValueKind.Matrix } input => Inputs.Split(input.Name).Kind == Inputs.Given,
        Node.Unary { Operator: UnaryOperator.Transpose } unary => IsGivenMatrix(nodes, unary.Operand),
        _ => false,
    };

    public static bool IsMatrixTimesVector(IReadOnlyList<Node> nodes, int node)
        => nodes[node] is Node.Binary { Type.Rank: 1, Operator: BinaryOperator.Multiply } product && IsGivenMatrix(nodes, product.Left) && nodes[product.Right].Type.Rank == 1;

    /// <summary>What says how wide a draw is.</summary>
    public static (int Node, Side Side)? AnchorOf(IReadOnlyList<Node> nodes, int draw, Func<int, bool> isUsed)
        => new Dimensions(nodes).Anchor(draw, candidate => isUsed(candidate) && nodes[candidate] is not Node.Input { Type.Kind: ValueKind.State or ValueKind.Act });

    /// <summary>C# for the width of a vector, or 1.</summary>
    public string Width(int node) => nodes[node].Type.Rank == 0 ? "1"
        : _widths.TryGetValue(node, out var known) ? known
        : IsMatrixTimesVector(nodes, node) ? Sides(((Node.Binary)nodes[node]).Left).Rows
        : Width(Wide(nodes, node));

    private static int Wide(IReadOnlyList<Node> nodes, int node) => nodes[node] is Node.Spread spread ? spread.Like : nodes[node].Operands.First(operand => nodes[operand].Type.Rank > 0);

    private (string Rows, string Columns) Sides(int matrix)
    {
        if (nodes[matrix] is Node.Unary transposed && Sides(transposed.Operand) is var (rows, columns))
            return (columns, rows);
        var name = Signatures.Given(Inputs.Split(((Node.Input)nodes[matrix]).Name).Name, cast.Model);
        return (name + ".Rows", name + ".Columns");
    }

    private Code Entry(int matrix, string row, string column) => nodes[matrix] is Node.Unary transposed
        ? Entry(transposed.Operand, column, row)
        : Code.Atom($"{Signatures.Given(Inputs.Split(((Node.Input)nodes[matrix]).Name).Name, cast.Model)}[{row}, {column}]");

    private void Draw(int node, Node.Input input, string name)
    {
        if (Draws[name] != Batch)
            return;
        var rows = Batch.Length == 0 ? "1" : Signatures.Escape(Batch) + ".Rows";
        var local = names.Fresh(name.Substring(name.IndexOf('.') + 1));
        if (input.Type.Rank == 0)
        {
            writer.Line($"var {local} = draws.Uniform(\"{name}\", {rows});");
            _numbers[node] = Code.Atom(local + "[i]");
            return;
        }
        var anchor = AnchorOf(nodes, node, candidate => IsThere(candidate) && nodes[candidate] is not Node.Ask || Answers.ContainsKey(candidate))
            ?? throw new InvalidOperationException($"Nothing says how wide the draw '{name}' is.");
        writer.Line($"var {local} = draws.Gaussian(\"{name}\", {rows}, {Width(anchor.Node, anchor.Side)});");
        Known(node, Code.Atom($"{local}.Vector(i)"), k => Code.Atom($"{local}[i, {k}]"), local + ".Width");
    }

    private string Width(int anchor, Side side) => nodes[anchor] switch
    {
        Node.Field field when !_widths.ContainsKey(anchor) => $"{Signatures.Escape(Inputs.Split(((Node.Input)nodes[field.Of]).Name).Name)}[\"{field.Name}\"].Width",
        Node.Input input when side != Side.Width => side == Side.Rows ? Sides(anchor).Rows : Sides(anchor).Columns,
        Node.Input input => Signatures.Given(Inputs.Split(input.Name).Name, cast.Model) + ".Size",
        _ => _widths[anchor],
    };

    /// <summary>Sizes of what is given, before it is multiplied or added.</summary>
    private void CheckGiven()
    {
        var sizes = new Dimensions(nodes);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (_uses[i] == 0 || nodes[i] is not Node.Input { Type.Rank: > 0 } input || Inputs.Split(input.Name) is not (Inputs.Given, var name))
                continue;
            string? Like(int? anchor) => anchor is { } known && _widths.TryGetValue(known, out var width) ? width : null;
            var (rows, columns) = (Like(sizes.AnchorOfRows(i, isRow: true)), input.Type.Rank == 2 ? Like(sizes.AnchorOfColumns(i, isRow: true)) : null);
            if ((rows ?? columns) is not null)
                writer.Line($"{WellKnownNames.Training}.HostValues.CheckGiven({Signatures.Given(name, cast.Model)}, \"{name}\", {(input.Type.Rank == 1 ? rows : $"{rows ?? "null"}, {columns ?? "null"}")});");
        }
    }

    private void Multiply(int node, Node.Binary product)
    {
        var (local, sum) = (names.Fresh("t" + node), names.Fresh("sum"));
        var (rows, columns) = Sides(product.Left);
        writer.Line($"var {local} = {Room.Next(rows)};");
        using (writer.Block($"for (var k = 0; k < {rows}; k++)"))
        {
            writer.Line($"var {sum} = 0.0;");
            using (writer.Block($"for (var l = 0; l < {columns}; l++)"))
                writer.Line($"{sum} += {Entry(product.Left, "k", "l")} * {Component(product.Right, "l").In(Code.Product + 1)};");
            writer.Line($"{local}[k] = {sum};");
        }
        Known(node, Code.Atom($"new {WellKnownNames.DslRoot}.Vector({local})"), k => Code.Atom($"{local}[{k}]"), local + ".Length");
    }
}
