using DeclarativeIL.Samples.Game;

namespace DeclarativeIL.Algorithms.Tests.Samples;

/// <summary>The sample of a game's loop.</summary>
public class GameSampleTests
{
    [Fact]
    public void The_player_is_asked_in_frames_and_the_learner_earns_more()
    {
        var lesson = new TeachInGame(seed: 1, agents: 3, rounds: 4, steps: 300).Run(CancellationToken.None);
        Assert.Equal((1200, 3), (lesson.Labels, lesson.AtOnce));
        Assert.True(lesson.Frames > 2 * 400, "Each of 400 steps lasts two frames.");
        Assert.True(lesson.After > lesson.Before + 1, $"{lesson.Before} before, {lesson.After} after.");
    }
}
