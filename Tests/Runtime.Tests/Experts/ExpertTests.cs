using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class ExpertTests
{
    [Fact]
    public void Every_kind_answers_in_the_languages_terms()
    {
        Assert.Equal(Act.Continuous(2), Expert.From(s => Act.Continuous(s[0] * 2)).Action(State.Of(1)));
        Assert.Equal(Act.Discrete(1), Expert.From(new CartPoleController()).Action(State.Of(0, 0, 0.1, 0)));
        Assert.Equal(Act.Continuous(3, 4), Expert.From(new Echo(), actionSize: 2).Action(State.Of(3, 4)));
        Assert.Equal(Act.Continuous(4, 3), Expert.From(new Swap()).Action(State.Of(3, 4)));
    }

    [Fact]
    public void Wide_states_do_not_overflow_the_stack()
        => Assert.Equal(100_000, Expert.From(new Echo(), 100_000).Action(new State(new double[100_000])).Size);

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
        Assert.Throws<ArgumentException>("state", () => Expert.From(new Swap()).Action(State.Of(1)));
    }

    private sealed class Echo : IController
    {
        public void Control(ReadOnlySpan<float> observation, Span<float> action) => observation[..action.Length].CopyTo(action);
    }

    /// <summary>Acts by swapping the two numbers of a state.</summary>
    private sealed class Swap : IPolicyNetwork
    {
        public int StateSize => 2;

        public Space Actions { get; } = new BoxSpace([-9, -9], [9, 9]);

        public FlatParameters Parameters => throw new NotSupportedException();

        public void Mode(ReadOnlySpan<float> states, Span<float> actions) => (actions[0], actions[1]) = (states[1], states[0]);

        public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => throw new NotSupportedException();

        public Policy OneSample() => throw new NotSupportedException();

        public Answers Forward(params ReadOnlySpan<Question> questions) => throw new NotSupportedException();

        public void Backward(Answers answers, params ReadOnlySpan<TorchSharp.torch.Tensor?> gradients) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
