using System.Globalization;
using System.Text;
using DeclarativeIL.Files;
using DeclarativeIL.Plots;
using ScottPlot;

namespace DeclarativeIL.Sweeps;

/// <summary>What a sweep found.</summary>
public sealed class SweepResult
{
    internal SweepResult(IReadOnlyList<Axis> axes, IReadOnlyList<Setting> settings, IReadOnlyList<RunRecord> runs) =>
        (Axes, Settings, Runs) = (axes, settings, runs);

    /// <summary>What was varied.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>All settings.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>All runs, by setting and seed.</summary>
    public IReadOnlyList<RunRecord> Runs { get; }

    /// <summary>One row a setting, the best first; equal ones in the order of the settings, failed ones last.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="smallestFirst">Whether less is better.</param>
    /// <exception cref="ArgumentException">A run has no such metric.</exception>
    public IReadOnlyList<SweepRow> Table(string metric, bool smallestFirst = false) =>
        [
            .. Settings
                .Select((setting, i) => Row(setting, i, metric))
                .OrderBy(static row => row.Mean is null || double.IsNaN(row.Mean.Value.Mean))
                .ThenBy(row => row.Mean is { } mean ? (smallestFirst ? mean.Mean : -mean.Mean) : 0),
        ];

    /// <summary>The table in markdown.</summary>
    public string ToMarkdown(string metric, bool smallestFirst = false)
    {
        var text = new StringBuilder(
            $"| {string.Join(" | ", Axes.Select(static axis => Cell(axis.Name)))} | {Cell(metric)} | 95 % interval | runs | failed |\n"
        );
        text.Append('|').Append(string.Concat(Enumerable.Repeat(" --- |", Axes.Count + 4))).Append('\n');
        foreach (var row in Table(metric, smallestFirst))
        {
            var (mean, interval) = row.Mean is { } one
                ? (AxisValue.Short(one.Mean), double.IsNaN(one.Half) ? "-" : $"{AxisValue.Short(one.Low)} to {AxisValue.Short(one.High)}")
                : ("-", "-");
            var values = string.Join(" | ", row.Setting.Values.Select(static one => Cell(AxisValue.Short(one))));
            text.Append(CultureInfo.InvariantCulture, $"| {values} | {mean} | {interval} | {row.Runs} | {row.Failed} |\n");
        }
        return text.ToString();
    }

    /// <summary>Writes the table as CSV, all digits.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path, string metric, bool smallestFirst = false)
    {
        var text = new StringBuilder(
            string.Join(',', Axes.Select(static axis => axis.Name).Append(metric).Select(Quoted)) + ",low,high,runs,failed\n"
        );
        foreach (var row in Table(metric, smallestFirst))
        {
            var numbers = row.Mean is { } one ? $"{AxisValue.Text(one.Mean)},{AxisValue.Text(one.Low)},{AxisValue.Text(one.High)}" : ",,";
            var values = string.Join(',', row.Setting.Values.Select(static one => Quoted(AxisValue.Text(one))));
            text.Append(CultureInfo.InvariantCulture, $"{values},{numbers},{row.Runs},{row.Failed}\n");
        }
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Draws the metric against an axis, with intervals; one line for each combination of the others.</summary>
    /// <param name="path">A file that ends in .png or .svg.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="axis">Goes to the right.</param>
    /// <exception cref="ArgumentException">The name ends otherwise, the sweep does not vary the axis, or all runs failed.</exception>
    public void SavePicture(string path, string metric, Axis axis)
    {
        ArgumentNullException.ThrowIfNull(axis);
        var plot = new Plot();
        var colors = new ScottPlot.Palettes.Category10();
        var rows = Settings
            .Select((setting, i) => Row(setting, i, metric))
            .Where(static row => row.Mean is { } one && double.IsFinite(one.Mean));
        Axis[] others = [.. Axes.Where(other => other != axis && other.Listed.Count > 0)];
        var lines = rows.GroupBy(row =>
                string.Join(", ", others.Select(other => $"{other.Name} = {AxisValue.Short(row.Setting.At(other))}"))
            )
            .ToArray();
        if (lines.Length == 0)
            throw new ArgumentException($"Found no finite '{metric}'; expected one run or more with it.", nameof(metric));
        foreach (var (i, line) in lines.Index())
        {
            SweepRow[] points = [.. line.OrderBy(row => axis.Place(row.Setting.At(axis)))];
            double[] x = [.. points.Select(row => axis.Place(row.Setting.At(axis)))];
            SeedMean[] means = [.. points.Select(static row => row.Mean!.Value)];
            var curve = new Curve(
                line.Key,
                x,
                [.. means.Select(static one => one.Mean)],
                [.. means.Select(static one => one.Low)],
                [.. means.Select(static one => one.High)]
            );
            Picture.AddCurve(plot, curve, colors.GetColor(i));
        }
        if (axis.Listed is [not (double or int), ..]) // these have no place of their own
            plot.Axes.Bottom.SetTicks([.. axis.Listed.Select(axis.Place)], [.. axis.Listed.Select(AxisValue.Short)]);
        Picture.Save(
            plot,
            new($"{metric}, mean and 95 % interval", axis.IsLogarithmic ? $"log10 of {axis.Name}" : axis.Name, metric),
            path
        );
    }

    private SweepRow Row(Setting setting, int index, string metric)
    {
        RunRecord[] runs = [.. Runs.Where(run => run.Setting == index)];
        double[] values = [.. runs.Where(static run => run.Failure is null).Select(run => Value(run, metric))];
        return new(setting, values.Length > 0 ? SeedMean.Of(values) : null, values.Length, runs.Length - values.Length);
    }

    private static double Value(RunRecord run, string metric) =>
        run.Metrics.TryGetValue(metric, out var value)
            ? value
            : throw new ArgumentException(
                $"Found no metric '{metric}'; expected one of {string.Join(", ", run.Metrics.Keys)}.",
                nameof(metric)
            );

    private static string Cell(string word) => word.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Quoted(string word) =>
        word.AsSpan().ContainsAny(",\"\r\n") ? $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : word;
}
