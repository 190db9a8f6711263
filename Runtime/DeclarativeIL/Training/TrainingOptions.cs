using System.Collections.Immutable;
using System.ComponentModel;
using DeclarativeIL.Data;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Training;

/// <summary>Options of training that do not depend on the algorithm.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data: in all, or in each round where there are rounds. 1 or more.</summary>
    public int Epochs
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, int.MaxValue, nameof(Epochs));
    } = 10;

    /// <summary>Rows per step; the last batch of an epoch may be smaller. 1 or more.</summary>
    public int BatchSize
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, int.MaxValue, nameof(BatchSize));
    } = 32;

    /// <summary>
    /// Steps of an epoch, each on <see cref="BatchSize"/> rows that are drawn anew from all, with replacement; 1 or more. An epoch is a
    /// pass over all rows unless set. For learning from a replay buffer, which grows while the steps of a round stay as many.
    /// </summary>
    public int? StepsPerEpoch
    {
        get;
        init => field = value is { } steps ? Hyperparameter.Checked(steps, 1, int.MaxValue, nameof(StepsPerEpoch)) : null;
    }

    /// <summary>
    /// What is different in single phases of the algorithm, by their number (<see cref="LossAttribute.Phase"/>); nothing unless set.
    /// </summary>
    public ImmutableSortedDictionary<int, PhaseOptions> Phases
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = ImmutableSortedDictionary<int, PhaseOptions>.Empty;

    /// <summary>
    /// The windows in which networks that remember learn from episodes: 32 steps after as many of burn-in unless set. Whole windows are
    /// drawn, so that a batch has <see cref="BatchSize"/> rows or more, less than a window beyond. Of no effect on other networks.
    /// </summary>
    public EpisodeWindows? Windows { get; init; }

    /// <summary>Step size of the optimiser, above 0.</summary>
    public double LearningRate
    {
        get;
        init => field = Hyperparameter.Checked(value, double.Epsilon, double.MaxValue, nameof(LearningRate));
    } = 1e-3;

    /// <summary>The optimiser; Adam unless set.</summary>
    public OptimizerOptions Optimizer
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = new AdamOptions();

    /// <summary>The factor on the learning rate in the course of training; 1 unless set.</summary>
    public LearningRateSchedule Schedule
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = new ConstantSchedule();

    /// <summary>The backend that computes steps; the fastest possible one, unless set.</summary>
    public Computation Computation
    {
        get;
        init =>
            field = Enum.IsDefined(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected Fastest or Tensors.");
    }

    /// <summary>
    /// The most threads that steps by rows use; small ones are done by one in any case. 1 or more. The same number of
    /// threads gives the same bits.
    /// </summary>
    public int Threads
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, 1024, nameof(Threads));
    } = 1;

    /// <summary>
    /// The store in which answers of frozen networks over the data are kept from run to run; none unless set. Not used by rows, nor
    /// where rounds add to the data.
    /// </summary>
    public OutputCache? OutputCache { get; init; }

    /// <summary>
    /// After how many steps one is reported by itself, with its losses, learning rate and gradient norm; 0 = never, the default. Such a
    /// step waits for the device.
    /// </summary>
    public int ReportEverySteps
    {
        get;
        init => field = Hyperparameter.Checked(value, 0, int.MaxValue, nameof(ReportEverySteps));
    }

    /// <summary>Rows that are held back, by which training can stop early; none unless set.</summary>
    public ValidationSplit? Validation { get; init; }

    /// <summary>Where and how often the state of the run is written down, so that it can be resumed; nowhere unless set.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>The seed of all randomness of a run: shuffling, sampling, gates, resets, evaluation.</summary>
    public ulong Seed { get; init; }

    /// <summary>Steps that training on some rows takes.</summary>
    /// <param name="rows">Rows of the data set.</param>
    /// <param name="leastRows">The fewest rows of a batch; fewer that are left over join the batch before.</param>
    public long Steps(int rows, int leastRows = 1)
    {
        if (StepsPerEpoch is { } steps)
            return (long)Epochs * steps;
        var over = rows % BatchSize;
        return (long)Epochs * ((rows / BatchSize) + (over >= leastRows || (over > 0 && rows < BatchSize) ? 1 : 0));
    }

    /// <summary>The learning rate of a step: that of the moment when half of it is done, which is never 0.</summary>
    /// <param name="step">The step, counted from 0 (within its round).</param>
    /// <param name="steps">Steps in all (of its round), as <see cref="Steps"/> says.</param>
    /// <param name="round">The round, counted from 0. Each counts for the same share of training.</param>
    /// <param name="rounds">Rounds in all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or round.</exception>
    public double LearningRateAt(long step, long steps, int round = 0, int rounds = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, steps);
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(round, rounds);
        return LearningRate * Schedule.At((round + (step + 0.5) / steps) / rounds);
    }

    /// <summary>These options as they are in one phase; generated code asks.</summary>
    /// <param name="phase">Its number.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TrainingOptions OfPhase(int phase) =>
        Phases.GetValueOrDefault(phase) is not { } own
            ? this
            : this with
            {
                Epochs = own.Epochs ?? Epochs,
                BatchSize = own.BatchSize ?? BatchSize,
                StepsPerEpoch = own.StepsPerEpoch ?? (own.Epochs is null ? StepsPerEpoch : null),
                LearningRate = own.LearningRate ?? LearningRate,
                Optimizer = own.Optimizer ?? Optimizer,
            };

    /// <summary>Rows that are drawn for an epoch; null where it is a pass over all.</summary>
    /// <exception cref="ArgumentException">They are too many to count.</exception>
    internal int? DrawnRows =>
        StepsPerEpoch is not { } steps ? null
        : (long)steps * BatchSize <= Array.MaxLength ? steps * BatchSize
        : throw new ArgumentException(
            $"Found {nameof(StepsPerEpoch)} {steps} on batches of {BatchSize}; expected at most {Array.MaxLength} rows of an epoch."
        );
}
