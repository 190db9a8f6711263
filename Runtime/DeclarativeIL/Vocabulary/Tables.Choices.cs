using static DeclarativeIL.Functions;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Tables
{
    /// <summary>The column of a table that a discrete act names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    [Operation(nameof(Column), Into = nameof(Column), Latex = @"\left( {0} \right)_{{\cdot {1}}}")]
    [ResultWidth(nameof(Rows))]
    [Gradient("table", nameof(ColumnGradient))]
    public static Vector Column(Vector table, Act column, int columns)
    {
        var result = new double[Rows(table.Size, columns)];
        Column(table.Span, column, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Column(ReadOnlySpan<double> table, Act column, int columns, Span<double> result)
    {
        var place = Checked(column.Index, columns);
        for (var row = 0; row < result.Length; row++)
            result[row] = table[(row * columns) + place];
    }

    /// <summary>The batched form: [..., k * columns], [..., 1] -> [..., k].</summary>
    public static Tensor Column(Tensor table, Tensor column, int columns)
    {
        var shaped = Shaped(table, columns);
        var places = Expanded(PerRow(column, table).to(ScalarType.Int64).unsqueeze(-1), [.. shaped.shape[..^1], 1]);
        return shaped.gather(-1, places).squeeze(-1);
    }

    /// <summary>The gradient goes to the column taken.</summary>
    public static Vector ColumnGradient(Vector table, Act column, int columns, Vector gradient) =>
        ColumnLike(table, column, columns, gradient);

    /// <summary>A table like another that is 0 but for one column.</summary>
    [Operation(nameof(ColumnLike), Into = nameof(ColumnLike), Latex = @"{2} \mathbf{{e}}_{{{1}}}^\top")]
    public static Vector ColumnLike(Vector table, Act column, int columns, Vector value)
    {
        var result = new double[table.Size];
        ColumnLike(table.Span, column, columns, value.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void ColumnLike(ReadOnlySpan<double> table, Act column, int columns, ReadOnlySpan<double> value, Span<double> result)
    {
        result.Clear();
        var place = Checked(column.Index, columns);
        for (var row = 0; row < value.Length; row++)
            result[(row * columns) + place] = value[row];
    }

    /// <summary>The batched form: [..., k * columns], [..., 1], [..., k] -> [..., k * columns].</summary>
    public static Tensor ColumnLike(Tensor table, Tensor column, int columns, Tensor value)
    {
        var shaped = Shaped(table, columns);
        long[] one = [.. shaped.shape[..^1], 1];
        var places = Expanded(PerRow(column, table).to(ScalarType.Int64).unsqueeze(-1), one);
        return zeros_like(shaped).scatter_(-1, places, Expanded(Given(value).unsqueeze(-1), one)).flatten(-2, -1);
    }

    /// <summary>Of each row the number at the place that a component of an act names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row has no such place.</exception>
    [Operation(nameof(Pick), Into = nameof(Pick), Latex = @"\left( {0} \right)_{{i {1}_i}}")]
    [ResultWidth(nameof(Rows))]
    [Gradient("table", nameof(PickGradient))]
    public static Vector Pick(Vector table, Act places, int columns)
    {
        var result = new double[Rows(table.Size, columns)];
        Pick(table.Span, places, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Pick(ReadOnlySpan<double> table, Act places, int columns, Span<double> result)
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = table[(row * columns) + Checked((int)places.Span[row], columns)];
    }

    /// <summary>The batched form: [..., k * columns], [..., k] -> [..., k].</summary>
    public static Tensor Pick(Tensor table, Tensor places, int columns) =>
        Shaped(table, columns).gather(-1, Given(places).to(ScalarType.Int64).unsqueeze(-1)).squeeze(-1);

    /// <summary>The gradient goes to the numbers taken.</summary>
    public static Vector PickGradient(Vector table, Act places, int columns, Vector gradient) => PickLike(table, places, columns, gradient);

    /// <summary>A table like another that is 0 but for one number in each row.</summary>
    [Operation(nameof(PickLike), Into = nameof(PickLike), Latex = @"\left( {2} \right)_i [j = {1}_i]")]
    public static Vector PickLike(Vector table, Act places, int columns, Vector value)
    {
        var result = new double[table.Size];
        PickLike(table.Span, places, columns, value.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void PickLike(ReadOnlySpan<double> table, Act places, int columns, ReadOnlySpan<double> value, Span<double> result)
    {
        result.Clear();
        for (var row = 0; row < value.Length; row++)
            result[(row * columns) + Checked((int)places.Span[row], columns)] = value[row];
    }

    /// <summary>The batched form: [..., k * columns], [..., k], [..., k] -> [..., k * columns].</summary>
    public static Tensor PickLike(Tensor table, Tensor places, int columns, Tensor value)
    {
        var shaped = Shaped(table, columns);
        return zeros_like(shaped)
            .scatter_(-1, Given(places).to(ScalarType.Int64).unsqueeze(-1), Given(value).unsqueeze(-1))
            .flatten(-2, -1);
    }

    /// <summary>The place of the largest number of each row; of equals, the first.</summary>
    [Operation(nameof(Argmaxes), Into = nameof(Argmaxes), Chooses = true, Latex = @"\arg\max_j \left( {0} \right)_{{ij}}")]
    [ResultWidth(nameof(Rows))]
    public static Act Argmaxes(Vector table, int columns)
    {
        var result = new double[Rows(table.Size, columns)];
        Argmaxes(table.Span, columns, result);
        return new Act(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Argmaxes(ReadOnlySpan<double> table, int columns, Span<double> result)
    {
        for (var row = 0; row < result.Length; row++)
            Argmax(table.Slice(row * columns, columns), result.Slice(row, 1));
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k].</summary>
    public static Tensor Argmaxes(Tensor table, int columns) => Shaped(table, columns).argmax(-1).to(table.dtype);

    /// <summary>Of each row a place with probabilities softmax(row): the first whose cumulated probability exceeds the draw.</summary>
    [Operation(nameof(Categoricals), Into = nameof(Categoricals), Chooses = true, Latex = @"\mathrm{{Categorical}}\left( {0} \right)")]
    [ResultWidth(nameof(Rows))]
    public static Act Categoricals(Vector logits, int columns, Draw draw)
    {
        var result = new double[Rows(logits.Size, columns)];
        Categoricals(logits.Span, columns, draw, result);
        return new Act(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Categoricals(ReadOnlySpan<double> logits, int columns, Draw draw, Span<double> result)
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = CategoricalIndex(logits.Slice(row * columns, columns), draw, row);
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k], computed in float64.</summary>
    /// <param name="logits">[..., k * columns].</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="draws">Of the rows as counted over all leading dimensions, the last fastest.</param>
    public static Tensor Categoricals(Tensor logits, int columns, DrawBatch draws)
    {
        var wide = Shaped(logits, columns).detach().to(ScalarType.Float64);
        var cumulated = (wide - wide.amax([-1], keepdim: true)).exp().cumsum(-1);
        var drawn = Uniforms(draws, wide.shape.AsSpan()[..^1], logits.device).unsqueeze(-1) * cumulated.narrow(-1, -1, 1);
        return cumulated.le(drawn).sum([-1]).to(logits.dtype);
    }

    private static int Checked(int place, int columns) =>
        (uint)place < (uint)columns
            ? place
            : throw new ArgumentOutOfRangeException(nameof(place), place, $"Found column {place}; expected 0 to {columns - 1}.");
}
