using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class ExpertDeskTests
{
    private static readonly DiscreteSpace Two = new(2);

    [Fact]
    public void The_expert_is_asked_once_per_environment_and_step()
    {
        var asked = new List<State>();
        var desk = new ExpertDesk(
            Expert.From(s =>
            {
                asked.Add(s);
                return Act.Discrete((int)s[0]);
            }),
            Two,
            2
        );
        var action = new float[1];
        desk.Begin(0);
        for (var t = 0; t < 3; t++)
        {
            desk.NextStep();
            Assert.Equal(Act.Discrete(1), desk.Action(1, State.Of(1)));
            Assert.Equal(Act.Discrete(1), desk.Action(1, [1f]));
            desk.Action(1, [1f], action);
            Assert.Equal(1f, action[0]);
            if (t == 1)
                Assert.Equal(Act.Discrete(0), desk.Action(0, [0f]));
        }
        Assert.Equal(4, asked.Count);
        Assert.Equal(4, desk.Queries);
        desk.Begin(1);
        desk.NextStep();
        desk.Action(1, [1f]);
        Assert.Equal(5, desk.Queries);
    }

    [Fact]
    public void Asking_again_within_a_step_allocates_nothing()
    {
        var desk = new ExpertDesk(Expert.From(new CartPoleController()), Two, 1);
        float[] observation = [0, 0, 0.1f, 0],
            action = [0];
        desk.Begin(0);
        desk.NextStep();
        desk.Action(0, observation, action);
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                for (var i = 0; i < 100; i++)
                    desk.Action(0, observation, action);
            })
        );
        Assert.Equal(1f, action[0]);
    }

    [Fact]
    public void Interventions_takeovers_and_switches_are_counted_within_episodes()
    {
        var desk = new ExpertDesk(Expert.From(_ => Act.Discrete(0)), Two, 2);
        desk.Begin(0);
        foreach (var who in "LEELE")
            desk.Acts(0, who == 'E' ? Control.Expert : Control.Learner);
        Assert.Equal(new ExpertCounts(0, 3, 2, 3), desk.Counts);
        Assert.Equal((Control.Expert, Control.Learner), (desk.Previous(0), desk.Previous(1)));
        Assert.Equal(new Step(State.Of(1), 0, 5, 0, Control.Expert), desk.Situation(0, State.Of(1)));
        desk.EndEpisode(0);
        Assert.Equal(new Step(State.Of(1), 0, 0, 0, Control.Learner), desk.Situation(0, State.Of(1)));
        desk.Acts(0, Control.Learner);
        Assert.Equal(3, desk.Counts.Switches);
        desk.Acts(0, Control.Expert);
        desk.Begin(1);
        desk.Acts(0, Control.Expert);
        Assert.Equal(new ExpertCounts(0, 5, 4, 5), desk.Counts);
        desk.Counts = new ExpertCounts(7, 1, 1, 1);
        Assert.Equal(7, desk.Queries);
    }

    /// <summary>Who hands back still acts; called again for the very next step, it has not stopped acting.</summary>
    [Fact]
    public void Handing_back_is_a_step_of_the_expert()
    {
        var desk = new ExpertDesk(Expert.From(_ => Act.Discrete(0)), Two, 1);
        desk.Begin(0);
        foreach (var who in "LHLEH")
            desk.Acts(0, Of(who));
        Assert.Equal(new ExpertCounts(0, 3, 2, 3), desk.Counts);
        Assert.Equal((Control.HandBack, Control.HandBack), (desk.Previous(0), desk.Situation(0, State.Of(1)).Previous));
        foreach (var who in "HEL")
            desk.Acts(0, Of(who));
        Assert.Equal(new ExpertCounts(0, 5, 2, 4), desk.Counts);
        desk.Acts(0, Control.HandBack);
        desk.EndEpisode(0);
        Assert.Equal(Control.Learner, desk.Previous(0));

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
        var desk = new ExpertDesk(Expert.From(_ => answer), space, 4);
        desk.Begin(2);
        desk.NextStep();
        desk.NextStep();
        var exception = Assert.Throws<ExpertException>(() => desk.Action(3, State.Of(0)));
        Assert.Equal((3, 2, 1L), (exception.Environment, exception.Round, exception.Step));
        Assert.Contains(found, exception.Found, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Expected, StringComparison.Ordinal);
        Assert.Contains("environment 3, round 2, step 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expert_that_throws_is_named_with_its_place()
    {
        var desk = new ExpertDesk(
            Expert.From(_ => throw new InvalidOperationException("tired"), _ => throw new InvalidOperationException("asleep")),
            Two,
            1
        );
        desk.Begin(0);
        desk.NextStep();
        var exception = Assert.Throws<ExpertException>(() => desk.Action(0, State.Of(0)));
        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Contains("tired", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ExpertException>(() => desk.TakesOver(0, new Step(State.Of(0), 0, 0, 0, Control.Learner)));
        Assert.Contains("asleep", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_is_not_a_failure()
    {
        var desk = new ExpertDesk(Expert.From(_ => throw new OperationCanceledException()), Two, 1);
        Assert.Throws<OperationCanceledException>(() => desk.Action(0, State.Of(0)));
    }

    [Fact]
    public void Taking_over_is_asked_once_per_step_and_is_no_query()
    {
        var asked = 0;
        var desk = new ExpertDesk(Expert.From(_ => Act.Discrete(0)).TakingOver(t => ++asked > 0 && t.State[0] > 0), Two, 1);
        desk.Begin(0);
        desk.NextStep();
        var step = new Step(State.Of(1), 0, 0, 0, Control.Learner);
        Assert.True(desk.TakesOver(0, step) && desk.TakesOver(0, step));
        Assert.Equal((1, 0L), (asked, desk.Queries));
        desk.NextStep();
        Assert.False(desk.TakesOver(0, step with { State = State.Of(-1) }));

        var mute = new ExpertDesk(new Mute(), Two, 1);
        Assert.Contains("ITakeoverExpert", Assert.Throws<ExpertException>(() => mute.TakesOver(0, step)).Message, StringComparison.Ordinal);
    }

    private sealed class Mute : IActionExpert
    {
        public Act Action(State state) => Act.Discrete(0);
    }
}
