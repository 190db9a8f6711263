using DeclarativeIL.Environments;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Games;

/// <summary>
/// Environments that a game's loop steps on its own thread: training waits for frames, and no frame ever waits for training.
/// </summary>
/// <remarks>
/// <code>
/// using var environments = new FrameEnvironment(world);
/// var training = new DAgger().TrainAsync(policy, data, environments, expert, rounds);
/// // in each frame, on the engine's thread:
/// if (environments.BeginFrame())
///     world.Advance();       // whatever moves the world by one frame
/// environments.EndFrame();
/// </code>
/// <see cref="BeginFrame"/> is false while training computes or a person is asked: the world is to hold still then, so that what is
/// collected depends on the seed and the world alone and not on how long anything took. One run at a time, on another
/// thread than the engine's. Evaluation between rounds takes place in this same world and interrupts its episodes,
/// unless <see cref="Training.Rounds.EvaluationEnvironments"/> is set.
/// </remarks>
public sealed partial class FrameEnvironment : IRestartableEnvironments, IDisposable
{
    private readonly IFrameWorld _world;
    private readonly int _width,
        _actionWidth;
    private FrameExchange _exchange;
    private int _asking;
    private volatile bool _running,
        _closed;

    /// <summary>Environments in a game's world, one for each of its agents.</summary>
    /// <param name="world">The world.</param>
    /// <param name="framesPerStep">How many frames each act lasts, 1 or more.</param>
    /// <param name="stepLimit">Most steps of an episode, which is truncated then; none unless set.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the world has no agents.</exception>
    public FrameEnvironment(IFrameWorld world, int framesPerStep = 1, int? stepLimit = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerStep);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepLimit ?? 1, nameof(stepLimit));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(world.Agents, nameof(world));
        (_world, Count, FramesPerStep, StepLimit) = (world, world.Agents, framesPerStep, stepLimit);
        (Observations, Actions) = (world.Observations, world.Actions);
        (_width, _actionWidth) = (Observations.Width, Actions.Width);
        (_seeds, _episodes, _steps) = (new ulong[Count], new ulong[Count], new long[Count]);
        _exchange = new(Count, _width, _actionWidth);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Space Observations { get; }

    /// <inheritdoc/>
    public Space Actions { get; }

    /// <summary>How many frames each act lasts.</summary>
    public int FramesPerStep { get; }

    /// <summary>Most steps of an episode; null = no limit.</summary>
    public int? StepLimit { get; }

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">The world threw, gave numbers that are not finite, or is used by another run.</exception>
    /// <exception cref="ObjectDisposedException">The game has closed.</exception>
    /// <exception cref="OperationCanceledException">The run that waits was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The calling thread is that of the game's loop, which would wait for itself.</exception>
    public void Reset(ulong seed, Span<float> observations)
    {
        Guard.Length(observations.Length, Count * _width, nameof(observations));
        using var turn = new Turn(this);
        _running = false;
        var exchange = _exchange;
        exchange.Seed = seed;
        Wait(exchange, FrameRequest.Reset);
        exchange.Observations.CopyTo(observations);
        for (var i = 0; i < Count; i++)
            Guard.Observation(observations.Slice(i * _width, _width), i, 0);
        _running = true;
    }

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">
    /// An action is outside of its space (the world is not asked then); the world threw, gave numbers that are not finite, or is used by
    /// another run; or there was no <see cref="Reset"/>.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The game has closed.</exception>
    /// <exception cref="OperationCanceledException">The run that waits was cancelled.</exception>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(actions.Length, Count * _actionWidth, nameof(actions));
        Guard.Length(observations.Length, Count * _width, nameof(observations));
        Guard.Length(results.Length, Count, nameof(results));
        Guard.Length(finalObservations.Length, Count * _width, nameof(finalObservations));
        using var turn = new Turn(this);
        ThrowIfNotRunning(nameof(Step));
        for (var i = 0; i < Count; i++)
            Guard.Action(Actions, actions.Slice(i * _actionWidth, _actionWidth), i, null);
        _running = false; // an exception below leaves it unknown where the world stands
        var exchange = _exchange;
        actions.CopyTo(exchange.Actions);
        Wait(exchange, FrameRequest.Step);
        exchange.Observations.CopyTo(observations);
        exchange.Results.CopyTo(results);
        for (var i = 0; i < Count; i++)
        {
            var row = exchange.Finals.AsSpan(i * _width, _width);
            if (results[i].Terminated || results[i].Truncated)
                row.CopyTo(finalObservations.Slice(i * _width, _width));
            Guard.Observation(row, i, 0);
            Guard.Observation(observations.Slice(i * _width, _width), i, 0);
            Guard.Reward(results[i].Reward, i, 0);
        }
        _running = true;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such environment, or the span's length does not fit.</exception>
    /// <exception cref="EnvironmentException">The world threw, or there was no <see cref="Reset"/>.</exception>
    /// <exception cref="ObjectDisposedException">The game has closed.</exception>
    /// <exception cref="OperationCanceledException">The run that waits was cancelled.</exception>
    public void Restart(int environment, Span<float> observation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(environment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(environment, Count);
        Guard.Length(observation.Length, _width, nameof(observation));
        using var turn = new Turn(this);
        ThrowIfNotRunning(nameof(Restart));
        _running = false;
        var exchange = _exchange;
        exchange.Agent = environment;
        Wait(exchange, FrameRequest.Restart);
        exchange.Observations.AsSpan(environment * _width, _width).CopyTo(observation);
        Guard.Observation(observation, environment, 0);
        _running = true;
    }

    /// <summary>The game closes: whoever waits for a frame, now or later, gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _closed = true; // before the release, so that who is released sees it
        Interlocked.MemoryBarrier(); // either this sees the exchange that is waited for, or who waits sees that it is closed
        Volatile.Read(ref _exchange).Done.Release();
    }

    private void Wait(FrameExchange exchange, FrameRequest request)
    {
        var run = ExpertCancellation.Current;
        if (Volatile.Read(ref _engine) == Thread.CurrentThread)
            throw new InvalidOperationException(
                "Found training on the thread of the game's loop, which would wait for itself; expected another one (TrainAsync)."
            );
        try
        {
            exchange.Request = request;
            Interlocked.MemoryBarrier();
            ObjectDisposedException.ThrowIf(_closed, this);
            exchange.Done.Wait(run);
            ObjectDisposedException.ThrowIf(_closed, this);
        }
        catch (Exception)
        {
            Volatile.Write(ref _exchange, new(Count, _width, _actionWidth)); // a frame may still be at work on the old one
            throw;
        }
        if (exchange.Fault is not { } fault)
            return;
        exchange.Fault = null;
        throw new EnvironmentException(request.ToString(), null, null, $"{fault.GetType().Name} ({fault.Message})", "a frame", fault);
    }

    private void ThrowIfNotRunning(string subject)
    {
        if (!_running)
            throw new EnvironmentException(subject, null, null, "no running episode", "Reset first");
    }

    /// <summary>One who asks at a time.</summary>
    private readonly ref struct Turn
    {
        private readonly FrameEnvironment _of;

        public Turn(FrameEnvironment of)
        {
            if (Interlocked.CompareExchange(ref of._asking, 1, 0) != 0)
                throw new EnvironmentException("world", null, null, "a run that waits for it already", "one run at a time");
            _of = of;
        }

        public void Dispose() => Volatile.Write(ref _of._asking, 0);
    }
}
