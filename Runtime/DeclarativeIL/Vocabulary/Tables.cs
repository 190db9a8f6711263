using static DeclarativeIL.Functions;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// Tables: vectors that are read as rows of equal length, one behind the other. Import them with <c>using static</c>.
/// </summary>
/// <remarks>
/// <c>columns</c> is the length of a row: a constant or a hyperparameter. A vector of k components and <c>columns</c> numbers for each of
/// them make a table of k rows. Sizes that do not fit are an <see cref="ArgumentException"/>.
/// </remarks>
public static partial class Tables
{
    /// <summary>A table whose row i holds component i of a vector everywhere.</summary>
    [Operation(nameof(Spread), Into = nameof(Spread), Latex = @"{0} \mathbf{{1}}^\top")]
    [ResultWidth(nameof(SpreadWidth))]
    [Gradient("v", nameof(SpreadGradient))]
    public static Vector Spread(Vector v, int columns)
    {
        var result = new double[SpreadWidth(v.Size, columns)];
        Spread(v.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Spread(ReadOnlySpan<double> v, int columns, Span<double> result)
    {
        for (var i = 0; i < v.Length; i++)
            result.Slice(i * columns, columns).Fill(v[i]);
    }

    /// <summary>The batched form: [..., k] -> [..., k * columns].</summary>
    public static Tensor Spread(Tensor v, int columns) => Given(v).unsqueeze(-1).expand([.. v.shape, columns]).flatten(-2, -1);

    /// <summary>The gradients of a row belong to one component.</summary>
    public static Vector SpreadGradient(Vector v, int columns, Vector gradient) => RowSums(gradient, columns);

    /// <summary>Components of a table of so many rows.</summary>
    public static int SpreadWidth(int v, int columns) => v * Length(columns);

    /// <summary>The sum of each row.</summary>
    [Operation(nameof(RowSums), Into = nameof(RowSums), Latex = @"{0} \mathbf{{1}}")]
    [ResultWidth(nameof(Rows))]
    [Gradient("table", nameof(RowSumsGradient))]
    public static Vector RowSums(Vector table, int columns)
    {
        var result = new double[Rows(table.Size, columns)];
        RowSums(table.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void RowSums(ReadOnlySpan<double> table, int columns, Span<double> result)
    {
        for (var row = 0; row < result.Length; row++)
        {
            var sum = 0.0;
            foreach (var number in table.Slice(row * columns, columns))
                sum += number;
            result[row] = sum;
        }
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k].</summary>
    public static Tensor RowSums(Tensor table, int columns) => Shaped(table, columns).sum(-1);

    /// <summary>Every number of a row has its gradient.</summary>
    public static Vector RowSumsGradient(Vector table, int columns, Vector gradient) => Spread(gradient, columns);

    /// <summary>The sum of each column.</summary>
    [Operation(nameof(ColumnSums), Into = nameof(ColumnSums), Latex = @"\mathbf{{1}}^\top {0}")]
    [ResultWidth(nameof(Columns))]
    [Gradient("table", nameof(ColumnSumsGradient))]
    public static Vector ColumnSums(Vector table, int columns)
    {
        _ = Rows(table.Size, columns);
        var result = new double[columns];
        ColumnSums(table.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void ColumnSums(ReadOnlySpan<double> table, int columns, Span<double> result)
    {
        result.Clear();
        for (var first = 0; first < table.Length; first += columns)
        for (var column = 0; column < columns; column++)
            result[column] += table[first + column];
    }

    /// <summary>The batched form: [..., k * columns] -> [..., columns].</summary>
    public static Tensor ColumnSums(Tensor table, int columns) => Shaped(table, columns).sum(-2);

    /// <summary>Every number of a column has its gradient.</summary>
    public static Vector ColumnSumsGradient(Vector table, int columns, Vector gradient) => Tiled(gradient, table, columns);

    /// <summary>A table like another, each of whose rows is the given one.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="like">Says how many rows there are.</param>
    /// <param name="columns">The length of a row.</param>
    [Operation(nameof(Tiled), Into = nameof(Tiled), Latex = @"\mathbf{{1}} {0}^\top")]
    [ResultWidth(nameof(TiledWidth))]
    [Gradient("row", nameof(TiledGradient))]
    [Gradient("like", nameof(TiledGradientLike))]
    public static Vector Tiled(Vector row, Vector like, int columns)
    {
        _ = Rows(like.Size, columns);
        if (row.Size != columns)
            throw new ArgumentException($"Found a row of {row.Size} numbers; expected {columns}.", nameof(row));
        var result = new double[like.Size];
        Tiled(row.Span, like.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Tiled(ReadOnlySpan<double> row, ReadOnlySpan<double> like, int columns, Span<double> result)
    {
        for (var first = 0; first < like.Length; first += columns)
            row.CopyTo(result[first..]);
    }

    /// <summary>The batched form: [..., columns], [..., k * columns] -> [..., k * columns].</summary>
    public static Tensor Tiled(Tensor row, Tensor like, int columns) =>
        Given(row).unsqueeze(-2).expand_as(Shaped(like, columns)).flatten(-2, -1);

    /// <summary>The gradients of a column belong to one number.</summary>
    public static Vector TiledGradient(Vector row, Vector like, int columns, Vector gradient) => ColumnSums(gradient, columns);

    /// <summary>Only the width counts: 0.</summary>
    public static Vector TiledGradientLike(Vector row, Vector like, int columns, Vector gradient) => Repeat(0, like);

    /// <summary>Components of a table like another.</summary>
    public static int TiledWidth(int row, int like, int columns) => like;

    /// <summary>Rows of a table.</summary>
    /// <exception cref="ArgumentException">The table is not made of rows of this length.</exception>
    public static int Rows(int table, int columns) =>
        table % Length(columns) == 0
            ? table / columns
            : throw new ArgumentException($"Found {table} numbers; expected rows of {columns}.", nameof(table));

    /// <summary>Columns of a table.</summary>
    public static int Columns(int table, int columns) => Length(columns);

    private static int Length(int columns) =>
        columns > 0 ? columns : throw new ArgumentException($"Found rows of {columns} numbers; expected 1 or more.", nameof(columns));

    // [..., k * columns] -> [..., k, columns]
    private static Tensor Shaped(Tensor table, int columns) =>
        Given(table).view([.. table.shape[..^1], Rows((int)table.size(-1), columns), columns]);

    private static Tensor Given(Tensor tensor) => tensor ?? throw new ArgumentNullException(nameof(tensor));
}
