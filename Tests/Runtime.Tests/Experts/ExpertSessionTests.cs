using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class ExpertSessionTests
{
    private static readonly DiscreteSpace Two = new(2);

    [Fact]
    public void The_expert_is_asked_once_per_environment_and_step()
    {
        var asked = new List<State>();
        var session = new ExpertSession(
            Expert.From(s =>
            {
                asked.Add(s);
                return Act.Discrete((int)s[0]);
            }),
            Two,
            2
        );
        var action = new float[1];
        session.Begin(0);
        for (var t = 0; t < 3; t++)
        {
            session.NextStep();
            Assert.Equal(Act.Discrete(1), session.Action(1, State.Of(1)));
            Assert.Equal(Act.Discrete(1), session.Action(1, [1f]));
            session.Action(1, [1f], action);
            Assert.Equal(1f, action[0]);
            if (t == 1)
                Assert.Equal(Act.Discrete(0), session.Action(0, [0f]));
        }
        Assert.Equal(4, asked.Count);
        Assert.Equal(4, session.Queries);
        session.Begin(1);
        session.NextStep();
        session.Action(1, [1f]);
        Assert.Equal(5, session.Queries);
    }

    [Fact]
    public void Asking_again_within_a_step_allocates_nothing()
    {
        var session = new ExpertSession(Expert.From(new CartPoleController()), Two, 1);
        float[] observation = [0, 0, 0.1f, 0],
            action = [0];
        session.Begin(0);
        session.NextStep();
        session.Action(0, observation, action);
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                for (var i = 0; i < 100; i++)
                    session.Action(0, observation, action);
            })
        );
        Assert.Equal(1f, action[0]);
    }

    [Fact]
    public void Interventions_takeovers_and_switches_are_counted_within_episodes()
    {
        var session = new ExpertSession(Expert.From(_ => Act.Discrete(0)), Two, 2);
        session.Begin(0);
        foreach (var who in "LEELE")
            session.Acts(0, who == 'E' ? Control.Expert : Control.Learner);
        Assert.Equal(new ExpertCounts(0, 3, 2, 3), session.Counts);
        Assert.Equal((Control.Expert, Control.Learner), (session.Previous(0), session.Previous(1)));
        Assert.Equal(new Step(State.Of(1), 0, 5, 0, Control.Expert), session.Situation(0, State.Of(1)));
        session.EndEpisode(0);
        Assert.Equal(new Step(State.Of(1), 0, 0, 0, Control.Learner), session.Situation(0, State.Of(1)));
        session.Acts(0, Control.Learner);
        Assert.Equal(3, session.Counts.Switches);
        session.Acts(0, Control.Expert);
        session.Begin(1);
        session.Acts(0, Control.Expert);
        Assert.Equal(new ExpertCounts(0, 5, 4, 5), session.Counts);
        session.Counts = new ExpertCounts(7, 1, 1, 1);
        Assert.Equal(7, session.Queries);
    }

    /// <summary>Who hands back still acts; called again for the very next step, it has not stopped acting.</summary>
    [Fact]
    public void Handing_back_is_a_step_of_the_expert()
    {
        var session = new ExpertSession(Expert.From(_ => Act.Discrete(0)), Two, 1);
        session.Begin(0);
        foreach (var who in "LHLEH")
            session.Acts(0, Of(who));
        Assert.Equal(new ExpertCounts(0, 3, 2, 3), session.Counts);
        Assert.Equal((Control.HandBack, Control.HandBack), (session.Previous(0), session.Situation(0, State.Of(1)).Previous));
        foreach (var who in "HEL")
            session.Acts(0, Of(who));
        Assert.Equal(new ExpertCounts(0, 5, 2, 4), session.Counts);
        session.Acts(0, Control.HandBack);
        session.EndEpisode(0);
        Assert.Equal(Control.Learner, session.Previous(0));

        static Control Of(char who) =>
            who switch
            {
                'L' => Control.Learner,
                'E' => Control.Expert,
                _ => Control.HandBack,
            };
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    public void A_discrete_answer_outside_is_refused(double answer) => Refused(Two, Act.Continuous(answer), "[", "0 to 1");

    [Fact]
    public void A_continuous_answer_outside_is_refused()
    {
        var box = new BoxSpace([-1, float.NegativeInfinity], [1, float.PositiveInfinity]);
        Refused(box, Act.Continuous(1.5, 0), "1.5", "box");
        Refused(box, Act.Continuous(0, double.PositiveInfinity), "Infinity", "box");
        Refused(box, Act.Continuous(0), "1 numbers", "2 numbers");
        Refused(box, default, "0 numbers", "2 numbers");
    }

    private static void Refused(Space space, Act answer, string found, string expected)
    {
        var session = new ExpertSession(Expert.From(_ => answer), space, 4);
        session.Begin(2);
        session.NextStep();
        session.NextStep();
        var exception = Assert.Throws<ExpertException>(() => session.Action(3, State.Of(0)));
        Assert.Equal((3, 2, 1L), (exception.Environment, exception.Round, exception.Step));
        Assert.Contains(found, exception.Found, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Expected, StringComparison.Ordinal);
        Assert.Contains("environment 3, round 2, step 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expert_that_throws_is_named_with_its_place()
    {
        var session = new ExpertSession(
            Expert.From(_ => throw new InvalidOperationException("tired"), _ => throw new InvalidOperationException("asleep")),
            Two,
            1
        );
        session.Begin(0);
        session.NextStep();
        var exception = Assert.Throws<ExpertException>(() => session.Action(0, State.Of(0)));
        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Contains("tired", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ExpertException>(() => session.TakesOver(0, new Step(State.Of(0), 0, 0, 0, Control.Learner)));
        Assert.Contains("asleep", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_is_not_a_failure()
    {
        var session = new ExpertSession(Expert.From(_ => throw new OperationCanceledException()), Two, 1);
        Assert.Throws<OperationCanceledException>(() => session.Action(0, State.Of(0)));
    }

    [Fact]
    public void Taking_over_is_asked_once_per_step_and_is_no_query()
    {
        var asked = 0;
        var session = new ExpertSession(Expert.From(_ => Act.Discrete(0)).TakingOver(t => ++asked > 0 && t.State[0] > 0), Two, 1);
        session.Begin(0);
        session.NextStep();
        var step = new Step(State.Of(1), 0, 0, 0, Control.Learner);
        Assert.True(session.TakesOver(0, step) && session.TakesOver(0, step));
        Assert.Equal((1, 0L), (asked, session.Queries));
        session.NextStep();
        Assert.False(session.TakesOver(0, step with { State = State.Of(-1) }));

        var mute = new ExpertSession(new Mute(), Two, 1);
        Assert.Contains("ITakeoverExpert", Assert.Throws<ExpertException>(() => mute.TakesOver(0, step)).Message, StringComparison.Ordinal);
    }

    private sealed class Mute : IActionExpert
    {
        public Act Action(State state) => Act.Discrete(0);
    }
}
