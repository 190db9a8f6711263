using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Sweeps;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Sweeps;

/// <summary>Sweeps: the same results however they are run, and what is refused.</summary>
public sealed class SweepTests : IDisposable
{
    private static readonly ulong[] Seeds = [1, 2, 3];
    private readonly Axis<double> _p = Axis.Of("p", 0.1, 0.5);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Results_are_the_same_bits_however_many_run_at_a_time()
    {
        var one = await Grid().RunAsync(Seeds, TrainAsync);
        foreach (var parallelism in (int[])[2, 4])
            Assert.Equal(Bits(one), Bits(await Grid().RunAsync(Seeds, TrainAsync, new() { Parallelism = parallelism })));
        Assert.True(one.Runs.Select(static run => run.Metrics["loss"]).Distinct().Count() > 3);
    }

    [Fact]
    public async Task A_broken_sweep_goes_on_to_the_same_bits_and_repeats_no_run()
    {
        var whole = await Grid().RunAsync(Seeds, TrainAsync);
        var options = new SweepOptions { Folder = _folder };
        using var stop = new CancellationTokenSource();
        var started = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Grid().RunAsync(Seeds, run => ++started == 4 ? CancelAsync(stop, run) : TrainAsync(run), options, stop.Token)
        );
        var records = Directory.GetFiles(_folder, "run-*.json");
        Assert.Equal(3, records.Length);
        await File.WriteAllBytesAsync(records[0], (await File.ReadAllBytesAsync(records[0]))[..9]);

        var (warnings, repeated) = (new List<string>(), 0);
        var resumed = await Grid()
            .RunAsync(
                Seeds,
                run =>
                {
                    repeated++;
                    return TrainAsync(run);
                },
                options with
                {
                    Warn = warnings.Add,
                }
            );

        Assert.Equal(Bits(whole), Bits(resumed));
        Assert.Equal(4, repeated);
        Assert.Contains("cannot be read", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_are_the_same_in_any_order_of_seeds() =>
        Assert.Equal(Bits(await Grid().RunAsync(Seeds, TrainAsync)), Bits(await Grid().RunAsync([3, 1, 2], TrainAsync)));

    /// <summary>A run that is broken off after its first round is not begun anew.</summary>
    [Fact]
    public async Task A_run_that_was_broken_off_goes_on_from_its_own_checkpoint()
    {
        var whole = await Grid().RunAsync([1], TrainAsync);
        var options = new SweepOptions { Folder = _folder };
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Grid().RunAsync([1], run => TrainAsync(run, new Told(_ => stop.Cancel())), options, stop.Token)
        );
        Assert.Empty(Directory.GetFiles(_folder, "run-*.json"));
        var rounds = new List<int>();
        var resumed = await Grid().RunAsync([1], run => TrainAsync(run, new Told(report => rounds.Add(report.Round))), options);
        Assert.Equal([1, 0, 1], rounds); // the second round of the first setting, then the second setting
        Assert.Equal(Bits(whole), Bits(resumed));
    }

