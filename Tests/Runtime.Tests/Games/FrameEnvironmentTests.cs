using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Games;
using DeclarativeIL.Runtime.Tests.Experts;

namespace DeclarativeIL.Runtime.Tests.Games;

/// <summary>A game's loop steps environments: no frame waits, and whoever waits for one is released whatever happens.</summary>
public sealed class FrameEnvironmentTests
{
    private const int Agents = 3;

    /// <summary>All that some steps give, by acts that depend on what was seen.</summary>
    private static List<float> Play(IVectorEnvironment environments, int steps, CancellationToken cancellation = default)
    {
        using var asking = ExpertCancellation.Until(cancellation);
        var (seen, width) = (new List<float>(), environments.Observations.Width);
        var (observations, finals) = (new float[environments.Count * width], new float[environments.Count * width]);
        var (actions, results) = (new float[environments.Count], new StepResult[environments.Count]);
        environments.Reset(7, observations);
        for (var step = 0; step < steps; step++)
        {
            seen.AddRange(observations);
            for (var i = 0; i < actions.Length; i++)
                actions[i] = observations[i * width + 2] + step % 3 > 1 ? 1 : 0;
            environments.Step(actions, observations, results, finals);
            seen.AddRange(finals);
            foreach (var result in results)
                seen.AddRange([(float)result.Reward, result.Terminated ? 1 : 0, result.Truncated ? 1 : 0]);
        }
        return seen;
    }

    private static SteppedWorld Poles(int agents = Agents) => new(agents, _ => new CartPole());

    /// <summary>Frames until the run has ended.</summary>
    private static void Loop(FrameEnvironment environments, SteppedWorld world, Task run)
    {
        while (!run.IsCompleted)
        {
            Frame(environments, world);
            Thread.Yield();
        }
    }

    private static void Frame(FrameEnvironment environments, SteppedWorld world)
    {
        if (environments.BeginFrame())
            world.Advance();
        environments.EndFrame();
    }

    [Fact]
    public async Task Frames_give_the_bits_of_plain_environments()
    {
        var world = Poles();
        using var frames = new FrameEnvironment(world);
        for (var time = 0; time < 2; time++) // one run after another
        {
            var run = Waiting.Alone(() => Play(frames, 200));
            Loop(frames, world, run);
            Assert.Equal(Play(new VectorEnvironment(Agents, _ => new CartPole()), 200), await run);
        }
        Assert.Equal(400, frames.Frames);
    }

    /// <summary>An engine's thread is none of the pool.</summary>
    [Fact]
    public async Task Training_on_the_thread_of_the_loop_is_refused()
    {
        var world = Poles();
        using var frames = new FrameEnvironment(world);
        var refused = await Waiting.Alone(() =>
        {
            Frame(frames, world);
            return Assert.Throws<InvalidOperationException>(() => Play(frames, 1));
        });
        Assert.Contains("TrainAsync", refused.Message, StringComparison.Ordinal);
        var run = Waiting.Alone(() => Play(frames, 20));
        Loop(frames, world, run);
        Assert.Equal(Play(new VectorEnvironment(Agents, _ => new CartPole()), 20), await run);
    }

    [Fact]
    public async Task Limits_and_restarts_are_those_of_plain_environments()
    {
        var world = Poles();
        using var frames = new FrameEnvironment(world, stepLimit: 9);
        var run = Waiting.Alone(() => Play(frames, 60));
        Loop(frames, world, run);
        var expected = Play(new VectorEnvironment(Agents, _ => new TimeLimit(new CartPole(), 9)), 60);
        Assert.Equal(expected, await run);
        var again = Waiting.Alone(() => Play(new VectorTimeLimit(frames, 7), 60));
        Loop(frames, world, again);
        Assert.Equal(Play(new VectorTimeLimit(new VectorEnvironment(Agents, _ => new CartPole()), 7), 60), await again);
    }

