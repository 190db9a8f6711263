using System.Diagnostics;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Views;

/// <summary>Turns a run's reports into figures to show: how far it is, samples a second, loss, metrics, return.</summary>
internal sealed class Pace(int epochs)
{
    private long _samples,
        _started = Stopwatch.GetTimestamp();
    private double? _return;
    private int _done;

    /// <summary>Share of the work done, from 0 to 1.</summary>
    public double Share => Math.Min(1, _done / (double)epochs);

    /// <summary>Samples trained on a second, between the last two reports of an epoch.</summary>
    public double SamplesPerSecond { get; private set; }

    /// <summary>Takes in a report and says what to show.</summary>
    public string Describe(TrainingProgress report)
    {
        if (report.Ended is { } ended)
            _return = ended.Evaluation?.Mean;
        else
            Measure(report);
        _started = Stopwatch.GetTimestamp();
        var loss = report.Losses.Values.Sum();
        var earned = _return is { } value ? $"  return {value, 5:0.0}" : "";
        var metrics = string.Concat(report.Metrics.Select(static metric => $"  {Words(metric.Key)} {metric.Value, 5:0.000}"));
        return $"{SamplesPerSecond, 9:#,0} samples/s  loss {loss, 7:0.0000}{metrics}{earned}";
    }

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