    [Fact]
    public async Task A_failing_run_is_kept_as_failed_or_ends_the_sweep()
    {
        var options = new SweepOptions { Folder = _folder };
        var result = await Grid().RunAsync(Seeds, FailAsync, options);
        Assert.Equal("InvalidOperationException: no", Assert.Single(result.Runs, static run => run.Failure is not null).Failure);
        Assert.Equal([0, 1], result.Table("loss").Select(static row => row.Failed).Order());
        var retried = await Grid().RunAsync(Seeds, ConstantAsync, options with { RetriesFailed = true });
        Assert.All(retried.Runs, static run => Assert.Null(run.Failure));
        var error = await Assert.ThrowsAsync<SweepException>(() => Grid().RunAsync(Seeds, FailAsync, new() { StopsAtFailure = true }));
        Assert.Contains("p = 0.5, seed 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_of_other_sweeps_and_folders_in_use_are_refused()
    {
        var options = new SweepOptions { Folder = _folder };
        await Grid().RunAsync(Seeds, ConstantAsync, options);
        var other = await Assert.ThrowsAsync<IOException>(() => Grid().RunAsync([1, 2], ConstantAsync, options));
        Assert.Contains("'seeds 1, 2, 3'; expected 'seeds 1, 2'", other.Message, StringComparison.Ordinal);
        File.Delete(Directory.GetFiles(_folder, "run-*.json")[0]);
        await Grid()
            .RunAsync(
                Seeds,
                async run =>
                {
                    await Assert.ThrowsAsync<IOException>(() => Grid().RunAsync(Seeds, ConstantAsync, options));
                    return await ConstantAsync(run);
                },
                options with
                {
                    StopsAtFailure = true,
                }
            );
    }

    [Fact]
    public async Task The_table_has_the_best_first_and_the_picture_is_drawn()
    {
        var result = await Grid().RunAsync(Seeds, ConstantAsync);
        Assert.Equal([0.5, 0.1], result.Table("loss").Select(row => row.Setting.Value(_p)));
        Assert.Equal([0.1, 0.5], result.Table("loss", smallestFirst: true).Select(row => row.Setting.Value(_p)));
        // 2.5 -+ 4.302653 / sqrt(3)
        Assert.Contains("| 0.5 | 2.5 | 0.015862 to 4.9841 | 3 | 0 |", result.ToMarkdown("loss"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => result.Table("return"));
        result.SaveCsv(Path.Combine(_folder, "a.csv"), "loss");
        Assert.Equal("p,loss,low,high,runs,failed", (await File.ReadAllLinesAsync(Path.Combine(_folder, "a.csv")))[0]);
        foreach (var name in (string[])["a.png", "a.svg"])
        {
            result.SavePicture(Path.Combine(_folder, name), "loss", _p);
            Assert.True(new FileInfo(Path.Combine(_folder, name)).Length > 1000);
        }
    }

    private static Task<IReadOnlyDictionary<string, double>> ConstantAsync(SweepRun<DAgger> run) =>
        Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double> { ["loss"] = run.Algorithm.P + run.Seed });

    private static Task<IReadOnlyDictionary<string, double>> FailAsync(SweepRun<DAgger> run) =>
        run is { Seed: 2, Algorithm.P: 0.5 } ? throw new InvalidOperationException("no") : ConstantAsync(run);

    private static Task<IReadOnlyDictionary<string, double>> CancelAsync(CancellationTokenSource stop, SweepRun<DAgger> run)
    {
        stop.Cancel();
        run.Cancellation.ThrowIfCancellationRequested();
        return ConstantAsync(run);
    }

    private static Task<IReadOnlyDictionary<string, double>> TrainAsync(SweepRun<DAgger> run) => TrainAsync(run, null);

    private static async Task<IReadOnlyDictionary<string, double>> TrainAsync(SweepRun<DAgger> run, Told? told)
    {
        using var policy = new CategoricalPolicy(4, 2, [8], Activation.Tanh, new(run.Seed));
        var result = await run.Algorithm.TrainAsync(
            policy,
            new Dataset<Demonstration>(),
            new VectorCartPole(4),
            Expert.From(new CartPoleController()),
            new Rounds(2, 64),
            new TrainingOptions
            {
                Seed = run.Seed,
                Epochs = 2,
                Checkpoints = run.Folder is null ? null : new CheckpointOptions(run.Folder) { EveryRounds = 1 },
            },
            told,
            run.Cancellation,
            run.Folder is not null && CheckpointOptions.IsIn(run.Folder) ? run.Folder : null
        );
        return new Dictionary<string, double> { ["loss"] = result.Losses.Values.Sum(), ["calls"] = result.Rounds[^1].Expert.Queries };
    }

    private static string[] Bits(SweepResult result) =>
        [
            .. result.Runs.SelectMany(static run =>
                run.Metrics.OrderBy(static one => one.Key)
                    .Select(one => $"{run.Setting} {run.Seed} {one.Key} {BitConverter.DoubleToUInt64Bits(one.Value):x}")
            ),
        ];

    /// <summary>Told of the ends of rounds.</summary>
    private sealed class Told(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Kind == ProgressKind.Round)
                report(value);
        }
    }

    private SettingSweep<DAgger> Grid() => Sweep.Grid(at => new DAgger { P = at.Value(_p) }, _p);
}
