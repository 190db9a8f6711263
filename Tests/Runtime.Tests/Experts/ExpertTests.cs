using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class ExpertTests
{
    private static readonly FakePolicy Swap = new(2, new BoxSpace([-9, -9], [9, 9]), (s, a) => (a[0], a[1]) = (s[1], s[0]));

    [Fact]
    public void Every_kind_answers_in_the_languages_terms()
    {
        Assert.Equal(Act.Continuous(2), Expert.From(s => Act.Continuous(s[0] * 2)).Action(State.Of(1)));
        Assert.Equal(Act.Discrete(1), Expert.From(new CartPoleController()).Action(State.Of(0, 0, 0.1, 0)));
        Assert.Equal(Act.Continuous(3, 4), Expert.From(new Echo(), actionSize: 2).Action(State.Of(3, 4)));
        Assert.Equal(Act.Continuous(4, 3), Expert.From(Swap).Action(State.Of(3, 4)));
    }

    [Fact]
    public void Wide_states_do_not_overflow_the_stack() =>
        Assert.Equal(100_000, Expert.From(new Echo(), 100_000).Action(new State(new double[100_000])).Size);

    [Fact]
    public void Taking_over_asks_the_rule_and_keeps_the_answers()
    {
        var expert = Expert.From(new CartPoleController()).TakingOver(t => Math.Abs(t.State[2]) > 0.1);
        Assert.IsType<ITakeoverExpert>(expert, exactMatch: false);
        Assert.True(expert.TakesOver(new Step(State.Of(0, 0, 0.2, 0), 0, 0, 0, Control.Learner)));
        Assert.False(expert.TakesOver(new Step(State.Of(0, 0, 0, 0), 0, 0, 0, Control.Learner)));
        Assert.Equal(Act.Discrete(1), expert.Action(State.Of(0, 0, 0.1, 0)));
        Assert.Throws<NotSupportedException>(() => Expert.From(new Echo()).TakesOver(default));
    }

    [Fact]
    public void Missing_parts_are_refused_by_name()
    {
        Assert.Throws<ArgumentNullException>("action", () => Expert.From((Func<State, Act>)null!));
        Assert.Throws<ArgumentNullException>("policy", () => Expert.From((IPolicyNetwork)null!));
        Assert.Throws<ArgumentNullException>("controller", () => Expert.From((IController)null!));
        Assert.Throws<ArgumentNullException>("takesOver", () => Expert.From(_ => default, null!));
        Assert.Throws<ArgumentOutOfRangeException>("actionSize", () => Expert.From(new Echo(), 0));
        Assert.Throws<ArgumentException>("state", () => Expert.From(Swap).Action(State.Of(1)));
    }

    private sealed class Echo : IController
    {
        public void Control(ReadOnlySpan<float> observation, Span<float> action) => observation[..action.Length].CopyTo(action);
    }
}
