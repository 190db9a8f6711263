using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>The settings of the quick start.</summary>
internal sealed record QuickStartSettings
{
    /// <summary>The seed of all randomness.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Expert trajectories for behavioural cloning; DAgger gets as many labels as there are steps in them.</summary>
    public int Demonstrations { get; init; } = 1;

    /// <summary>DAgger's rounds of collecting and training.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Environments that DAgger rolls out in at once.</summary>
    public int Environments { get; init; } = 1;

    /// <summary>DAgger's passes over its data in each round; cloning gets as many gradient steps in all.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Rows per gradient step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Width of each hidden layer of the policy.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [32, 32];

    /// <summary>Episodes that each final figure is measured over.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>Episodes that each point of the learning curve is measured over.</summary>
    public int EpisodesPerRound { get; init; } = 20;

    /// <summary>The same for whatever is trained.</summary>
    public TrainingOptions Training(int epochs) =>
        new()
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Seed = Seed,
        };
}
