using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>A policy's density is of what it drew; the environment gets what its bounds allow.</summary>
public class RolloutTests
{
    [Fact]
    public void An_action_beyond_its_bounds_is_executed_at_them_and_kept_as_it_was_chosen()
    {
        var environments = new VectorPendulum(2);
        var (rollout, log) = (
            new Rollout(environments, expert: null, new Rounds(1, 2), new SeedSequence(1)),
            RolloutBuffer.Of(environments)
        );
        rollout.Begin(0);
        rollout.Execute(0, Act.Continuous(7.5));
        rollout.Actions[1] = -0.5f;
        Assert.Equal(7.5, rollout.Action(0)[0]);
        rollout.Step();
        rollout.AppendTo(log);

        Assert.Equal((2, 7.5), (log.Rows[0].Action[0], log.Rows[0].Chosen[0]));
        Assert.Equal((-0.5, -0.5), (log.Rows[1].Action[0], log.Rows[1].Chosen[0]));
    }

    /// <summary>The first row of a round begins where the last of the round before ended, and nothing is terminal at that place.</summary>
    [Fact]
    public void A_round_goes_on_where_the_last_one_ended()
    {
        var environments = new VectorPendulum(2);
        var (rollout, log, all) = (
            new Rollout(environments, expert: null, new Rounds(3, 6), new SeedSequence(1)),
            RolloutBuffer.Of(environments),
            RolloutBuffer.Of(environments)
        );
        for (var round = 0; round < 3; round++)
        {
            log.Clear();
            for (rollout.Begin(round); rollout.GoesOn; )
            {
                Assert.Equal(
                    (round, 3 * round + (rollout.Steps / 2), 0),
                    ((int)rollout.Situation(1).Round, (int)rollout.Situation(1).Index, rollout.Episode(1))
                );
                rollout.Actions.Fill(0.5f);
                rollout.Step();
                rollout.AppendTo(log);
            }
            Assert.Equal(6, log.Rows.Count);
            Assert.All(log.Ends.ToArray(), static ends => Assert.False(ends));
            Assert.All(log.Rows, row => Assert.False(row.Terminal));
            all.AddRange(log);
        }
        Assert.Equal(9, rollout.Time);
        for (var row = 0; row < 16; row++)
            Assert.Equal(all.Rows[row].Next, all.Rows[row + 2].State);
        Assert.Equal([9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1], all.ScanBackward(static (_, later) => 1 + later));
        Assert.Equal([3, 3, 2, 2, 1, 1], log.ScanBackward(static (_, later) => 1 + later));
    }

    /// <summary>GAE by hand over a round's end: delta = r + gamma v(s') - v(s) with v = 10, 20, 30, gamma 0.5, lambda 0.5.</summary>
    [Fact]
    public void An_advantage_at_a_rounds_end_takes_the_next_states_value()
    {
        var log = new RolloutBuffer(1, 1, 1);
        StepResult goes = new(1, false, false);
        log.Append([1], [0], [goes], [2], [0]);
        log.Append([2], [0], [goes], [3], [0]);
        double[] first = log.ScanBackward((i, later) => Advantage(log.Rows[i], later));
        Assert.Equal([1 + 10 - 10 + (0.25 * -4), 1 + 15 - 20], first);

        var ended = new RolloutBuffer(1, 1, 1);
        ended.Append([1], [0], [goes], [2], [0]);
        ended.Append([2], [0], [new(1, true, false)], [1], [3]);
        Assert.Equal([1 + (0.25 * -19), 1 - 20], ended.ScanBackward((i, later) => Advantage(ended.Rows[i], later)));

        static double Advantage(Transition t, double later) =>
            t.Reward + (t.Terminal ? 0 : 0.5 * 10 * t.Next[0]) - (10 * t.State[0]) + (0.5 * 0.5 * later);
    }

    /// <summary>Who acted before, the step of the episode and the delayed answers go through a round's end.</summary>
    [Fact]
    public void What_the_expert_is_told_of_an_episode_goes_through_a_rounds_end()
    {
        var (environments, asked) = (new VectorPendulum(1), new List<ExpertQuery>());
        var expert = new DelayedExpert(new Asked(asked), 2);
        var session = new ExpertSession(expert, environments.Actions, 1);
        var (rollout, heard) = (new Rollout(environments, session, new Rounds(3, 2), new SeedSequence(1)), new List<double>());
        for (var round = 0; round < 3; round++)
        for (rollout.Begin(round); rollout.GoesOn; )
        {
            session.NextStep();
            var label = session.Action(0, rollout.Situation(0).State);
            heard.Add(label[0]);
            rollout.Decide(0, Control.Expert, label);
            rollout.Step();
        }
        Assert.Equal([0, 0, 0, 0.1, 0.2, 0.3], heard);
        Assert.Equal(
            [(0, 0L, 0L), (0, 1, 1), (1, 0, 2), (1, 1, 3), (2, 0, 4), (2, 1, 5)],
            asked.Select(static query => (query.Round, query.Step, query.Index))
        );
        Assert.Equal([Control.Learner, .. Enumerable.Repeat(Control.Expert, 5)], asked.Select(static query => query.Previous));
        Assert.Equal(new ExpertCounts(6, 6, 1, 1), session.Counts);
    }

    private sealed class Asked(List<ExpertQuery> asked) : Expert, ISituatedExpert
    {
        public override Act Action(State state) => throw new NotSupportedException();

        public Act Action(ExpertQuery query)
        {
            asked.Add(query);
            return Act.Continuous((asked.Count - 1) / 10.0);
        }
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
