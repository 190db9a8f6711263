using DeclarativeIL.Environments;

namespace DeclarativeIL.Games;

public sealed partial class FrameEnvironment // the side of the engine: all of it runs on the thread of the loop
{
    private readonly ulong[] _seeds,
        _episodes;
    private readonly long[] _steps;
    private FrameExchange? _acting; // whose act the world is carrying out
    private int _framesLeft;
    private bool _advances;
    private Thread? _engine; // not of the pool, whose threads serve training too

    /// <summary>While true no frame counts: the world is to hold still, no act begins or ends, and <see cref="Time"/> stands.</summary>
    public bool Paused { get; set; }

    /// <summary>The game's time, which <see cref="BeginFrame"/> moves on; for time-outs of questions to a person.</summary>
    public GameTime Time { get; } = new();

    /// <summary>Frames in which the world was to be advanced.</summary>
    public long Frames { get; private set; }

    /// <summary>Begins a frame; never waits. Hands acts that have come from training to the world.</summary>
    /// <param name="elapsed">The game's time since the frame before, 0 or more; of no effect while paused.</param>
    /// <returns>Whether the world is to be advanced by this frame; false = hold it still.</returns>
    /// <remarks>What the world throws is thrown here, and ends the run that waits.</remarks>
    public bool BeginFrame(TimeSpan elapsed = default)
    {
        if (!Thread.CurrentThread.IsThreadPoolThread)
            Volatile.Write(ref _engine, Thread.CurrentThread);
        _advances = false;
        if (Paused || _closed)
            return false;
        Time.Advance(elapsed);
        var exchange = Volatile.Read(ref _exchange);
        if (exchange != _acting && _acting is not null)
            _acting = null; // its run has given up
        if (_acting is null && exchange.Request != FrameRequest.None)
            Take(exchange);
        _advances = _acting is not null;
        return _advances;
    }

    /// <summary>Ends a frame; never waits. After the last frame of an act, tells training what came of it.</summary>
    /// <remarks>What the world throws is thrown here, and ends the run that waits.</remarks>
    public void EndFrame()
    {
        if (!_advances || _acting is not { } exchange)
            return;
        _advances = false;
        Frames++;
        if (--_framesLeft > 0)
            return;
        _acting = null;
        try
        {
            for (var i = 0; i < Count; i++)
                Observe(exchange, i);
        }
        catch (Exception e)
        {
            Fail(exchange, e);
            throw;
        }
        Finish(exchange);
    }

    private void Take(FrameExchange exchange)
    {
        try
        {
            switch (exchange.Request)
            {
                case FrameRequest.Step:
                    for (var i = 0; i < Count; i++)
                        _world.Act(i, exchange.Actions.AsSpan(i * _actionWidth, _actionWidth));
                    (_acting, _framesLeft) = (exchange, FramesPerStep);
                    return;
                case FrameRequest.Reset:
                    for (var i = 0; i < Count; i++)
                    {
                        _seeds[i] = EpisodeSeeds.OfEnvironment(exchange.Seed, i);
                        Start(exchange, i, 0);
                    }
                    break;
                default:
                    Start(exchange, exchange.Agent, _episodes[exchange.Agent] + 1);
                    break;
            }
        }
        catch (Exception e)
        {
            Fail(exchange, e);
            throw;
        }
        Finish(exchange);
    }

    private void Observe(FrameExchange exchange, int agent)
    {
        var observation = exchange.Observations.AsSpan(agent * _width, _width);
        var result = _world.Observe(agent, observation);
        if (++_steps[agent] >= StepLimit)
            result = result with { Truncated = true };
        exchange.Results[agent] = result;
        observation.CopyTo(exchange.Finals.AsSpan(agent * _width, _width));
        if (result.Terminated || result.Truncated)
            Start(exchange, agent, _episodes[agent] + 1);
    }

    private void Start(FrameExchange exchange, int agent, ulong episode)
    {
        (_episodes[agent], _steps[agent]) = (episode, 0);
        _world.Reset(agent, EpisodeSeeds.OfEpisode(_seeds[agent], episode), exchange.Observations.AsSpan(agent * _width, _width));
    }

    private static void Fail(FrameExchange exchange, Exception e)
    {
        exchange.Fault = e;
        Finish(exchange);
    }

    private static void Finish(FrameExchange exchange)
    {
        exchange.Request = FrameRequest.None; // before the release, after which there may be another
        exchange.Done.Release();
    }
}