    [Fact]
    public async Task An_act_lasts_its_frames_and_none_passes_while_paused()
    {
        var world = new SteppedWorld(1, _ => new EndlessPair());
        using var frames = new FrameEnvironment(world, framesPerStep: 4);
        var run = Waiting.Alone(() => Play(frames, 5));
        while (frames.Frames < 6)
            Frame(frames, world);
        frames.Paused = true;
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(frames.BeginFrame(TimeSpan.FromHours(1)));
            frames.EndFrame();
        }
        Assert.Equal((6, 6, TimeSpan.Zero), (frames.Frames, world.Advances, frames.Time.Now));
        frames.Paused = false;
        Loop(frames, world, run);
        Assert.Equal((20, 20), (frames.Frames, world.Advances));
        await run;
    }

    [Fact]
    public async Task Cancelled_at_any_moment_the_run_ends_and_the_next_one_is_right()
    {
        var world = Poles();
        using var frames = new FrameEnvironment(world, framesPerStep: 2);
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            using var stop = new CancellationTokenSource();
            var run = Waiting.Alone(() => Play(frames, int.MaxValue, stop.Token));
            for (var frame = random.Next(20); frame > 0; frame--)
                Frame(frames, world);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run); // without another frame
        }
        using var one = new FrameEnvironment(world);
        var next = Waiting.Alone(() => Play(one, 50));
        Loop(one, world, next);
        Assert.Equal(Play(new VectorEnvironment(Agents, _ => new CartPole()), 50), await next);
    }

    [Fact]
    public async Task Closing_the_game_ends_whoever_waits()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var world = Poles(1);
            var frames = new FrameEnvironment(world);
            var run = Waiting.Alone(() => Play(frames, int.MaxValue));
            for (var frame = trial % 10; frame > 0; frame--)
                Frame(frames, world);
            frames.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => run);
            Assert.False(frames.BeginFrame());
        }
    }

    [Fact]
    public async Task What_a_world_throws_reaches_both_sides()
    {
        var world = Poles();
        using var frames = new FrameEnvironment(world);
        var run = Waiting.Alone(() => Play(frames, int.MaxValue));
        while (frames.Frames < 3)
            Frame(frames, world);
        world.Fault = new InvalidOperationException("fell through the floor");
        Assert.Same(world.Fault, Assert.Throws<InvalidOperationException>(() => Loop(frames, world, run)));
        var thrown = await Assert.ThrowsAsync<EnvironmentException>(() => run);
        Assert.Same(world.Fault, thrown.InnerException);
        world.Fault = null;
        var next = Waiting.Alone(() => Play(frames, 5));
        Loop(frames, world, next);
        await next;
    }

    [Fact]
    public async Task A_second_run_at_once_is_refused()
    {
        using var frames = new FrameEnvironment(Poles());
        using var stop = new CancellationTokenSource();
        Task[] runs = [Waiting.Alone(() => Play(frames, 9, stop.Token)), Waiting.Alone(() => Play(frames, 9, stop.Token))];
        var refused = await Task.WhenAny(runs);
        Assert.Contains(
            "one run at a time",
            (await Assert.ThrowsAsync<EnvironmentException>(() => refused)).Message,
            StringComparison.Ordinal
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs.Single(run => run != refused));
    }

    [Fact]
    public async Task Frames_allocate_nothing()
    {
        var world = Poles();
        using var frames = new FrameEnvironment(world);
        using var stop = new CancellationTokenSource();
        var run = Waiting.Alone(() => Play(new VectorTimeLimit(frames, 1000), int.MaxValue, stop.Token));
        while (frames.Frames < 50)
            Frame(frames, world);
        long most = 0;
        for (var i = 0; i < 1000; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var advances = frames.BeginFrame(TimeSpan.FromMilliseconds(16));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (advances)
                world.Advance();
            before = GC.GetAllocatedBytesForCurrentThread();
            frames.EndFrame();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, allocated);
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, most);
    }

    /// <summary>Never ends; three numbers, as <see cref="Play"/> reads the third.</summary>
    private sealed class EndlessPair : IEnvironment
    {
        public Space Observations { get; } = new BoxSpace([0, 0, 0], [1, 1, 1]);

        public Space Actions { get; } = new DiscreteSpace(2);

        public void Reset(ulong? seed, Span<float> observation) => observation.Clear();

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            observation.Clear();
            return new StepResult(1, false, false);
        }
    }
}
