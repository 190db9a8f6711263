using DeclarativeIL.Experts;
using DeclarativeIL.Games;
using DeclarativeIL.Runtime.Tests.Experts;

namespace DeclarativeIL.Runtime.Tests.Games;

/// <summary>Time that passes where the game says so.</summary>
public sealed class GameTimeTests
{
    [Fact]
    public async Task A_question_times_out_in_game_time_alone()
    {
        var (time, player) = (new GameTime(), new FrameExpert());
        var expert = Expert.From(player, new() { TimeOut = TimeSpan.FromSeconds(2), Time = time });
        var run = Waiting.Alone(() => expert.Action(State.Of(1)));
        while (player.Poll() is null)
            await Task.Yield();
        time.Advance(TimeSpan.Zero);
        Assert.True(player.Poll()!.IsOpen);
        while (!run.IsCompleted) // the timer may be set after the question is put
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }
        await Assert.ThrowsAsync<TimeoutException>(() => run);
        Assert.Null(player.Poll());
    }
}
