using System.Collections.ObjectModel;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Training;

/// <summary>
/// The state of a run, reported after every epoch and every round, where there is something to warn of, and after steps where that is
/// asked for; <see cref="Kind"/> says which.
/// </summary>
/// <param name="Round">The round, counted from 0; 0 where there are none.</param>
/// <param name="Epoch">Epochs done in this round.</param>
/// <param name="Steps">Optimisation steps since the start.</param>
/// <param name="Samples">Rows trained on since the start, each visit counted.</param>
/// <param name="Losses">Mean of each loss over the last epoch, by the name of its member.</param>
/// <param name="Ended">The round that has just ended; null after an epoch.</param>
public sealed record TrainingProgress(
    int Round,
    int Epoch,
    long Steps,
    long Samples,
    IReadOnlyDictionary<string, double> Losses,
    RoundSummary? Ended = null
)
{
    /// <summary>Mean of each declared metric over the last epoch, by the name of its member; it may be no finite number.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>
    /// What was found just now that makes learning slow or poor without being wrong, such as a component of the observations that varies a
    /// hundred times as much as another; each is reported once, in a report of its own before the step that follows.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The learning rate of the last step, by the schedule; null where it is not reported.</summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// What the last epoch gave on the rows that are held back (<see cref="TrainingOptions.Validation"/>); null before the first one, and
    /// in phases without such rows.
    /// </summary>
    public ValidationReport? Validation { get; init; }

    /// <summary>The step that was just taken; null in all reports but those of single steps.</summary>
    public TrainingStep? Step { get; init; }

    /// <summary>What has just happened.</summary>
    public ProgressKind Kind =>
        Ended is not null ? ProgressKind.Round
        : Step is not null ? ProgressKind.Step
        : Warnings.Count > 0 ? ProgressKind.Warning
        : ProgressKind.Epoch;
}

/// <summary>What a <see cref="TrainingProgress"/> reports.</summary>
public enum ProgressKind
{
    /// <summary>The end of an epoch.</summary>
    Epoch,

    /// <summary>The end of a round (<see cref="TrainingProgress.Ended"/>).</summary>
    Round,

    /// <summary>A single step (<see cref="TrainingProgress.Step"/>).</summary>
    Step,

    /// <summary>Something to warn of (<see cref="TrainingProgress.Warnings"/>), in the midst of an epoch.</summary>
    Warning,
}

/// <summary>One step of the optimiser.</summary>
/// <param name="Losses">Mean of each loss over the batch, by the name of its member.</param>
/// <param name="GradientNorm">
/// Euclidean norm of the gradient over the parameters that the phase trains, before it is clipped; null where it is not known.
/// </param>
public sealed record TrainingStep(IReadOnlyDictionary<string, double> Losses, double? GradientNorm = null);

/// <summary>One round of collecting and training.</summary>
/// <param name="Round">The round, counted from 0.</param>
/// <param name="Rows">Rows in the data set at its end.</param>
/// <param name="Expert">What the expert was needed for, since the start.</param>
/// <param name="Evaluation">Returns of the learner alone; null where no evaluation was asked for.</param>
public sealed record RoundSummary(int Round, int Rows, ExpertCounts Expert, EvaluationResult? Evaluation)
{
    /// <summary>The expert's counts in this round alone.</summary>
    public ExpertCounts ExpertInRound { get; init; }

    /// <summary>Who acted in each environment, step by step; none unless <see cref="Rounds.KeepsActed"/> is set.</summary>
    public IReadOnlyList<ActedSteps> Acted { get; init; } = [];
}

/// <summary>The result of a run.</summary>
/// <param name="Steps">Optimisation steps.</param>
/// <param name="Samples">Rows trained on, each visit counted.</param>
/// <param name="Losses">Mean of each loss over the last epoch, by the name of its member.</param>
/// <param name="Rounds">The rounds in order; empty where there are none.</param>
public sealed record TrainingResult(
    long Steps,
    long Samples,
    IReadOnlyDictionary<string, double> Losses,
    IReadOnlyList<RoundSummary> Rounds
)
{
    /// <summary>Mean of each declared metric over the last epoch, by the name of its member; it may be no finite number.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>All that was found that makes learning slow without being wrong (<see cref="TrainingProgress.Warnings"/>).</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the last epoch that was validated gave (<see cref="TrainingOptions.Validation"/>); null without one.</summary>
    public ValidationReport? Validation { get; init; }

    /// <summary>
    /// The expert's work in all: labels, steps on which it acted, changes of control. Zeros where there are no rounds.
    /// </summary>
    public ExpertCounts Expert => Rounds.Count == 0 ? default : Rounds[^1].Expert;
}

/// <summary>A loss or a parameter stopped being a finite number. The networks are as they were at the end of the last good epoch.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    /// <summary>An unspecified loss.</summary>
    public NonFiniteLossException()
        : this("A loss is no finite number.") { }

    /// <summary>With a message.</summary>
    public NonFiniteLossException(string message)
        : base(message) { }

    /// <summary>With a message and a cause.</summary>
    public NonFiniteLossException(string message, Exception innerException)
        : base(message, innerException) { }
}
