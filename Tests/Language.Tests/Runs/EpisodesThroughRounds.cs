using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// Every kind of generated collection: episodes go on from round to round, and rounds are a matter of when to train only.
/// </summary>
[Trait("Speed", "Slow")]
public class EpisodesThroughRounds
{
    private const int Lanes = 8,
        Length = 100;

    /// <summary>Steps so small that float32 parameters stay what they are: nothing is learned.</summary>
    private static readonly TrainingOptions Still = new()
    {
        Epochs = 1,
        LearningRate = 1e-30,
        Seed = 5,
    };

    private static readonly DiscreteSpace Two = new(2);

    private static readonly Expert Left = Expert.From(static _ => Act.Discrete(0));

    private static readonly Expert Back = Expert.From(static state => Act.Continuous(-0.1 * state[1], 0.1));

    private static readonly Dictionary<string, Action<IVectorEnvironment, Rounds>> Kinds = new()
    {
        ["every state labelled"] = static (seen, rounds) =>
            With(Nets.Categorical(2), pi => new DAgger().Train(pi, new(), seen, Left, rounds, Still)),
        ["the expert's steps kept"] = static (seen, rounds) =>
            With(
                Nets.Categorical(2),
                pi => new HgDAgger().Train(pi, new(), seen, Left.TakingOver(static step => step.State[1] > 0), rounds, Still)
            ),
        ["a draw an episode"] = static (seen, rounds) =>
            With(Nets.Categorical(2), pi => new CoinGate().Train(pi, new(), seen, Left, rounds, Still)),
        ["who acted before"] = static (seen, rounds) =>
            With(Nets.Categorical(2), pi => new LastingGate().Train(pi, new(), seen, Left, rounds, Still)),
        ["a gate and an exploration"] = static (seen, rounds) =>
            With(Nets.Deterministic(), mu => new Dart().Train(mu, new(), seen, Back, rounds, Still)),
        ["policy gradients"] = static (seen, rounds) => With(Nets.Categorical(2), pi => new Reinforce().Train(pi, seen, rounds, Still)),
        ["advantages"] = static (seen, rounds) =>
            With(Nets.Categorical(2), Nets.OfState(), (pi, v) => new Ppo().Train(pi, v, seen, rounds, Still)),
        ["replay, a reward and draws"] = static (seen, rounds) =>
            With(Nets.Deterministic(), mu => new Wandering().Train(mu, seen, rounds, Still)),
        ["a sample an episode"] = static (seen, rounds) => With(Nets.Categorical(2), pi => new OnePlan().Train(pi, seen, rounds, Still)),
        ["an exploration without a policy"] = static (seen, rounds) =>
            With(Nets.OfState(), Nets.Features(2, 2), (v, f) => new OneStepValue().Train(v, f, seen, rounds, Still)),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    /// <summary>20 rounds of 240 steps in 8 environments are 600 steps of each: six whole episodes, after one reset.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Whole_episodes_are_seen(string kind)
    {
        var seen = Walk.Of(Lanes, ActionsOf(kind), Length);
        Kinds[kind](seen, new Rounds(20, 240));
        Assert.Equal(20 * 240, seen.Seen.Count);
        Assert.Equal(1, seen.Resets);
        for (var i = 0; i < seen.Seen.Count; i++)
            Assert.Equal(Walk.At(i / Lanes % Length), (float)seen.Seen[i].State[0]);
    }

    /// <summary>
    /// Where nothing is learned in between, many rounds do what one long one does: draws by step and by episode, control, samples.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Many_rounds_do_what_one_long_round_does(string kind)
    {
        if (kind is "every state labelled" or "a gate and an exploration")
            return; // beta, and the noise, follow the round by declaration
        Assert.Equal(Done(new Rounds(1, 2400)), Done(new Rounds(10, 240)));
        Assert.Equal(Done(new Rounds(1, 2400)), Done(new Rounds(300, 8)));
        Assert.NotEqual(Done(new Rounds(1, 2400)), Done(Rounds.OfEpisodes(3, Lanes)));

        (State, Act, bool)[] Done(Rounds rounds)
        {
            var seen = Walk.Of(Lanes, ActionsOf(kind), Length);
            Kinds[kind](seen, rounds);
            return [.. seen.Seen];
        }
    }

    /// <summary>A round of whole episodes starts anew, and takes the first steps of more episodes no further than they go.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Rounds_of_whole_episodes_begin_with_a_reset(string kind)
    {
        var seen = Walk.Of(Lanes, ActionsOf(kind), Length);
        Kinds[kind](seen, Rounds.OfEpisodes(3, Lanes + 1));
        Assert.Equal(3, seen.Resets);
        Assert.Equal(3 * 2 * Length * Lanes, seen.Seen.Count); // the ninth episode begins where the first one ended
    }

    /// <summary>
    /// What is drawn once an episode, and what is drawn at every step, is a function of place: environment, and episode or step of the run.
    /// </summary>
    [Fact]
    public void Draws_are_of_the_episode_and_of_the_step_whatever_the_round()
    {
        using var pi = Nets.Categorical(2);
        using var mu = Nets.Deterministic();
        var (planned, wandered) = (Walk.Of(3, Two, 20), Walk.Of(3, Reach.Pushes, 20));
        new OnePlan().Train(pi, planned, new Rounds(10, 30), Still);
        new Wandering().Train(mu, wandered, new Rounds(10, 30), Still);
        for (var i = 0; i < 300; i++)
        {
            var (lane, time, episode) = ((ulong)i % 3, (ulong)i / 3, (ulong)i / 3 / 20);
            var (state, act, _) = planned.Seen[i];
            Assert.Equal(new OnePlan().PlanOfOne(pi.OneSample(), state, new Draw(Draws("Plan.z").Key, (episode * 3) + lane)), act);
            (state, act, _) = wandered.Seen[i];
            var expected = new Wandering().WanderOfOne(
                mu.OneSample(),
                state,
                StepDraws.Gaussian(Draws("Wander.z"), lane, time, 2),
                StepDraws.Gaussian(Draws("Wander.drift"), lane, episode, 2)
            );
            for (var j = 0; j < 2; j++)
                Assert.Equal(Math.Clamp(expected[j], -1, 1), act[j], 1e-5);
        }

        static RandomStream Draws(string parameter) => new SeedSequence(Still.Seed).Child("collect").Child(parameter).Stream();
    }

    /// <summary>Evaluation in a like set, or in one that was given, leaves what is collected and learned as it is, to the bit.</summary>
    [Fact]
    public void Evaluation_changes_nothing_of_what_is_collected()
    {
        var without = Learned(new VectorEnvironment(4, static _ => new CartPole()), new Rounds(6, 120));
        Assert.Equal(without, Learned(new VectorCartPole(4), new Rounds(6, 120) { EvaluationEpisodes = 5 }));
        Assert.Equal(without, Learned(new VectorEnvironment(4, static _ => new CartPole()), new Rounds(6, 120) { EvaluationEpisodes = 5 }));
        Assert.Equal(
            without,
            Learned(
                new Watched(new VectorCartPole(4)),
                new Rounds(6, 120) { EvaluationEpisodes = 5, EvaluationEnvironments = new VectorCartPole(3) }
            )
        );
        Assert.NotEqual(without, Learned(new Watched(new VectorCartPole(4)), new Rounds(6, 120) { EvaluationEpisodes = 5 }));
    }

    /// <summary>Where neither is there, every round is cut off by its evaluation and begins with a reset.</summary>
    [Fact]
    public void Without_environments_of_its_own_evaluation_interrupts()
    {
        var seen = new Watched(new VectorCartPole(4));
        using var pi = Nets.Categorical(4);
        var labels = new Dataset<Demonstration>();
        var expert = Expert.From(new CartPoleController());
        var result = new DAgger { P = 1 }.Train(pi, labels, seen, expert, new Rounds(3, 40) { EvaluationEpisodes = 4 }, Still);
        Assert.Equal(3 + 3, seen.Resets);
        Assert.Equal(120, labels.Count);
        Assert.All(result.Rounds, round => Assert.Equal(4, round.Evaluation!.Returns.Count));
        var starts = labels.Select((row, i) => (row, i)).Where(pair => pair.i % 40 < 4).Select(pair => pair.row.State).ToArray();
        Assert.All(starts, state => Assert.All(state.Span.ToArray(), x => Assert.InRange(x, -0.05, 0.05)));
        Assert.Equal(12, starts.Distinct().Count());
    }

    [Fact]
    public void Environments_for_evaluation_have_to_be_others_and_alike()
    {
        using var pi = Nets.Categorical(4);
        using var v = Nets.OfState(4);
        var poles = new VectorCartPole(2);
        foreach (
            var (given, message) in new (IVectorEnvironment, string)[]
            {
                (poles, "are the environments that data is collected in"),
                (new VectorAcrobot(2), "show"),
                (new VectorPendulum(2), "show"),
            }
        )
        {
            var before = Nets.Fingerprint(pi);
            var refusal = Assert.Throws<ArgumentException>(
                "rounds",
                () => new Ppo().Train(pi, v, poles, new Rounds(1, 8) { EvaluationEpisodes = 1, EvaluationEnvironments = given })
            );
            Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
            Assert.Equal(before, Nets.Fingerprint(pi));
        }
    }

    /// <summary>Contexts are one by one: there is no episode to be whole.</summary>
    [Fact]
    public void Contexts_come_in_no_episodes()
    {
        using var pi = Nets.Gaussian();
        var judge = PreferenceExpert.FromReward((_, act) => act[0]);
        Assert.Throws<ArgumentException>(
            "rounds",
            () => new OnPolicyDpo().Train(pi, Nets.Preferences(), Contexts.From([State.Of(0, 1)]), judge, Rounds.OfEpisodes(1, 4))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Rounds.OfEpisodes(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rounds.OfEpisodes(1, 0));
    }

    /// <summary>What else was trained stays trained, and it is said what was not.</summary>
    [Fact]
    public void A_policy_that_nobody_helped_is_named_though_a_critic_learned()
    {
        using var pi = Nets.Categorical(2);
        using var v = Nets.OfState();
        var (policy, critic, data) = (Nets.Fingerprint(pi), Nets.Fingerprint(v), new Dataset<Demonstration>());
        var thrown = Assert.Throws<NothingCollectedException>(() =>
            new SeldomHelped().Train(pi, v, data, Walk.Of(2, Two), Left, new Rounds(2, 20), new TrainingOptions { Epochs = 1 })
        );
        Assert.Contains("No loss over such rows was trained", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["Known"], thrown.Result!.Losses.Keys);
        Assert.Equal(policy, Nets.Fingerprint(pi));
        Assert.NotEqual(critic, Nets.Fingerprint(v));
        Assert.NotEmpty(
            new SeldomHelped { Share = 0.5 }
                .Train(pi, v, data, Walk.Of(2, Two), Left, new Rounds(2, 20), new TrainingOptions { Epochs = 1 })
                .Losses
        );
    }

    private static string Learned(IVectorEnvironment environments, Rounds rounds)
    {
        using var pi = Nets.Categorical(4);
        using var v = Nets.OfState(4);
        new Ppo().Train(pi, v, environments, rounds, new TrainingOptions { Epochs = 2, Seed = 3 });
        return Nets.Fingerprint(pi) + Nets.Fingerprint(v);
    }

    private static Space ActionsOf(string kind) => kind is "a gate and an exploration" or "replay, a reward and draws" ? Reach.Pushes : Two;

    private static void With<T>(T network, Action<T> train)
        where T : INetwork
    {
        train(network);
        network.Dispose();
    }

    private static void With<T, TOther>(T network, TOther other, Action<T, TOther> train)
        where T : INetwork
        where TOther : INetwork
    {
        train(network, other);
        network.Dispose();
        other.Dispose();
    }
}
