using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class WrapperTests
{
    private static readonly Expert Constant = Expert.From(_ => Act.Continuous(0.5));
    private static readonly BoxSpace Box = new([-1], [1]);

    private static ExpertQuery At(long step, int environment = 0, int round = 0, double state = 0, long? index = null) =>
        new(State.Of(state), environment, round, step, index ?? step, Control.Learner);

    [Fact]
    public void Noise_has_the_deviation_that_was_asked_for_and_stays_within_bounds()
    {
        var expert = new NoisyExpert(Constant, Box, 0.1, new SeedSequence(1));
        var answers = Enumerable.Range(0, 20000).Select(t => expert.Action(At(t))[0]).ToArray();
        Assert.Equal(0.5, answers.Average(), 0.004);
        Assert.Equal(0.01, answers.Select(a => (a - 0.5) * (a - 0.5)).Average(), 0.0005);
        var loud = new NoisyExpert(Constant, Box, 10, new SeedSequence(1));
        Assert.All(Enumerable.Range(0, 100), t => Assert.InRange(loud.Action(At(t))[0], -1, 1));
    }

    [Fact]
    public void A_noisy_choice_is_any_choice_as_often_as_was_asked_for()
    {
        var expert = new NoisyExpert(Expert.From(_ => Act.Discrete(2)), new DiscreteSpace(4), 0.4, new SeedSequence(2));
        var answers = Enumerable.Range(0, 20000).Select(t => expert.Action(At(t)).Index).ToArray();
        for (var choice = 0; choice < 4; choice++)
            Assert.Equal(choice == 2 ? 0.7 : 0.1, answers.Count(a => a == choice) / 20000.0, 0.015);
    }

    [Fact]
    public void The_draws_depend_on_the_place_alone()
    {
        NoisyExpert Noisy() => new(Constant, Box, 0.1, new SeedSequence(1));
        var (one, other) = (Noisy(), Noisy());
        var expected = Enumerable.Range(0, 50).Select(t => one.Action(At(t, t % 3, t / 10))).ToArray();
        for (var t = 49; t >= 0; t -= 2) // backwards, and only every other one
            Assert.Equal(expected[t], other.Action(At(t, t % 3, t / 10)));
        Assert.Equal(50, expected.Distinct().Count());
        Assert.NotEqual(one.Action(At(1)), new NoisyExpert(Constant, Box, 0.1, new SeedSequence(2)).Action(At(1)));
    }

    [Fact]
    public void A_delay_answers_earlier_questions_of_the_same_environment_and_episode()
    {
        var session = new ExpertSession(new DelayedExpert(Expert.From(s => Act.Discrete((int)s[0])), 2), new DiscreteSpace(100), 2);
        session.Begin(0);
        var heard = new List<string>();
        for (var t = 0; t < 7; t++)
        {
            session.NextStep();
            heard.Add($"{session.Action(0, State.Of(t)).Index} {session.Action(1, State.Of(50 + t)).Index}");
            if (t == 3)
                session.EndEpisode(0);
        }
        Assert.Equal(["0 50", "0 50", "0 50", "1 51", "4 52", "4 53", "4 54"], heard);
        session.Begin(1);
        session.NextStep();
        Assert.Equal(9, session.Action(0, State.Of(9)).Index);
    }

    [Fact]
    public void No_delay_changes_nothing()
    {
        var expert = new DelayedExpert(Expert.From(s => Act.Continuous(s[0])), 0);
        for (var t = 0; t < 5; t++)
            Assert.Equal(t, expert.Action(At(t, state: t))[0]);
    }

    [Fact]
    public void Experts_take_turns_as_often_as_was_asked_for()
    {
        var expert = new StochasticExpert(
            [(Expert.From(_ => Act.Discrete(0)), 0.2), (Expert.From(_ => Act.Discrete(1)), 0.8)],
            new SeedSequence(1)
        );
        var answers = Enumerable.Range(0, 20000).Select(t => expert.Action(At(t)).Index).ToArray();
        Assert.Equal(0.8, answers.Average(), 0.015);
        Assert.Equal(answers[..100], Enumerable.Range(0, 100).Select(t => expert.Action(At(t)).Index));
    }

    [Fact]
    public void A_policy_as_a_stochastic_expert_samples()
    {
        using var policy = new DeclarativeIL.Policies.CategoricalPolicy(1, 2, [], DeclarativeIL.Activation.Tanh, new SeedSequence(4));
        var expert = new StochasticExpert(policy, new SeedSequence(1));
        var chosen = Enumerable.Range(0, 500).Select(t => expert.Action(At(t)).Index).ToArray();
        Assert.Equal([0, 1], chosen.Distinct().Order());
        Assert.Equal(chosen, Enumerable.Range(0, 500).Select(t => expert.Action(At(t)).Index));
        Assert.Throws<ArgumentException>("query", () => expert.Action(State.Of(1, 2)));
    }

    [Fact]
    public void Wrapped_experts_keep_their_place_and_can_take_over()
    {
        var seen = new List<ExpertQuery>();
        var expert = new NoisyExpert(new Spy(seen), new DiscreteSpace(2), 0, new SeedSequence(1)).TakingOver(_ => true);
        var session = new ExpertSession(expert, new DiscreteSpace(2), 2);
        session.Begin(3);
        session.NextStep();
        session.NextStep();
        Assert.True(session.TakesOver(1, session.Situation(1, State.Of(7))));
        session.Action(1, State.Of(7));
        Assert.Equal(new ExpertQuery(State.Of(7), 1, 3, 1, 1, Control.Learner), Assert.Single(seen));
    }

    [Fact]
    public void Impossible_numbers_are_refused_by_name()
    {
        var seeds = new SeedSequence(1);
        Assert.Throws<ArgumentOutOfRangeException>("noise", () => new NoisyExpert(Constant, Box, -1, seeds));
        Assert.Throws<ArgumentOutOfRangeException>("noise", () => new NoisyExpert(Constant, Box, double.NaN, seeds));
        Assert.Throws<ArgumentOutOfRangeException>("noise", () => new NoisyExpert(Constant, new DiscreteSpace(2), 1.5, seeds));
        Assert.Throws<ArgumentOutOfRangeException>("questions", () => new DelayedExpert(Constant, -1));
        Assert.Throws<ArgumentException>("experts", () => new StochasticExpert([], seeds));
        Assert.Throws<ArgumentException>("experts", () => new StochasticExpert([(Constant, 0.5)], seeds));
    }

    private sealed class Spy(List<ExpertQuery> seen) : Expert, ISituatedExpert
    {
        public override Act Action(State state) => throw new NotSupportedException();

        public Act Action(ExpertQuery query)
        {
            seen.Add(query);
            return Act.Discrete(1);
        }
    }
}
