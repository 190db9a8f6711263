using Microsoft.Extensions.Logging;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>Log entries of runs.</summary>
public sealed class LoggerTests
{
    [Fact]
    public void A_run_is_logged_with_its_values_by_name()
    {
        var (kept, logger) = (new Kept(), new KeptEntries());
        using (var all = new TrainingObservers(new LoggerProgress(logger, "dagger"), kept))
            Runs.DAgger(all);

        Assert.All(logger.Entries, static entry => Assert.Equal((LogLevel.Information, "dagger"), (entry.Level, entry.Values["Run"])));
        Assert.Equal(
            kept.Reports.Select(static report => report.Ended is null ? "Epoch" : "Round"),
            logger.Entries.Select(static entry => entry.Name)
        );
        var (first, told) = (logger.Entries[0], kept.Reports[0]);
        Assert.Equal((0, 1, told.Steps), (first.Values["Round"], first.Values["Epoch"], first.Values["Steps"]));
        Assert.Equal(told.Losses["NegativeLogLikelihood"], first.Scope["Loss.NegativeLogLikelihood"]);
        Assert.Equal(told.Metrics["Entropy"], first.Scope["Metric.Entropy"]);
        Assert.StartsWith($"dagger, round 0, epoch 1: {told.Steps} steps, losses ", first.Message, StringComparison.Ordinal);
        Assert.Contains("NegativeLogLikelihood 0.", first.Message, StringComparison.Ordinal);
        var round = logger.Entries.Last(static entry => entry.Name == "Round");
        var ended = kept.Reports[^1].Ended!;
        Assert.Equal((ended.Rows, ended.Expert.Queries), (round.Values["Rows"], round.Values["Queries"]));
    }

    [Fact]
    public void Warnings_warn_and_steps_are_for_debugging()
    {
        var logger = new KeptEntries();
        var log = new LoggerProgress(logger, "run");
        log.Report(Runs.Epoch() with { Warnings = ["component 2 is wide"] });
        log.Report(Runs.Step(7));

        Assert.Equal(
            [(LogLevel.Warning, "Warning"), (LogLevel.Debug, "Step")],
            logger.Entries.Select(static entry => (entry.Level, entry.Name))
        );
        Assert.Equal("run, round 0, step 10: component 2 is wide", logger.Entries[0].Message);
        Assert.Equal("run, round 0, step 7: losses Likelihood 0.25, learning rate 0.001, gradient norm 2", logger.Entries[1].Message);
    }
}

/// <summary>A log entry.</summary>
internal sealed record Entry(
    LogLevel Level,
    string? Name,
    string Message,
    IReadOnlyDictionary<string, object?> Values,
    IReadOnlyDictionary<string, object?> Scope,
    Exception? Error
);

/// <summary>Keeps log entries.</summary>
internal sealed class KeptEntries : ILogger
{
    private IReadOnlyDictionary<string, object?> _scope = new Dictionary<string, object?>();

    public List<Entry> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _scope = Named(state);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> print) =>
        Entries.Add(new(level, id.Name, print(state, error), Named(state), _scope, error));

    private static Dictionary<string, object?> Named(object? state) =>
        (state as IEnumerable<KeyValuePair<string, object?>> ?? []).ToDictionary();
}
