using System.ComponentModel;
using System.Diagnostics;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>
/// Stands between training, which asks for resets and steps on its own thread and waits, and a game, whose loop takes and answers what is
/// asked in its frames. Members of the environment are touched on the game's thread alone.
/// </summary>
/// <param name="description">The environment's parts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FrameExchange(EnvironmentDescription description)
{
    private readonly object _monitor = new();
    private readonly float[] _action = new float[description.ActionSpace.Width], // what is asked and answered, under the monitor
        _observation = new float[description.ObservationSpace.Width];
    private readonly float[] _doing = new float[description.ActionSpace.Width], // the game's copies
        _seen = new float[description.ObservationSpace.Width];
    private Asked _asked;
    private ulong? _seed;
    private long _question; // the number of what is asked; a withdrawn one is answered to nobody
    private long? _running; // the number of the step that the game has begun
    private bool _isAnswered;
    private StepResult _result;
    private Exception? _failure;
    private Thread? _frames; // not its number: a later thread may get the same

    private enum Asked
    {
        Nothing,
        Reset,
        Step,
    }

    /// <summary>The episodes, as the game goes through them.</summary>
    public DeclaredEpisode Episode { get; } = new(description);

    /// <summary>Training asks for a new episode, and waits for the frame that starts it.</summary>
    /// <exception cref="EnvironmentException">Asked on the thread of the frames, or what the game ran threw.</exception>
    /// <exception cref="OperationCanceledException">The run that asks was cancelled.</exception>
    public void Reset(ulong? seed, Span<float> observation)
    {
        Guard.Length(observation.Length, _observation.Length, nameof(observation));
        Ask(Asked.Reset, seed, [], observation);
    }

    /// <summary>Training asks for a step, and waits for the frame that ends it.</summary>
    /// <exception cref="EnvironmentException">
    /// Asked on the thread of the frames, not an action, no episode is running, or what the game ran threw.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run that asks was cancelled.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, _observation.Length, nameof(observation));
        Guard.Action(description.ActionSpace, action, null, null);
        return Ask(Asked.Step, null, action, observation);
    }

    /// <summary>The game begins a frame: an episode is started where that is asked, and a step begun.</summary>
    /// <param name="wait">How long the frame waits for training to ask; not at all if zero.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="reset">Its <see cref="ResetAttribute"/> method.</param>
    /// <returns>Whether a step is running: the world moves in this frame.</returns>
    public bool Begin<T>(TimeSpan wait, T environment, Action<T, RandomStream> reset)
        where T : IDeclaredEnvironment
    {
        Volatile.Write(ref _frames, Thread.CurrentThread);
        var since = Stopwatch.GetTimestamp();
        while (Take(wait, since, out var asked, out var seed) is { } question)
        {
            if (question == _running)
                return true;
            try
            {
                if (asked == Asked.Reset)
                {
                    Episode.Begin(seed, _seen);
                    reset(environment, Episode.Random);
                    environment.Observe(_seen);
                    Answer(question, default, null);
                    continue; // the first step may be asked for in time
                }
                Episode.BeginStep(_doing, _seen);
                environment.Act(_doing);
                _running = question;
                return true;
            }
            catch (Exception failure)
            {
                Answer(question, default, failure);
                if (failure is not EnvironmentException) // that one is for training to hear of
                    throw;
            }
        }
        return false;
    }

    /// <summary>The game ends the running step in this frame.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="outcome">Reads what the step pays and whether the episode ends.</param>
    /// <exception cref="InvalidOperationException">No step is running.</exception>
    public void End<T>(T environment, Func<T, StepResult> outcome)
        where T : IDeclaredEnvironment
    {
        var question =
            _running ?? throw new InvalidOperationException("EndStep: no step is running; expected BeginFrame to give true before.");
        _running = null;
        lock (_monitor)
            if (_asked != Asked.Step || _question != question)
                return; // withdrawn: the run was cancelled
        try
        {
            environment.Observe(_seen);
            Answer(question, Episode.EndStep(outcome(environment)), null);
        }
        catch (Exception failure)
        {
            Answer(question, default, failure);
            if (failure is not EnvironmentException)
                throw;
        }
    }

    private StepResult Ask(Asked asked, ulong? seed, ReadOnlySpan<float> action, Span<float> observation)
    {
        if (Volatile.Read(ref _frames) == Thread.CurrentThread)
            throw new EnvironmentException(
                asked.ToString(),
                null,
                null,
                "the thread that runs the frames, which would wait for itself",
                "training on another one (TrainAsync)"
            );
        var cancellation = ExpertCancellation.Current;
        using var waking = cancellation.Register(Wake);
        lock (_monitor)
        {
            if (_asked != Asked.Nothing)
                throw new EnvironmentException(asked.ToString(), null, null, "two runs at once", "one that asks at a time");
            (_asked, _seed, _isAnswered) = (asked, seed, false);
            action.CopyTo(_action);
            _question++;
            Monitor.PulseAll(_monitor);
            while (!_isAnswered && !cancellation.IsCancellationRequested)
                Monitor.Wait(_monitor);
            _asked = Asked.Nothing;
            if (!_isAnswered)
                throw new OperationCanceledException(cancellation);
            if (_failure is { } failure)
                throw failure as EnvironmentException
                    ?? new EnvironmentException(
                        asked.ToString(),
                        null,
                        null,
                        $"{failure.GetType().Name} ({failure.Message})",
                        "a frame",
                        failure
                    );
            _observation.CopyTo(observation);
            return _result;
        }
    }

    /// <summary>The number of what is asked; null if nothing is by the time.</summary>
    private long? Take(TimeSpan wait, long since, out Asked asked, out ulong? seed)
    {
        lock (_monitor)
        {
            (asked, seed) = (Asked.Nothing, null);
            while (_asked == Asked.Nothing || _isAnswered)
            {
                var left = wait - Stopwatch.GetElapsedTime(since);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_monitor, left))
                    return null;
            }
            (asked, seed) = (_asked, _seed);
            _action.CopyTo(_doing, 0);
            return _question;
        }
    }

    private void Answer(long question, StepResult result, Exception? failure)
    {
        lock (_monitor)
        {
            if (_asked == Asked.Nothing || _question != question)
                return;
            _seen.CopyTo(_observation, 0);
            (_result, _failure, _isAnswered) = (result, failure, true);
            Monitor.PulseAll(_monitor);
        }
    }

    private void Wake()
    {
        lock (_monitor)
            Monitor.PulseAll(_monitor);
    }
}
