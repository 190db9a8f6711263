namespace DeclarativeIL.Games;

/// <summary>A game's time: it passes only where the game says so, and stands while the game is paused.</summary>
/// <remarks>
/// As <see cref="Experts.InteractiveOptions.Time"/> it makes time-outs count in game time. What a timer calls runs on a thread of the
/// pool, never on the one that advances the time. All members may be called from any thread.
/// </remarks>
public sealed class GameTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private long _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The game's time so far.</summary>
    public TimeSpan Now => new(Volatile.Read(ref _now));

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    /// <summary>Moves the time on, and starts what is due. Allocates nothing where nothing is.</summary>
    /// <param name="elapsed">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="elapsed"/> is negative.</exception>
    public void Advance(TimeSpan elapsed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, TimeSpan.Zero);
        lock (_lock)
        {
            _now += elapsed.Ticks;
            foreach (var timer in _timers)
                timer.Start(_now);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
            _timers.Add(timer);
        return timer;
    }

    private sealed class Timer(GameTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _due = long.MaxValue,
            _period;
        private bool _disposed;

        /// <summary>Starts what is due; the time's lock is held.</summary>
        public void Start(long now)
        {
            if (now < _due)
                return;
            _due = _period > 0 ? now + _period : long.MaxValue;
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Call(), this, preferLocal: false);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                if (_disposed)
                    return false;
                _due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._now + dueTime.Ticks;
                _period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                _disposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Call() => callback(state);
    }
}
