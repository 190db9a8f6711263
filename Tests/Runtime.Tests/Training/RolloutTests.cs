using DeclarativeIL.Environments;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>A policy's density is of what it drew; the environment gets what its bounds allow.</summary>
public class RolloutTests
{
    [Fact]
    public void An_action_beyond_its_bounds_is_executed_at_them_and_kept_as_it_was_chosen()
    {
        var environments = new VectorPendulum(2);
        var (rollout, log) = (new Rollout(environments, expert: null, round: 0), TransitionLog.Of(environments));
        rollout.Reset(1);
        rollout.Execute(0, Act.Continuous(7.5));
        rollout.Actions[1] = -0.5f;
        Assert.Equal(7.5, rollout.Action(0)[0]);
        rollout.Step();
        rollout.Keep(log);

        Assert.Equal((2, 7.5), (log.Rows[0].Action[0], log.Rows[0].Chosen[0]));
        Assert.Equal((-0.5, -0.5), (log.Rows[1].Action[0], log.Rows[1].Chosen[0]));
    }

    [Fact]
    public void Without_a_word_about_it_what_was_executed_was_chosen()
    {
        var row = new Transition(State.Of(1), Act.Continuous(2), 0, State.Of(3), false);
        Assert.Equal(row.Action, row.Chosen);
        Assert.Equal(row, row with { });
        Assert.Equal(Act.Continuous(5), (row with { Chosen = Act.Continuous(5) }).Chosen);
    }
}
