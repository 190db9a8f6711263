using System.Globalization;
using DeclarativeIL.Training;
using Microsoft.Extensions.Logging;

namespace DeclarativeIL.Logging;

/// <summary>
/// Logs a run: epochs and rounds as information, warnings as warnings, single steps for debugging. Losses and metrics are in the message as
/// text, and one by one in the scope of the entry ("Loss.NegativeLogLikelihood").
/// </summary>
/// <param name="logger">Where to.</param>
/// <param name="run">The run's name.</param>
/// <param name="time">The clock that steps a second are measured by; the system's unless given.</param>
public sealed partial class LoggerProgress(ILogger logger, string run = "training", TimeProvider? time = null) : IProgress<TrainingProgress>
{
    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));
    private readonly string _run = run ?? throw new ArgumentNullException(nameof(run));
    private readonly StepRate _rate = new(time ?? TimeProvider.System);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var rate = _rate.Of(value);
        using var scope = _logger.BeginScope(Numbers(value));
        foreach (var warning in value.Warnings)
            LogWarned(_run, value.Round, value.Steps, warning);
        switch (value.Kind)
        {
            case ProgressKind.Round:
                var ended = value.Ended!;
                LogRound(_run, ended.Round, ended.Rows, ended.Expert.Queries, ended.Expert.Interventions, Described(ended.Evaluation));
                break;
            case ProgressKind.Step:
                LogStep(_run, value.Round, value.Steps, Described(value.Step!.Losses), value.LearningRate, value.Step.GradientNorm);
                break;
            case ProgressKind.Epoch:
                LogEpoch(_run, value.Round, value.Epoch, value.Steps, Described(value.Losses), Described(value.Metrics), rate);
                if (value.Validation is { } found)
                    LogValidation(_run, value.Round, value.Epoch, found.Loss, found.BestLoss, found.BestEpoch, found.HasStopped);
                break;
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "{Run}, round {Round}, epoch {Epoch}: {Steps} steps, losses {Losses}, metrics {Metrics}, {StepsPerSecond} steps/s",
        EventName = "Epoch"
    )]
    private partial void LogEpoch(string run, int round, int epoch, long steps, string losses, string metrics, double? stepsPerSecond);

    [LoggerMessage(
        2,
        LogLevel.Information,
        "{Run}, round {Round} ended: {Rows} rows, {Queries} labels, {Interventions} interventions, return {Return}",
        EventName = "Round"
    )]
    private partial void LogRound(string run, int round, int rows, long queries, long interventions, string @return);

    [LoggerMessage(3, LogLevel.Warning, "{Run}, round {Round}, step {Steps}: {Warning}", EventName = "Warning")]
    private partial void LogWarned(string run, int round, long steps, string warning);

    [LoggerMessage(
        4,
        LogLevel.Debug,
        "{Run}, round {Round}, step {Steps}: losses {Losses}, learning rate {LearningRate}, gradient norm {GradientNorm}",
        EventName = "Step"
    )]
    private partial void LogStep(string run, int round, long steps, string losses, double? learningRate, double? gradientNorm);

    [LoggerMessage(
        5,
        LogLevel.Information,
        "{Run}, round {Round}, epoch {Epoch}: loss {Loss} on held rows, lowest {BestLoss} after epoch {BestEpoch}, stopped {HasStopped}",
        EventName = "Validation"
    )]
    private partial void LogValidation(string run, int round, int epoch, double loss, double bestLoss, int bestEpoch, bool hasStopped);

    private static string Described(IReadOnlyDictionary<string, double> numbers) =>
        numbers.Count == 0
            ? "none"
            : string.Join(
                ", ",
                numbers.Select(static number => string.Create(CultureInfo.InvariantCulture, $"{number.Key} {number.Value:G6}"))
            );

    private static string Described(EvaluationResult? evaluation) =>
        evaluation is null
            ? "not measured"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{evaluation.Mean:G6} [{evaluation.Interval.Low:G6}, {evaluation.Interval.High:G6}]"
            );

    private static List<KeyValuePair<string, object?>> Numbers(TrainingProgress value)
    {
        var numbers = new List<KeyValuePair<string, object?>>();
        Add("Loss.", value.Step?.Losses ?? value.Losses);
        Add("Metric.", value.Metrics);
        if (value is { Kind: ProgressKind.Epoch, Validation: { } validation })
        {
            Add("ValidationLoss.", validation.Losses);
            Add("ValidationMetric.", validation.Metrics);
        }
        return numbers;

        void Add(string prefix, IReadOnlyDictionary<string, double> named) =>
            numbers.AddRange(named.Select(number => KeyValuePair.Create(prefix + number.Key, (object?)number.Value)));
    }
}
