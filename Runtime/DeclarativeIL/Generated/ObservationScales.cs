using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;

namespace DeclarativeIL.Generated;

/// <summary>Finds components of observations that vary so much more than others that a network learns little from those.</summary>
internal static class ObservationScales
{
    private const double Most = 100; // times as much as another component
    private const int Rows = 10_000, // at most: enough for a deviation
        Numbers = 1 << 22; // at most: images are looked at in fewer rows

    /// <summary>What is to be said of a data set to whoever trains networks by it.</summary>
    public static IEnumerable<string> Warnings<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        Dataset<TRow> data,
        IReadOnlyList<INetwork> trained
    )
        where TRow : struct
    {
        foreach (var column in data.Columns)
            if (
                column.Row.Type == typeof(State)
                && trained.FirstOrDefault(network => TakesAsItIs(network, column)) is { } network
                && Warning(column, network) is { } warning
            )
                yield return warning;
    }

    private static bool TakesAsItIs(INetwork network, Column column) =>
        network is IStandardizedNetwork { Observed: null } standardized && standardized.StateSize == column.Width;

    private static string? Warning(Column column, INetwork network)
    {
        var statistics = new RunningStatistics(column.Width);
        var row = new double[column.Width];
        var rows = Math.Clamp(Numbers / column.Width, 2, Rows);
        var step = Math.Max(1, column.Count / rows); // over all of it: rows lie in the order of their episodes
        for (var i = 0; i < column.Count; i += step)
        {
            column.CopyTo(i, 0, row);
            if (Array.TrueForAll(row, double.IsFinite))
                statistics.Add(row);
        }
        var (least, most) = (-1, -1);
        var deviations = Array.ConvertAll(statistics.Variance, Math.Sqrt);
        var mean = statistics.Mean;
        for (var i = 0; i < deviations.Length; i++)
        {
            if (deviations[i] <= Scaling.Rounding * Math.Abs(mean[i]))
                continue; // it does not vary
            least = least < 0 || deviations[i] < deviations[least] ? i : least;
            most = most < 0 || deviations[i] > deviations[most] ? i : most;
        }
        if (least < 0 || deviations[most] < Most * deviations[least])
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Column {column.Name}: component {most} has a standard deviation of {deviations[most]:G3}, component {least} one of "
                + $"{deviations[least]:G3}, and {network.GetType().Name} takes both as they are: it learns little from what varies "
                + $"{deviations[most] / deviations[least]:G2} times less. Expected components of a similar size: standardise the network "
                + $"before it is trained, as by network.{nameof(StandardizedNetworks.Standardized)}"
                + $"({nameof(Scaling)}.{nameof(Scaling.Fitted)}(data))."
        );
    }
}
