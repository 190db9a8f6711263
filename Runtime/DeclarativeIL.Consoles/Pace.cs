using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Training;

namespace DeclarativeIL.Consoles;

/// <summary>Turns a run's reports into figures to show: how far it is, samples a second, losses, metrics, return.</summary>
internal sealed class Pace(long epochs)
{
    private long _samples,
        _started = Stopwatch.GetTimestamp();
    private double? _return;
    private long _done;

    /// <summary>Share of the work done, from 0 to 1.</summary>
    public double Share => Math.Min(1, _done / (double)epochs);

    /// <summary>Share of the work done, in whole parts of so many.</summary>
    public long Parts(int count) => Math.Min(count, _done * count / epochs);

    /// <summary>Samples trained on a second, between the last two reports of an epoch.</summary>
    public double SamplesPerSecond { get; private set; }

    /// <summary>Takes in a report and says what to show.</summary>
    public string Describe(TrainingProgress report)
    {
        if (report.Ended is { } ended)
            _return = ended.Evaluation?.Mean;
        else if (report.Kind == ProgressKind.Epoch)
            Measure(report);
        if (report.Kind != ProgressKind.Warning)
            _started = Stopwatch.GetTimestamp();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{SamplesPerSecond, 9:#,0} samples/s  loss {report.Losses.Values.Sum(), 7:0.0000}"
        );
        text += string.Concat(report.Metrics.Select(static metric => Named(Words(metric.Key), metric.Value, "0.000")));
        if (report.Validation is { } validation)
            text += Named("held", validation.Loss, "0.0000");
        return _return is { } value ? text + Named("return", value, "0.0") : text;
    }

    private static string Named(string name, double value, string format) =>
        $"  {name} {value.ToString(format, CultureInfo.InvariantCulture), 5}";

    /// <summary>A name of a member in words: "clip fraction".</summary>
    private static string Words(string name) =>
        string.Concat(name.Select(static (letter, i) => (i > 0 && char.IsUpper(letter) ? " " : "") + char.ToLowerInvariant(letter)));

    private void Measure(TrainingProgress report)
    {
        SamplesPerSecond = (report.Samples - _samples) / Math.Max(1e-9, Stopwatch.GetElapsedTime(_started).TotalSeconds);
        _samples = report.Samples;
        _done++;
    }
}
