namespace DeclarativeIL.Training;

/// <summary>Who acted in one environment in one round, step by step.</summary>
/// <param name="ExpertActed">[steps]: true where a gate let the expert act; only steps that count for the round.</param>
/// <param name="EpisodeStarts">The steps of the round at which episodes begin, ascending.</param>
public sealed record ActedSteps(IReadOnlyList<bool> ExpertActed, IReadOnlyList<int> EpisodeStarts);
