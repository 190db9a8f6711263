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
public sealed record EvaluationResult(IReadOnlyList<double> Returns, double Mean, double StandardDeviation, ConfidenceInterval Interval);
