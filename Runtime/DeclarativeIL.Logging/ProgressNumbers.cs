using DeclarativeIL.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>The numbers of a report with their names, as event files and tables have them.</summary>
internal static class ProgressNumbers
{
    /// <summary>All numbers of a report, each once.</summary>
    /// <param name="progress">The report.</param>
    /// <param name="stepsPerSecond">Steps a second; null where they are not known.</param>
    public static IEnumerable<(string Name, double Value)> Of(TrainingProgress progress, double? stepsPerSecond) =>
        progress.Kind switch
        {
            ProgressKind.Round => OfRound(progress.Ended!),
            ProgressKind.Warning => [],
            ProgressKind.Step => [.. Named("step_loss/", progress.Step!.Losses), .. Pace(progress, stepsPerSecond)],
            ProgressKind.Epoch or _ =>
            [
                .. Named("loss/", progress.Losses),
                .. Named("metric/", progress.Metrics),
                .. OfValidation(progress.Validation),
                .. Pace(progress, stepsPerSecond),
            ],
        };

    private static IEnumerable<(string Name, double Value)> OfValidation(ValidationReport? found) =>
        found is null
            ? []
            :
            [
                .. Named("validation_loss/", found.Losses),
                .. Named("validation_metric/", found.Metrics),
                ("validation/loss", found.Loss),
                ("validation/best_loss", found.BestLoss),
                ("validation/best_epoch", found.BestEpoch),
            ];

    private static IEnumerable<(string Name, double Value)> Pace(TrainingProgress progress, double? stepsPerSecond)
    {
        if (progress.LearningRate is { } rate)
            yield return ("learning_rate", rate);
        if (progress.Step?.GradientNorm is { } norm)
            yield return ("gradient_norm", norm);
        if (stepsPerSecond is { } pace)
            yield return ("steps_per_second", pace);
    }

    private static IEnumerable<(string Name, double Value)> OfRound(RoundSummary ended)
    {
        yield return ("rows", ended.Rows);
        foreach (var count in OfExpert("expert/", ended.Expert).Concat(OfExpert("expert_in_round/", ended.ExpertInRound)))
            yield return count;
        if (ended.Evaluation is not { } evaluation)
            yield break;
        yield return ("return/mean", evaluation.Mean);
        yield return ("return/deviation", evaluation.StandardDeviation);
        yield return ("return/low", evaluation.Interval.Low);
        yield return ("return/high", evaluation.Interval.High);
    }

    private static IEnumerable<(string Name, double Value)> OfExpert(string prefix, ExpertCounts counts) =>
        [
            ($"{prefix}queries", counts.Queries),
            ($"{prefix}interventions", counts.Interventions),
            ($"{prefix}takeovers", counts.Takeovers),
            ($"{prefix}switches", counts.Switches),
        ];

    private static IEnumerable<(string Name, double Value)> Named(string prefix, IReadOnlyDictionary<string, double> numbers) =>
        numbers.Select(number => (prefix + number.Key, number.Value));
}
