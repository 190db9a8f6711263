using System.CommandLine;
using static DeclarativeIL.Samples.Commands.Numbers;

namespace DeclarativeIL.Samples.Commands;

/// <summary>The command line's face of <see cref="QuickStartSettings"/>.</summary>
internal sealed class QuickStartOptions
{
    private const int Many = 1_000_000;
    private static readonly QuickStartSettings Defaults = new();

    private readonly Option<ulong> _seed = Number("--seed", "Where all randomness starts.", Defaults.Seed, 0UL, ulong.MaxValue);
    private readonly Option<int> _demonstrations = Number(
        "--demonstrations",
        "Expert trajectories to clone; DAgger gets as many labels.",
        Defaults.Demonstrations,
        1,
        1000
    );
    private readonly Option<int> _rounds = Number("--rounds", "DAgger's rounds of collecting and training.", Defaults.Rounds, 1, 1000);
    private readonly Option<int> _environments = Number(
        "--environments",
        "Environments that DAgger rolls out in at once.",
        Defaults.Environments,
        1,
        1000
    );
    private readonly Option<int> _epochs = Number(
        "--epochs",
        "DAgger's passes over its data in each round; cloning gets as many gradient steps in all.",
        Defaults.Epochs,
        1,
        Many
    );
    private readonly Option<int> _batchSize = Number("--batch-size", "Rows of a gradient step.", Defaults.BatchSize, 1, Many);
    private readonly Option<double> _learningRate = Number("--learning-rate", "Adam's step size.", Defaults.LearningRate, 1e-9, 10);
    private readonly Option<string> _hidden = Widths("--hidden", "Width of each hidden layer.", Defaults.Hidden, 4096);
    private readonly Option<int> _episodes = Number("--episodes", "Episodes of each final measurement.", Defaults.Episodes, 2, 10_000);
    private readonly Option<int> _roundEpisodes = Number(
        "--round-episodes",
        "Episodes of each point of the learning curve.",
        Defaults.EpisodesPerRound,
        2,
        10_000
    );

    /// <summary>Adds all of them.</summary>
    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])
                [_seed, _rounds, _demonstrations, _environments, _epochs, _batchSize, _learningRate, _hidden, _episodes, _roundEpisodes]
        )
            command.Options.Add(option);
    }

    /// <summary>Reads the settings from the command line.</summary>
    public QuickStartSettings Read(ParseResult parsed) =>
        new()
        {
            Seed = parsed.GetValue(_seed),
            Demonstrations = parsed.GetValue(_demonstrations),
            Rounds = parsed.GetValue(_rounds),
            Environments = parsed.GetValue(_environments),
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            LearningRate = parsed.GetValue(_learningRate),
            Hidden = Split(parsed.GetValue(_hidden)!),
            Episodes = parsed.GetValue(_episodes),
            EpisodesPerRound = parsed.GetValue(_roundEpisodes),
        };
}
