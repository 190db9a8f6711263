using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary>An environment that a game's loop moves, against the same one that is stepped.</summary>
public class FrameDrivenTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Training_in_frames_is_training_in_steps(int wait)
    {
        var room = new FrameRoom();
        var data = new Dataset<Demonstration>();
        using var policy = DeclaredEnvironmentTests.Policy();
        var training = new DAgger().TrainAsync(
            policy,
            data,
            new VectorEnvironment(1, _ => room),
            DeclaredEnvironmentTests.Expert(),
            new(2, 200),
            DeclaredEnvironmentTests.Options()
        );

        Play(room, training, TimeSpan.FromMilliseconds(wait));
        await training;

        Assert.Equal(DeclaredEnvironmentTests.Trained(static () => new DeclaredRoom(), count: 1), Learned.Of(policy, data));
        Assert.Equal(4 * 400, room.Frames);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_the_game_running_and_another_can_follow()
    {
        var room = new FrameRoom();
        using var stop = new CancellationTokenSource();
        var first = Train(room, stop.Token);
        while (room.Frames < 6) // in the middle of a step
            room.Frame(Patience);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(room.BeginFrame());
        room.EndStep(); // of the step that was withdrawn: to nobody
        var second = Train(room, CancellationToken.None);
        Play(room, second, Patience);
        await second;

        Assert.Equal(6 + 4 * 400, room.Frames);
    }

    [Fact]
    public async Task What_the_game_throws_ends_training_and_reaches_the_game()
    {
        var room = new FrameRoom { Failing = new InvalidOperationException("no reward today") };
        var training = Train(room, CancellationToken.None);

        var thrown = Assert.Throws<InvalidOperationException>(() => Play(room, training, Patience));

        Assert.Same(room.Failing, thrown);
        var heard = await Assert.ThrowsAsync<EnvironmentException>(() => training);
        Assert.Contains("no reward today", heard.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_reward_ends_training_alone()
    {
        var room = new FrameRoom();
        IEnvironment environment = room;
        var asking = Task.Run(() => environment.Step([7], new float[2]));
        await Assert.ThrowsAsync<EnvironmentException>(() => asking); // not an action: the game never hears of it
        asking = Task.Run(() => environment.Step([1], new float[2]));
        while (!asking.IsCompleted)
            Assert.False(room.BeginFrame(Patience)); // no episode is running
        Assert.Equal("Step", (await Assert.ThrowsAsync<EnvironmentException>(() => asking)).Subject);
    }

    [Fact]
    public void The_thread_of_the_frames_cannot_wait_for_itself()
    {
        var room = new FrameRoom();
        Assert.False(room.BeginFrame());
        var refusal = Assert.Throws<EnvironmentException>(() => ((IEnvironment)room).Reset(1, new float[2]));
        Assert.Contains("TrainAsync", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(room.EndStep);
    }

    [Fact]
    public void A_frame_waits_no_longer_than_it_is_told_to()
    {
        var since = Stopwatch.GetTimestamp();
        Assert.False(new FrameRoom().BeginFrame(TimeSpan.FromMilliseconds(50)));
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalMilliseconds, 40, 20_000);
    }

    private static Task Train(FrameRoom room, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                using var policy = DeclaredEnvironmentTests.Policy();
                new DAgger().Train(
                    policy,
                    new Dataset<Demonstration>(),
                    new VectorEnvironment(1, _ => room),
                    DeclaredEnvironmentTests.Expert(),
                    new(2, 200),
                    DeclaredEnvironmentTests.Options(),
                    cancellationToken: cancellation
                );
            },
            CancellationToken.None
        );

    /// <summary>The game's loop, on this thread.</summary>
    private static void Play(FrameRoom room, Task training, TimeSpan wait)
    {
        while (!training.IsCompleted)
        {
            room.Frame(wait);
            if (wait == TimeSpan.Zero)
                Thread.Yield();
        }
    }
}
