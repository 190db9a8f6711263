using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Sweeps;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>How DAgger on CartPole depends on the share of steps that the expert acts on, and on the weight of entropy.</summary>
/// <param name="seeds">Seeds of each setting.</param>
/// <param name="parallel">Runs at a time.</param>
/// <param name="folder">Where all of it is kept.</param>
internal sealed class DAggerSweep(int seeds, int parallel, string folder)
{
    private const int Episodes = 20;

    /// <summary>Runs what is not there yet.</summary>
    /// <returns>The table.</returns>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        Axis<double> share = Axis.Of("p", 0, 0.5, 0.9),
            entropy = Axis.Of("entropy weight", 0, 0.01);
        var sweep = Sweep.Grid(at => new DAgger { P = at.Value(share), EntropyWeight = at.Value(entropy) }, share, entropy);
        var result = await sweep.RunAsync(
            [.. Enumerable.Range(1, seeds).Select(static seed => (ulong)seed)],
            TrainAsync,
            new SweepOptions
            {
                Folder = Path.Combine(folder, "runs"),
                Parallelism = parallel,
                Warn = Console.Error.WriteLine,
            },
            cancellation
        );
        result.SaveCsv(Path.Combine(folder, "sweep.csv"), "return");
        result.SavePicture(Path.Combine(folder, "sweep.png"), "return", share);
        return result.ToMarkdown("return");
    }

    /// <summary>One run, which goes on from its own checkpoint where it was broken off.</summary>
    private static async Task<IReadOnlyDictionary<string, double>> TrainAsync(SweepRun<DAgger> run)
    {
        using var policy = new CategoricalPolicy(4, 2, [32], Activation.Tanh, new(run.Seed));
        var options = new TrainingOptions
        {
            Seed = run.Seed,
            Epochs = 10,
            Checkpoints = new CheckpointOptions(run.Folder!) { EveryRounds = 1 },
        };
        var result = await run.Algorithm.TrainAsync(
            policy,
            new Dataset<Demonstration>(),
            new VectorCartPole(4),
            Expert.From(new CartPoleController()),
            new Rounds(4, 100),
            options,
            cancellationToken: run.Cancellation,
            resume: CheckpointOptions.IsIn(run.Folder!) ? run.Folder : null
        );
        var returns = Evaluation.Run(policy, new VectorCartPole(Episodes), Episodes, new(0));
        return new Dictionary<string, double> { ["return"] = returns.Mean, ["labels"] = result.Expert.Queries };
    }
}
