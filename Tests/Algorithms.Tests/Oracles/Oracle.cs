using DeclarativeIL.Data;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>
/// The two oracles of a declared loss. Value: the generated batch equals the mean of the declared one-sample method.
/// Gradient: what the generated code hands back for each answer equals central differences of that mean in float64.
/// </summary>
public static class Oracle
{
    private const double Step = 1e-5;

    /// <param name="rows">Random rows.</param>
    /// <param name="networks">The batched faces by name, all over one table.</param>
    /// <param name="batched">The generated step.</param>
    /// <param name="oneSample">The declared losses of one row, weighted and summed.</param>
    /// <param name="parts">Weight of each named part in that sum.</param>
    public static void Check<TRow>(
        IReadOnlyList<TRow> rows, AnswerTable table, IReadOnlyList<TableNetwork> networks,
        Func<Batch<TRow>, LossParts> batched, Func<TRow, double> oneSample, params (string Name, double Weight)[] parts)
        where TRow : struct
    {
        double Mean() => rows.Average(oneSample);
        var type = networks[0].Parameters.Values.dtype;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var batch = Batch.From(rows, type);
        var losses = batched(batch);
        var value = parts.Sum(part => part.Weight * losses.Read(part.Name));
        table.Forget();
        Close(Mean(), value, type == ScalarType.Float64 ? 1e-10 : 1e-5, "value");
        foreach (var network in networks)
            Assert.Equal(1, network.Forwards);
        var gradients = networks.SelectMany(network => network.Gradients).ToDictionary();
        foreach (var key in table.Given.ToList())
            Close(CentralDifference(table, key, Mean), gradients.GetValueOrDefault(key), type == ScalarType.Float64 ? 1e-7 : 1e-5, key);
        Assert.Subset(table.Given, gradients.Keys.ToHashSet());
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

    private static void Close(double expected, double found, double tolerance, string what)
        => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, found {found:R}");
}
