using DeclarativeIL.Data;
using DeclarativeIL.Generated;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>Rewards of one sign, where episodes can end early, teach their length.</summary>
public sealed class LearnedRewardsTests
{
    private static string? Warning(bool ends, params double[] rewards) =>
        LearnedRewards.Warning(
            new Dataset<Transition>(
                rewards.Select((reward, i) => new Transition(State.Of(i), Act.Discrete(0), reward, State.Of(i + 1), ends && i == 1))
            )
        );

    [Fact]
    public void One_sign_and_an_end_are_warned_of_with_figures()
    {
        Assert.StartsWith(
            "The declared reward was never negative (0.25 to 2 on 3 steps), and 1 episodes ended by the environment's rules: to go on pays",
            Warning(true, 2, 0.25, 1),
            StringComparison.Ordinal
        );
        Assert.Contains("never positive (-3 to 0 on 2 steps), and 1 episodes ended", Warning(true, 0, -3), StringComparison.Ordinal);
        Assert.Contains("to end pays by itself", Warning(true, -1, -1), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_signs_none_and_episodes_without_an_end_are_not()
    {
        Assert.Null(Warning(true, 1, -0.5, 2));
        Assert.Null(Warning(true, 0, 0));
        Assert.Null(Warning(false, 1, 2));
    }
}
