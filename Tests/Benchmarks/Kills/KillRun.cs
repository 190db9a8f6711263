using System.Globalization;
using System.Security.Cryptography;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Kills;

/// <summary>Real runs with checkpoints, each in a process of its own that may be killed at any moment.</summary>
internal static class KillRun
{
    /// <summary>What a child process is started with.</summary>
    public const string Verb = "kill-run";

    private static readonly int[] Hidden = [64, 64];

    /// <summary>The runs by name.</summary>
    public static IReadOnlyDictionary<string, Func<Part, TrainingResult>> All { get; } =
        new Dictionary<string, Func<Part, TrainingResult>>
        {
            [nameof(DAgger)] = DAgger,
            [nameof(ThriftyDAgger)] = ThriftyDAgger,
            [nameof(Ppo)] = Ppo,
            [nameof(Dpo)] = Dpo,
        };

    /// <summary>What the child process does: goes on with a run, and says how far it is; at its end, what it ended with.</summary>
    /// <param name="name">Which run.</param>
    /// <param name="folder">Its checkpoints.</param>
    /// <param name="seed">Of all randomness.</param>
    public static void Go(string name, string folder, ulong seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var resume = CheckpointOptions.IsIn(folder) ? folder : null;
        Say($"from {KillFolder.Steps(folder)}");
        var part = new Part(folder, resume, seed, new Reports(), network => hash.AppendData(network.Parameters.Values.bytes));
        var result = All[name](part);
        Say($"done {Convert.ToHexStringLower(hash.GetHashAndReset())} {result.Samples} {part.Rows}");
    }

    private static TrainingResult DAgger(Part part)
    {
        using var policy = new CategoricalPolicy(4, 2, Hidden, Activation.Tanh, new SeedSequence(part.Seed));
        var data = new Dataset<Demonstration>();
        var result = new DAgger().Train(
            policy,
            data,
            new VectorCartPole(8),
            Expert.From(new CartPoleController()),
            new Rounds(6, 1024),
            part.Options(epochs: 4),
            part.Progress,
            resume: part.Resume
        );
        return part.End(result, data.Count, policy);
    }

    private static TrainingResult ThriftyDAgger(Part part)
    {
        var (environments, seeds) = (new VectorPendulum(8), new SeedSequence(part.Seed));
        using var policy = new DeterministicEnsemble(5, 3, (BoxSpace)environments.Actions, Hidden, Activation.Tanh, seeds);
        using var first = CriticNetwork.OfAct(3, environments.Actions, Hidden, Activation.Relu, seeds.Child(1));
        using var second = CriticNetwork.OfAct(3, environments.Actions, Hidden, Activation.Relu, seeds.Child(2));
        var (expert, random) = (Expert.From(new PendulumController()), seeds.Child(3).Stream());
        var data = new Dataset<Demonstration>(Enumerable.Range(0, 200).Select(_ => Labelled(expert, random)));
        var result = new ThriftyDAgger().Train(
            policy,
            first,
            second,
            data,
            environments,
            expert,
            new Rounds(4, 512),
            part.Options(epochs: 2),
            part.Progress,
            resume: part.Resume
        );
        return part.End(result, data.Count, policy, first, second);
    }

    private static TrainingResult Ppo(Part part)
    {
        using var policy = new CategoricalPolicy(4, 2, Hidden, Activation.Tanh, new SeedSequence(part.Seed));
        using var critic = CriticNetwork.OfState(4, Hidden, Activation.Tanh, new SeedSequence(part.Seed).Child(1));
        var result = new Ppo().Train(
            policy,
            critic,
            new VectorCartPole(8),
            new Rounds(6, 2048),
            part.Options(epochs: 4),
            part.Progress,
            resume: part.Resume
        );
        return part.End(result, 0, policy, critic);
    }

    private static TrainingResult Dpo(Part part)
    {
        const int Words = 200,
            Length = 12;
        var seeds = new SeedSequence(part.Seed);
        using var policy = new SequencePolicy(
            new Gpt2(new Gpt2Configuration(Words, 32, 64, 2, 2), seeds),
            new LanguageModels.Generation { MaxTokens = Length }
        );
        var random = seeds.Child(1).Stream();
        var data = Dataset.OfSequences(
            Enumerable.Range(0, 64).Select(_ => new Preference(new State(Text(random)), new Act(Text(random)), new Act(Text(random))))
        );
        var result = new Dpo().Train(policy, data, part.Options(epochs: 12), part.Progress, resume: part.Resume);
        return part.End(result, data.Count, policy);

        static double[] Text(RandomStream random) => [.. Enumerable.Range(0, Length).Select(_ => (double)random.NextInt(Words))];
    }

    private static Demonstration Labelled(Expert expert, RandomStream random)
    {
        var angle = 2 * Math.PI * random.NextUniform();
        var state = State.Of(Math.Cos(angle), Math.Sin(angle), random.NextGaussian());
        return new(state, expert.Action(state));
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    /// <summary>A run in one process.</summary>
    /// <param name="Folder">Its checkpoints.</param>
    /// <param name="Resume">Where it resumes from.</param>
    /// <param name="Seed">Of all randomness.</param>
    /// <param name="Progress">Who is told.</param>
    /// <param name="Print">Takes in the networks at its end.</param>
    internal sealed record Part(string Folder, string? Resume, ulong Seed, IProgress<TrainingProgress> Progress, Action<INetwork> Print)
    {
        /// <summary>Rows of its data set at its end.</summary>
        public int Rows { get; private set; }

        public TrainingOptions Options(int epochs) =>
            new()
            {
                Epochs = epochs,
                BatchSize = 16,
                Seed = Seed,
                Checkpoints = new CheckpointOptions(Folder) { EveryEpochs = 1, EveryRounds = 1 },
            };

        public TrainingResult End(TrainingResult result, int rows, params ReadOnlySpan<INetwork> networks)
        {
            Rows = rows;
            foreach (var network in networks)
                Print(network);
            return result;
        }
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Say(string.Create(CultureInfo.InvariantCulture, $"at {value.Steps}"));
    }
}
