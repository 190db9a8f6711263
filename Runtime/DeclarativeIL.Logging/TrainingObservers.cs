using DeclarativeIL.Training;
using Microsoft.Extensions.Logging;

namespace DeclarativeIL.Logging;

/// <summary>
/// Several observers of one run. One that fails ends no run silently: its failure is reported once, to the logger, to
/// <see cref="Failed"/> and in <see cref="Failures"/>, and to the standard error where there is neither of the first two; then it is
/// dropped, or ends the run (<see cref="OnFailure"/>).
/// </summary>
/// <remarks>
/// Observers are told one after the other, in their order, on the thread that trains. They are this object's: disposing it disposes those
/// that can be, a dropped one at once. An <see cref="IProgress{T}"/> that hands reports on to another thread, as
/// <see cref="Progress{T}"/> does, fails there and not here.
/// </remarks>
public sealed partial class TrainingObservers : IProgress<TrainingProgress>, IDisposable
{
    private readonly List<IProgress<TrainingProgress>> _observers;
    private readonly List<ObserverFailure> _failures = [];
    private readonly ILogger? _logger;
    private readonly Lock _lock = new();
    private bool _isDisposed;

    /// <summary>Observers without a logger.</summary>
    /// <param name="observers">In the order in which they are told.</param>
    public TrainingObservers(params IEnumerable<IProgress<TrainingProgress>> observers)
        : this(null, observers) { }

    /// <summary>Observers, and where their failures are logged.</summary>
    /// <param name="logger">Where failures are logged; null = nowhere.</param>
    /// <param name="observers">In the order in which they are told.</param>
    public TrainingObservers(ILogger? logger, params IEnumerable<IProgress<TrainingProgress>> observers)
    {
        ArgumentNullException.ThrowIfNull(observers);
        _logger = logger;
        _observers = [.. observers];
        if (_observers.Contains(null!))
            throw new ArgumentException("Found an observer that is null; expected observers.", nameof(observers));
    }

    /// <summary>What happens to a run whose observer fails; it goes on without the observer unless set.</summary>
    public OnObserverFailure OnFailure { get; init; }

    /// <summary>Called when an observer has failed, on the thread that trains.</summary>
    public event Action<ObserverFailure>? Failed;

    /// <summary>The failures so far, in their order.</summary>
    public IReadOnlyList<ObserverFailure> Failures
    {
        get
        {
            lock (_lock)
                return [.. _failures];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObserverException">An observer failed, and that is to end the run.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var observer in _observers.ToArray())
                if (Try(() => observer.Report(value)) is { } error)
                    Drop(new ObserverFailure(observer, error, value));
        }
    }

    /// <summary>Disposes the observers; one that fails to close is reported.</summary>
    /// <exception cref="ObserverException">An observer failed, and that is to end the run.</exception>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            var failures = _observers
                .OfType<IDisposable>()
                .Select(static observer => (Observer: observer, Error: Try(observer.Dispose)))
                .Where(static closed => closed.Error is not null)
                .Select(static closed => new ObserverFailure((IProgress<TrainingProgress>)closed.Observer, closed.Error!, null))
                .ToList();
            failures.ForEach(Tell);
            if (OnFailure == OnObserverFailure.End && failures.Count > 0)
                throw Ended(failures[0]);
        }
    }

    private void Drop(ObserverFailure failure)
    {
        _observers.Remove(failure.Observer);
        if (failure.Observer is IDisposable open)
            _ = Try(open.Dispose); // it has failed already, and that is what is reported
        Tell(failure);
        if (OnFailure == OnObserverFailure.End)
            throw Ended(failure);
    }

    /// <summary>Says it wherever somebody listens; a listener that fails itself hides nothing.</summary>
    private void Tell(ObserverFailure failure)
    {
        _failures.Add(failure);
        var told = false;
        if (_logger is not null)
            told |= Try(() => LogFailed(_logger, failure.Error, Name(failure), OnFailure)) is null;
        if (Failed is { } listener)
            told |= Try(() => listener(failure)) is null;
        if (!told)
            System.Console.Error.WriteLine($"{Message(failure)} ({failure.Error})");
    }

    [LoggerMessage(10, LogLevel.Error, "The observer {Observer} failed: {OnFailure}", EventName = "ObserverFailed")]
    private static partial void LogFailed(ILogger logger, Exception error, string observer, OnObserverFailure onFailure);

    private static ObserverException Ended(ObserverFailure failure) => new(Message(failure), failure.Error);

    private static string Message(ObserverFailure failure) =>
        failure.Progress is { } progress
            ? $"The observer {Name(failure)} failed in round {progress.Round}, epoch {progress.Epoch}: {failure.Error.Message}"
            : $"The observer {Name(failure)} failed to close: {failure.Error.Message}";

    private static string Name(ObserverFailure failure) => failure.Observer.GetType().Name;

    private static Exception? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // whatever an observer throws is its failure
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }
}
