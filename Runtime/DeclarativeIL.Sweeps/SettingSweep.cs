using System.Collections.Concurrent;

namespace DeclarativeIL.Sweeps;

/// <summary>A search over hyperparameters and seeds: settings of a declaration, each with every seed.</summary>
/// <typeparam name="T">The declaration.</typeparam>
public sealed class SettingSweep<T>
    where T : class
{
    private readonly Func<Setting, T> _create;
    private readonly IReadOnlyList<string> _declared;

    internal SettingSweep(Func<Setting, T> create, IReadOnlyList<Axis> axes, IEnumerable<object[]> values)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (axes.Count == 0 || axes.Select(static axis => axis.Name).Distinct().Count() != axes.Count)
            throw new ArgumentException(
                $"Found axes [{string.Join(", ", axes.Select(static axis => axis.Name))}]; expected one or more, of different names."
            );
        (_create, Axes, Settings) = (create, axes, [.. values.Select(one => new Setting(axes, one))]);
        // each is made once, so that a declaration refuses what is out of its range before any run starts
        _declared = SweepIdentity.Describe(Settings.Select(create));
    }

    /// <summary>What is varied.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>All settings.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>Runs every setting with every seed. What comes out depends on neither order, parallelism nor resumption.</summary>
    /// <param name="seeds">One or more, each once.</param>
    /// <param name="run">Trains and measures: metrics by name. It is called from several threads where runs are parallel.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the sweep; finished runs stay in its folder.</param>
    /// <exception cref="ArgumentException">There is no seed, or one is there twice.</exception>
    /// <exception cref="IOException">The folder is of another sweep, or in use.</exception>
    /// <exception cref="SweepException">
    /// The folder has runs of another declaration; or a run failed, and the options say that this ends the sweep.
    /// </exception>
    public async Task<SweepResult> RunAsync(
        IReadOnlyList<ulong> seeds,
        Func<SweepRun<T>, Task<IReadOnlyDictionary<string, double>>> run,
        SweepOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(run);
        if (seeds.Count == 0 || seeds.Distinct().Count() != seeds.Count)
            throw new ArgumentException($"Found seeds [{string.Join(", ", seeds)}]; expected one or more, each once.", nameof(seeds));
        options ??= new();
        using var folder = options.Folder is { } path ? SweepFolder.Open(path, Identity(seeds, options)) : null;
        var done = new ConcurrentDictionary<(int, ulong), RunRecord>();
        var all = Enumerable.Range(0, Settings.Count).SelectMany(_ => seeds, static (setting, seed) => (setting, seed));
        await Parallel
            .ForEachAsync(
                all,
                new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation },
                async (at, stop) =>
                {
                    var record = folder?.Read(at.setting, at.seed, options.Warn);
                    if (record is null || (record.Failure is not null && options.RetriesFailed))
                    {
                        record = await OneAsync(at.setting, at.seed, run, folder, options, stop).ConfigureAwait(false);
                        folder?.Write(record, Axes, Settings[at.setting]);
                    }
                    done[at] = record;
                }
            )
            .ConfigureAwait(false);
        return new(Axes, Settings, [.. done.Values.OrderBy(static one => one.Setting).ThenBy(static one => one.Seed)]);
    }

    private async Task<RunRecord> OneAsync(
        int index,
        ulong seed,
        Func<SweepRun<T>, Task<IReadOnlyDictionary<string, double>>> run,
        SweepFolder? folder,
        SweepOptions options,
        CancellationToken stop
    )
    {
        var setting = Settings[index];
        try
        {
            var metrics = await run(new(_create(setting), setting, seed, folder?.Of(index, seed), stop)).ConfigureAwait(false);
            return new(index, seed, new Dictionary<string, double>(metrics), null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            if (options.StopsAtFailure)
                throw new SweepException($"The run with {setting}, seed {seed} failed: {e.Message}", e);
            return new(index, seed, new Dictionary<string, double>(), $"{e.GetType().Name}: {e.Message}");
        }
    }

    private SweepIdentity Identity(IEnumerable<ulong> seeds, SweepOptions options) =>
        SweepIdentity.Of(
            typeof(T),
            Axes,
            Settings,
            seeds,
            [.. _declared, .. options.Declarations.SelectMany(static one => SweepIdentity.Describe([one]))]
        );
}
