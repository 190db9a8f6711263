using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>
/// Matrices of one row: what is computed entry by entry stands nowhere unless it is used as a whole; an operation's result is
/// what its one-sample method returns, a new matrix but for Cholesky's.
/// </summary>
internal sealed partial class CpuRows
{
    private readonly Dictionary<int, Func<string, string, Code>> _entries = [];

    private (string Rows, string Columns) Sides(int matrix)
    {
        switch (nodes[matrix])
        {
            case Node.Input input:
                var given = context.Inputs.Of(input);
                return (given + ".Rows", given + ".Columns");
            case Node.Ask:
                return (Outputs[matrix] + ".Side", Outputs[matrix] + ".Side");
            case Node.Unary { Operator: UnaryOperator.Transpose } transposed when Sides(transposed.Operand) is var (rows, columns):
                return (columns, rows);
            case Node.OuterProduct product:
                return (Width(product.Left), Width(product.Right));
            case Node.Apply { Operation: WellKnownNames.Outer } outer:
                return (Width(outer.Arguments[0]), Width(outer.Arguments[1]));
            case Node.Apply apply when !KnownSizes.HasSides(nodes, matrix, _operations) || apply.Operation != WellKnownNames.Cholesky:
                return (_numbers[matrix] + ".Rows", _numbers[matrix] + ".Columns");
            default:
                return Sides(nodes[matrix].Operands.First(operand => nodes[operand].Type.Rank == 2));
        }
    }

    /// <summary>Says how the entries of a matrix are written, and writes the local of what is there as a whole.</summary>
    private void Table(int node)
    {
        switch (nodes[node])
        {
            case Node.Input input:
                Whole(node, context.Inputs.Of(input));
                break;
            case Node.Ask:
                if (_uses[node] == 1 && IsReadWhole(node))
                    _numbers[node] = Code.Atom($"{Outputs[node]}.Matrix(i)");
                else
                    Whole(node, Local($"{Outputs[node]}OfRow", $"{Outputs[node]}.Matrix(i)"));
                break;
            case Node.Unary { Operator: UnaryOperator.Transpose } transposed:
                _entries[node] = (row, column) => Entry(transposed.Operand, column, row);
                break;
            case Node.OuterProduct product:
                ComputeOnce(product.Left);
                ComputeOnce(product.Right);
                _entries[node] = (row, column) =>
                    Code.Infix(Component(product.Left, row), "*", Component(product.Right, column), Code.Product);
                break;
            case Node.Apply { Operation: WellKnownNames.Outer } outer:
                ComputeOnce(outer.Arguments[0]);
                ComputeOnce(outer.Arguments[1]);
                _entries[node] = (row, column) =>
                    Code.Infix(Component(outer.Arguments[0], row), "*", Component(outer.Arguments[1], column), Code.Product);
                break;
            case Node.Apply { Operation: WellKnownNames.Cholesky } apply
                when KnownSizes.HasSides(nodes, node, _operations) && Sides(node).Rows is var side:
                Whole(
                    node,
                    Local(node, $"{RuntimeTypes.CpuValues}.Cholesky({Whole(apply.Arguments[0])}, {Scratch.Next($"2 * {side} * {side}")})")
                );
                break;
            case Node.Apply:
                Whole(node, Local(node, ScalarOperators.Emit(nodes[node], _operations, Whole)!.Value.Text));
                break;
            default:
                _entries[node] = (row, column) =>
                    ScalarOperators
                        .Emit(
                            nodes[node],
                            _operations,
                            operand => nodes[operand].Type.Rank == 2 ? Entry(operand, row, column) : _numbers[operand]
                        )!
                        .Value;
                break;
        }
    }

    private void Whole(int node, string local) =>
        (_numbers[node], _entries[node]) = (Code.Atom(local), (row, column) => Code.Atom($"{local}[{row}, {column}]"));

    private bool IsReadWhole(int matrix) =>
        Enumerable
            .Range(matrix + 1, nodes.Count - matrix - 1)
            .Where(user => _uses[user] > 0 && nodes[user].Operands.Contains(matrix))
            .All(user => nodes[user] is Node.Apply { Operation: not WellKnownNames.Cholesky });

    private string Local(int node, string value) => Local(_nodeNames[node], value);

    private string Local(string preferred, string value)
    {
        var local = names.Fresh(preferred);
        writer.Line($"var {local} = {value};");
        return local;
    }

    private Code Entry(int matrix, string row, string column) => _entries[matrix](row, column);

    private void MaterialiseTable(int node)
    {
        if (_numbers.ContainsKey(node))
            return;
        var (rows, columns) = Sides(node);
        var (entries, local) = (names.Fresh(_nodeNames[node] + "Entries"), names.Fresh(_nodeNames[node]));
        writer.Line($"var {entries} = {Scratch.Next($"{rows} * {columns}")};");
        using (writer.Block($"for (var k = 0; k < {rows}; k++)"))
        using (writer.Block($"for (var l = 0; l < {columns}; l++)"))
            writer.Line($"{entries}[(k * {columns}) + l] = {Entry(node, "k", "l")};");
        writer.Line($"var {local} = {RuntimeTypes.Matrix}.Over({rows}, {columns}, {entries});");
        Whole(node, local);
    }

    private void SumEntries(int matrix, string sum)
    {
        var (rows, columns) = Sides(matrix);
        using (writer.Block($"for (var k = 0; k < {rows}; k++)"))
        using (writer.Block($"for (var l = 0; l < {columns}; l++)"))
            writer.Line($"{sum} += {Entry(matrix, "k", "l")};");
    }

    private void Multiply(int node, Node.Binary product)
    {
        var (local, sum) = (names.Fresh(_nodeNames[node]), names.Fresh("sum"));
        var (rows, columns) = Sides(product.Left);
        ComputeOnce(product.Right);
        writer.Line($"var {local} = {Scratch.Next(rows)};");
        using (writer.Block($"for (var k = 0; k < {rows}; k++)"))
        {
            writer.Line($"var {sum} = 0.0;");
            using (writer.Block($"for (var l = 0; l < {columns}; l++)"))
                writer.Line($"{sum} += {Code.Infix(Entry(product.Left, "k", "l"), "*", Component(product.Right, "l"), Code.Product)};");
            writer.Line($"{local}[k] = {sum};");
        }
        Known(
            node,
            Code.Atom($"new {RuntimeTypes.Vector}(new global::System.ReadOnlyMemory<double>({local}))"),
            k => Code.Atom($"{local}[{k}]"),
            local + ".Length"
        );
    }
}
