using DeclarativeIL.Optimization;

namespace DeclarativeIL.Training;

/// <summary>What is different in one phase of an algorithm: where two players learn in turns, each by settings of its own.</summary>
/// <remarks>What is not set is as in the <see cref="TrainingOptions"/> that it belongs to.</remarks>
public sealed record PhaseOptions
{
    /// <summary>Passes over the data in each round, 1 or more; see <see cref="TrainingOptions.Epochs"/>.</summary>
    public int? Epochs
    {
        get;
        init => field = value is { } count ? Hyperparameter.Checked(count, 1, int.MaxValue, nameof(Epochs)) : null;
    }

    /// <summary>Rows per step, 1 or more.</summary>
    public int? BatchSize
    {
        get;
        init => field = value is { } count ? Hyperparameter.Checked(count, 1, int.MaxValue, nameof(BatchSize)) : null;
    }

    /// <summary>Steps of an epoch, each on rows drawn anew, 1 or more; see <see cref="TrainingOptions.StepsPerEpoch"/>.</summary>
    public int? StepsPerEpoch
    {
        get;
        init => field = value is { } count ? Hyperparameter.Checked(count, 1, int.MaxValue, nameof(StepsPerEpoch)) : null;
    }

    /// <summary>Step size of the optimiser, above 0.</summary>
    public double? LearningRate
    {
        get;
        init => field = value is { } rate ? Hyperparameter.Checked(rate, double.Epsilon, double.MaxValue, nameof(LearningRate)) : null;
    }

    /// <summary>The optimiser.</summary>
    public OptimizerOptions? Optimizer { get; init; }
}
