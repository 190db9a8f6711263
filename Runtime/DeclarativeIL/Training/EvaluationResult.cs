namespace DeclarativeIL.Training;

/// <summary>An interval that holds the true mean with about the given confidence.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Confidence">The confidence, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Low, double High, double Confidence);

/// <summary>The returns of an evaluation and what they say.</summary>
/// <param name="Returns">The sum of the rewards of each episode, undiscounted.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Of the sample (n - 1); not a number for one episode, which has none.</param>
/// <param name="Interval">Of the mean: the percentile bootstrap.</param>
public sealed record EvaluationResult(IReadOnlyList<double> Returns, double Mean, double StandardDeviation, ConfidenceInterval Interval)
{
    /// <summary>The number of episodes that the evaluation's own step limit cut off.</summary>
    public int CutOff { get; init; }
}

/// <summary>The measurements before an exception stopped an evaluation; the exception carries them.</summary>
public sealed class StoppedEvaluation
{
    internal StoppedEvaluation(IReadOnlyList<double> returns) => Returns = returns;

    /// <summary>
    /// The returns of the episodes that had ended, of those that count. Short episodes end first: their mean is not that of the whole
    /// evaluation. Of comparisons, in order: 1 where the policy's answer was preferred, 0 where the other's was, 0.5 where they were equal.
    /// </summary>
    public IReadOnlyList<double> Returns { get; }

    /// <summary>
    /// The result that an exception of <see cref="Evaluation"/> or <see cref="PreferenceEvaluation"/> carries; null where it carries
    /// nothing.
    /// </summary>
    public static StoppedEvaluation? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (Exception? e = exception; e is not null; e = e.InnerException)
            if (e.Data[typeof(StoppedEvaluation)] is StoppedEvaluation stopped)
                return stopped;
        return null;
    }

    internal void AttachTo(Exception exception) => exception.Data[typeof(StoppedEvaluation)] = this;
}
