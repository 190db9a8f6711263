using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>
/// The two oracles of declared losses. Value: the generated batch equals the mean of the declared one-sample method.
/// Gradient: what the generated code hands back for each answer equals central differences of that mean in float64.
/// </summary>
public static class Oracle
{
    private const double Step = 1e-5;

    /// <summary>Losses over one batch of rows.</summary>
    /// <param name="oneSample">The declared losses of row i, weighted and summed.</param>
    /// <param name="parts">Weight of each named part in that sum.</param>
    public static void Check<TRow>(
        IReadOnlyList<TRow> rows,
        AnswerTable table,
        IReadOnlyList<TableNetwork> trained,
        Func<Batch<TRow>, LossParts> batched,
        Func<TRow, double> oneSample,
        params (string Name, double Weight)[] parts
    )
        where TRow : struct => Check(rows, table, trained, batched, i => oneSample(rows[i]), parts);

    /// <summary>Losses over one batch of rows, of which the declared losses are asked by number.</summary>
    /// <param name="oneSample">The declared losses of row i, weighted and summed.</param>
    /// <param name="parts">Weight of each named part in that sum.</param>
    public static void Check<TRow>(
        IReadOnlyList<TRow> rows,
        AnswerTable table,
        IReadOnlyList<TableNetwork> trained,
        Func<Batch<TRow>, LossParts> batched,
        Func<int, double> oneSample,
        params (string Name, double Weight)[] parts
    )
        where TRow : struct
    {
        using var batch = Batch.From(rows, trained[0].Parameters.Values.dtype);
        Check(table, trained, () => batched(batch), () => Enumerable.Range(0, rows.Count).Average(oneSample), parts);
    }

    /// <summary>Losses however they are batched.</summary>
    /// <param name="batched">The generated step.</param>
    /// <param name="mean">What it is to equal: the weighted sum of the mean losses, by the declared one-sample methods.</param>
    public static void Check(
        AnswerTable table,
        IReadOnlyList<TableNetwork> trained,
        Func<LossParts> batched,
        Func<double> mean,
        params (string Name, double Weight)[] parts
    )
    {
        var isWide = trained[0].Parameters.Values.dtype == ScalarType.Float64;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var losses = batched();
        var value = parts.Sum(part => part.Weight * losses.Read(part.Name));
        table.Forget();
        Close(mean(), value, isWide ? 1e-10 : 1e-5, "value");
        var gradients = trained.SelectMany(network => network.Gradients).ToDictionary();
        var names = trained.Select(network => network.Name).ToList();
        foreach (
            var key in table
                .Given.Where(key =>
                    names.Any(name =>
                        key.StartsWith(name + ".", StringComparison.Ordinal) || key.StartsWith(name + "[", StringComparison.Ordinal)
                    )
                )
                .ToList()
        )
            Close(CentralDifference(table, key, mean), gradients.GetValueOrDefault(key), isWide ? 1e-7 : 1e-5, key);
        Assert.Subset(
            table.Given,
            gradients.Where(static gradient => gradient.Value != 0).Select(static gradient => gradient.Key).ToHashSet()
        );
        Assert.Contains(gradients.Values, gradient => gradient != 0);
    }

    private static double CentralDifference(AnswerTable table, string key, Func<double> mean)
    {
        table.Move(key, Step);
        var above = mean();
        table.Move(key, -Step);
        var below = mean();
        table.Restore();
        return (above - below) / (2 * Step);
    }

    private static void Close(double expected, double found, double tolerance, string what) =>
        Assert.True(
            Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{what}: expected {expected:R}, found {found:R}"
        );
}
