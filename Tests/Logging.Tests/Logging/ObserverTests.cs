using DeclarativeIL.Training;
using Microsoft.Extensions.Logging;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>Observers that fail, in real runs.</summary>
public sealed class ObserverTests
{
    [Fact]
    public void An_observer_that_fails_is_reported_once_dropped_and_the_run_ends_with_the_same_numbers()
    {
        var (logger, kept, failing, told) = (new KeptEntries(), new Kept(), new Failing(after: 2), new List<ObserverFailure>());
        TrainingResult result;
        using (var all = new TrainingObservers(logger, failing, kept))
        {
            all.Failed += told.Add;
            result = Runs.DAgger(all);
            Assert.Equal(told, all.Failures);
        }

        var failure = Assert.Single(told);
        Assert.Same(failing, failure.Observer);
        Assert.Equal("disk full", failure.Error.Message);
        Assert.Same(kept.Reports[2], failure.Progress);
        Assert.Equal((3, 1), (failing.Told, failing.Closed));
        Assert.Equal(Runs.Rounds * (Runs.Epochs + 1), kept.Reports.Count);
        var entry = Assert.Single(logger.Entries);
        Assert.Equal((LogLevel.Error, "The observer Failing failed: Drop"), (entry.Level, entry.Message));
        Assert.Same(failure.Error, entry.Error);
        Assert.Equal(Runs.DAgger(null).Losses, result.Losses);
    }

    [Fact]
    public void An_observer_that_fails_ends_the_run_where_that_is_asked_for()
    {
        var (logger, kept) = (new KeptEntries(), new Kept());
        using var all = new TrainingObservers(logger, kept, new Failing(after: 2)) { OnFailure = OnObserverFailure.End };

        var error = Assert.Throws<ObserverException>(() => Runs.DAgger(all));

        Assert.Equal("The observer Failing failed in round 0, epoch 3: disk full", error.Message);
        Assert.Equal("disk full", error.InnerException!.Message);
        Assert.Equal(3, kept.Reports.Count);
        Assert.Equal("The observer Failing failed: End", Assert.Single(logger.Entries).Message);
    }

    /// <summary>A logger or a listener that fails hides nothing and ends nothing.</summary>
    [Fact]
    public void A_listener_that_fails_as_well_leaves_the_failure_known()
    {
        var kept = new Kept();
        using var all = new TrainingObservers(new Broken(), new Failing(after: 0), kept);
        all.Failed += static _ => throw new InvalidOperationException("and the listener, too");

        Runs.Cloning(all);

        Assert.Equal("disk full", Assert.Single(all.Failures).Error.Message);
        Assert.Equal(Runs.Epochs, kept.Reports.Count);
    }

    [Fact]
    public void All_observers_are_closed_though_one_fails_to_close()
    {
        var (logger, first, last) = (new KeptEntries(), new Failing(after: 9) { FailsToClose = true }, new Failing(after: 9));
        var all = new TrainingObservers(logger, first, last);
        all.Dispose();
        all.Dispose();

        Assert.Equal((1, 1), (first.Closed, last.Closed));
        Assert.Null(Assert.Single(all.Failures).Progress);
        Assert.Single(logger.Entries);
        Assert.Throws<ObjectDisposedException>(() => all.Report(Runs.Epoch()));
    }

    [Fact]
    public void A_full_disk_drops_the_file_and_no_more()
    {
        if (!OperatingSystem.IsLinux())
            return; // the device that is always full is Linux's
        var kept = new Kept();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var all = new TrainingObservers(new KeptEntries(), new Written(full), kept);

        Runs.Cloning(all);

        Assert.IsAssignableFrom<IOException>(Assert.Single(all.Failures).Error);
        Assert.Equal(Runs.Epochs, kept.Reports.Count);
    }

    private sealed class Failing(int after) : IProgress<TrainingProgress>, IDisposable
    {
        public int Told { get; private set; }

        public int Closed { get; private set; }

        public bool FailsToClose { get; init; }

        public void Report(TrainingProgress value)
        {
            if (Told++ >= after)
                throw new IOException("disk full");
        }

        public void Dispose()
        {
            Closed++;
            if (FailsToClose)
                throw new IOException("disk full");
        }
    }

    private sealed class Written(Stream file) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => file.Write("line\n"u8);
    }

    private sealed class Broken : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> print) =>
            throw new InvalidOperationException("no log");
    }
}
