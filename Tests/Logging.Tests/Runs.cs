using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests;

/// <summary>Small runs of shipped algorithms, and what they report.</summary>
internal static class Runs
{
    public const int Rounds = 2,
        Epochs = 3,
        StepsPerRound = 64,
        Batch = 32;

    /// <summary>DAgger on CartPole: two rounds of three epochs.</summary>
    public static TrainingResult DAgger(IProgress<TrainingProgress>? told, ulong seed = 1)
    {
        using var policy = new CategoricalPolicy(4, 2, [8], Activation.Tanh, new SeedSequence(seed));
        return new DAgger().Train(
            policy,
            new Dataset<Demonstration>(),
            new VectorCartPole(2),
            Expert.From(new CartPoleController()),
            new Rounds(Rounds, StepsPerRound) { EvaluationEpisodes = 3 },
            new TrainingOptions
            {
                Epochs = Epochs,
                BatchSize = Batch,
                Seed = seed,
            },
            told
        );
    }

    /// <summary>Behavioural cloning of 64 rows: three epochs, no rounds.</summary>
    public static TrainingResult Cloning(IProgress<TrainingProgress>? told)
    {
        using var policy = new CategoricalPolicy(2, 2, [8], Activation.Tanh, new SeedSequence(1));
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < StepsPerRound; i++)
            data.Add(new Demonstration(State.Of(i % 2, 1), Act.Discrete(i % 2)));
        return new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = Epochs, BatchSize = Batch }, told);
    }

    /// <summary>A report of an epoch.</summary>
    public static TrainingProgress Epoch(int epoch = 1, double loss = 0.5) =>
        new(0, epoch, 10 * epoch, 320 * epoch, new Dictionary<string, double> { ["Likelihood"] = loss });

    /// <summary>A report of a step.</summary>
    public static TrainingProgress Step(long steps) =>
        new(0, 0, steps, 32 * steps, new Dictionary<string, double>())
        {
            LearningRate = 1e-3,
            Step = new TrainingStep(new Dictionary<string, double> { ["Likelihood"] = 0.25 }, GradientNorm: 2),
        };
}

/// <summary>Keeps all reports.</summary>
internal sealed class Kept : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public void Report(TrainingProgress value) => Reports.Add(value);
}

/// <summary>A clock that goes on by a second whenever it is told to.</summary>
internal sealed class Clock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("declarativeil-watching-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
