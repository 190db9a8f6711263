using DeclarativeIL.Arithmetic;
using static DeclarativeIL.Functions;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Tables
{
    /// <summary>The logarithms of the softmax of each row.</summary>
    [Operation(nameof(LogSoftmaxes), Into = nameof(LogSoftmaxes), Latex = @"\log \mathrm{{softmax}}_j \left( {0} \right)")]
    [Gradient("table", nameof(LogSoftmaxesGradient))]
    public static Vector LogSoftmaxes(Vector table, int columns)
    {
        _ = Rows(table.Size, columns);
        var result = new double[table.Size];
        LogSoftmaxes(table.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void LogSoftmaxes(ReadOnlySpan<double> table, int columns, Span<double> result)
    {
        for (var first = 0; first < table.Length; first += columns)
            LogSoftmax(table.Slice(first, columns), result.Slice(first, columns));
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k * columns].</summary>
    public static Tensor LogSoftmaxes(Tensor table, int columns) => Shaped(table, columns).log_softmax(-1).flatten(-2, -1);

    /// <summary>g - softmax(row) sum g, of each row.</summary>
    public static Vector LogSoftmaxesGradient(Vector table, int columns, Vector gradient) =>
        gradient - Spread(RowSums(gradient, columns), columns) * Exp(LogSoftmaxes(table, columns));

    /// <summary>The entropy of the softmax of each row, in nats; 0 log 0 is 0.</summary>
    [Operation(
        nameof(SoftmaxEntropies),
        Into = nameof(SoftmaxEntropies),
        Latex = @"\mathcal{{H}}\left[ \mathrm{{softmax}}_j \left( {0} \right) \right]"
    )]
    [ResultWidth(nameof(Rows))]
    [Gradient("table", nameof(SoftmaxEntropiesGradient))]
    public static Vector SoftmaxEntropies(Vector table, int columns)
    {
        var result = new double[Rows(table.Size, columns)];
        SoftmaxEntropies(table.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void SoftmaxEntropies(ReadOnlySpan<double> table, int columns, Span<double> result)
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = EntropyOf(table.Slice(row * columns, columns));
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k].</summary>
    public static Tensor SoftmaxEntropies(Tensor table, int columns) => EntropyOf(Shaped(table, columns).log_softmax(-1));

    /// <summary>-p_j (log p_j + H), of each row; 0 where p_j is 0.</summary>
    public static Vector SoftmaxEntropiesGradient(Vector table, int columns, Vector gradient)
    {
        var logs = LogSoftmaxes(table, columns);
        var p = Exp(logs);
        return -Spread(gradient, columns) * Where(p, p * (logs + Spread(SoftmaxEntropies(table, columns), columns)), Repeat(0, p));
    }

    /// <summary>Of each row the sums of its numbers up to each place.</summary>
    [Operation(nameof(CumulativeSums), Into = nameof(CumulativeSums), Latex = @"\sum_{{l \le j}} \left( {0} \right)_{{il}}")]
    [Gradient("table", nameof(CumulativeSumsGradient))]
    public static Vector CumulativeSums(Vector table, int columns)
    {
        _ = Rows(table.Size, columns);
        var result = new double[table.Size];
        CumulativeSums(table.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void CumulativeSums(ReadOnlySpan<double> table, int columns, Span<double> result)
    {
        for (var i = 0; i < table.Length; i++)
            result[i] = i % columns == 0 ? table[i] : result[i - 1] + table[i];
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k * columns].</summary>
    public static Tensor CumulativeSums(Tensor table, int columns) => Shaped(table, columns).cumsum(-1).flatten(-2, -1);

    /// <summary>The sum of the gradients from each place on: of all of the row, less those before it.</summary>
    public static Vector CumulativeSumsGradient(Vector table, int columns, Vector gradient) =>
        Spread(RowSums(gradient, columns), columns) - CumulativeSums(gradient, columns) + gradient;

    /// <summary>A table like another that holds the number of each column, from 0.</summary>
    [Operation(nameof(ColumnNumbers), Into = nameof(ColumnNumbers), Latex = "j")]
    [Gradient("like", nameof(ColumnNumbersGradient))]
    public static Vector ColumnNumbers(Vector like, int columns)
    {
        _ = Rows(like.Size, columns);
        var result = new double[like.Size];
        ColumnNumbers(like.Span, columns, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void ColumnNumbers(ReadOnlySpan<double> like, int columns, Span<double> result)
    {
        for (var i = 0; i < like.Length; i++)
            result[i] = i % columns;
    }

    /// <summary>The batched form: [..., k * columns] -> [..., k * columns].</summary>
    public static Tensor ColumnNumbers(Tensor like, int columns) => ones_like(Shaped(like, columns)).cumsum(-1).Plus(-1).flatten(-2, -1);

    /// <summary>Only the width counts: 0.</summary>
    public static Vector ColumnNumbersGradient(Vector like, int columns, Vector gradient) => Repeat(0, like);
}
