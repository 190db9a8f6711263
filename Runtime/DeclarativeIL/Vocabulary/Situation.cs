namespace DeclarativeIL;

/// <summary>The party that acts. The learner is the default: it has acted "before" the first step of an episode.</summary>
public enum Control
{
    /// <summary>The policy under training acts.</summary>
    Learner,

    /// <summary>The expert acts, and goes on unless the rule says otherwise: <see cref="Step.Previous"/> tells it.</summary>
    Expert,

    /// <summary>
    /// The expert acts on this step, its label is kept, and control goes back with the next one, where a rule that reads
    /// <see cref="Step.Previous"/> finds that the expert does not hold it any more.
    /// </summary>
    HandBack,
}

/// <summary>The situation of one rollout step. Numbers are <see cref="double"/>, so that a schedule never divides integers.</summary>
/// <param name="State">What is seen now.</param>
/// <param name="Round">The aggregation round, counted from 0.</param>
/// <param name="Index">The step within the episode, counted from 0.</param>
/// <param name="Queries">How often the expert has been asked since <c>Train</c> was entered.</param>
/// <param name="Previous">
/// The decision on the step before: <see cref="Control.Expert"/> where the expert acted and holds control,
/// <see cref="Control.HandBack"/> where it acted and gave it back; <see cref="Control.Learner"/> at the start of an episode.
/// </param>
public readonly record struct Step(State State, double Round, double Index, double Queries, Control Previous);

/// <summary>The position within a run; numbers are <see cref="double"/>, so that a schedule never divides integers.</summary>
/// <param name="Round">The round, counted from 0.</param>
/// <param name="Fraction">The part of all training that is done, from 0 to below 1.</param>
public readonly record struct Clock(double Round, double Fraction);
