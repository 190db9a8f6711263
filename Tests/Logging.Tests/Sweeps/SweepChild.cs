using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Sweeps;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Sweeps;

/// <summary>A sweep of sixteen runs, in a process of its own that may be killed at any moment.</summary>
internal sealed class SweepChild : IDisposable
{
    /// <summary>What the child process is started with.</summary>
    public const string Verb = "sweep";

    private static readonly Axis<double> P = Axis.Of("p", 0.1, 0.5);
    private static readonly Axis<int> Batch = Axis.Powers("batch", 16, 32);
    private static readonly Axis<string> Optimiser = Axis.Of("optimiser", "adam", "sgd");

    private readonly Process _process;
    private readonly List<string> _lines = [];

    public SweepChild(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(SweepChild).Assembly.Location, Verb, folder])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                lock (_lines)
                    _lines.Add(line.Data);
        };
        _process.BeginOutputReadLine();
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it said, after its end.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            _process.WaitForExit();
            return _lines;
        }
    }

    /// <summary>SIGKILL; nothing of the process runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    /// <summary>What the child process does: goes on with the sweep, says what each run begins with, and how all of it ended.</summary>
    public static async Task GoAsync(string folder)
    {
        foreach (var line in await RunAsync(new() { Folder = folder, Parallelism = 2 }, Console.WriteLine))
            Console.WriteLine("end " + line);
    }

    /// <summary>The whole sweep.</summary>
    /// <returns>Its table, then the bits of all its metrics.</returns>
    public static async Task<string[]> RunAsync(SweepOptions options, Action<string> say)
    {
        var sweep = Sweep.Grid(static at => new DAgger { P = at.Value(P) }, P, Batch, Optimiser);
        var result = await sweep.RunAsync([1, 2], run => TrainAsync(run, say), options);
        return
        [
            .. result.ToMarkdown("loss").TrimEnd().Split('\n'),
            .. result.Runs.Select(static run => $"{run.Setting} {run.Seed} {BitConverter.DoubleToUInt64Bits(run.Metrics["loss"]):x}"),
        ];
    }

    private static async Task<IReadOnlyDictionary<string, double>> TrainAsync(SweepRun<DAgger> run, Action<string> say)
    {
        var resume = run.Folder is not null && CheckpointOptions.IsIn(run.Folder) ? run.Folder : null;
        say($"{(resume is null ? "begun" : "resumed")} {run.Setting}, seed {run.Seed}");
        using var policy = new CategoricalPolicy(4, 2, [16], Activation.Tanh, new(run.Seed));
        var result = await run.Algorithm.TrainAsync(
            policy,
            new Dataset<Demonstration>(),
            new VectorCartPole(4),
            Expert.From(new CartPoleController()),
            new Rounds(8, 256),
            new TrainingOptions
            {
                Seed = run.Seed,
                Epochs = 4,
                BatchSize = run.Setting.Value(Batch),
                Optimizer = run.Setting.Value(Optimiser) == "adam" ? new AdamOptions() : new SgdOptions(),
                Checkpoints = run.Folder is null ? null : new CheckpointOptions(run.Folder) { EveryRounds = 1 },
            },
            cancellationToken: run.Cancellation,
            resume: resume
        );
        return new Dictionary<string, double> { ["loss"] = result.Losses.Values.Sum() };
    }
}
