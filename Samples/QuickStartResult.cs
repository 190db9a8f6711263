using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>The result of the quick start.</summary>
/// <param name="Expert">The controller that labels.</param>
/// <param name="Cloning">Behavioural cloning.</param>
/// <param name="Aggregation">DAgger.</param>
/// <param name="Rounds">DAgger, round by round.</param>
internal sealed record QuickStartResult(Score Expert, Score Cloning, Score Aggregation, IReadOnlyList<RoundSummary> Rounds);

/// <summary>The returns of one policy, and the labels, steps and time they took.</summary>
/// <param name="Evaluation">Returns over the final episodes.</param>
/// <param name="Labels">Answers of the expert that were learned from.</param>
/// <param name="Steps">Gradient steps.</param>
/// <param name="Seconds">Wall time of collecting and training, with DAgger's evaluations between the rounds.</param>
internal sealed record Score(EvaluationResult Evaluation, long Labels, long Steps, double Seconds);
