using DeclarativeIL.Algorithms;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Networks;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Rounds of rollout and training without a gate, with real networks.</summary>
public class RolloutTrainings
{
    private static readonly TrainingOptions Options = Run.Options;

    [Fact, Covers<Reinforce>("Train"), Covers<Ppo>("Train"), Covers<Rlhf>("Train")]
    public void Policy_gradients()
    {
        Run.Check(() =>
        {
            var pi = Nets.Categorical();
            return new([pi], [], told => new Reinforce().Train(pi, Chain.Lanes(4), Run.Rounds, Options, told));
        });
        Run.Check(() =>
        {
            var (pi, v) = (Nets.Categorical(), Nets.OfState(Chain.Places));
            return new([pi, v], [], told => new Ppo().Train(pi, v, Chain.Lanes(4), Run.Rounds, Options, told));
        });
        Run.Check(() =>
        {
            var (pi, v, score, reference) = (
                Nets.Categorical(),
                Nets.OfState(Chain.Places),
                Nets.OfState(Chain.Places, 6),
                Nets.Categorical(seed: 7)
            );
            return new(
                [pi, v],
                [score, reference],
                told => new Rlhf().Train(pi, v, score, reference, Chain.Lanes(4), Run.Rounds, Options, told)
            );
        });
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Policy_gradients_find_the_arm_that_pays()
    {
        using var reinforced = Nets.Categorical(1, 3);
        using var clipped = Nets.Categorical(1, 3);
        using var v = Nets.OfState(1);
        var (arms, rounds) = (new VectorEnvironment(8, _ => new Arms()), new Rounds(15, 128) { EvaluationEpisodes = 16 });
        var options = new TrainingOptions { Epochs = 4, LearningRate = 0.02 };
        Assert.Equal(1, new Reinforce().Train(reinforced, arms, rounds, options).Rounds[^1].Evaluation!.Mean);
        Assert.Equal(1, new Ppo().Train(clipped, v, arms, rounds, options).Rounds[^1].Evaluation!.Mean);
        Assert.True(reinforced.OneSample().LogProb(Act.Discrete(2), State.Of(1)) > -0.4);
        Assert.True(clipped.OneSample().LogProb(Act.Discrete(2), State.Of(1)) > -0.4);
    }

    [Fact, Covers<EnsembleCloning>("Train"), Covers<RandomDistillation>("Train")]
    public void What_says_where_the_expert_was()
    {
        Run.Check(() =>
        {
            var mu = Nets.Ensemble(10);
            return new([mu], [], told => new EnsembleCloning().Train(mu, Nets.Pushes(), Options, told));
        });
        Run.Check(() =>
        {
            var (predictor, random) = (Nets.Features(), Nets.Features(seed: 8));
            return new([predictor], [random], told => new RandomDistillation().Train(predictor, random, Nets.Pushes(), Options, told));
        });
    }

    [
        Fact,
        Covers<ImitateAndReinforce>("Train"),
        Covers<DistilledExploration>("Train"),
        Covers<RandomExpertDistillation>("Train"),
        Covers<RandomNetworkDistillation>("Train")
    ]
    public void Exploration_and_reward_by_it()
    {
        Run.Check(() =>
        {
            var (pi, v, members) = (Nets.Gaussian(), Nets.OfState(), Nets.Ensemble(10));
            return new(
                [pi, v],
                [members],
                told => new ImitateAndReinforce().Train(pi, v, members, Reach.Lanes(4).Environments, Run.Rounds, Options, told)
            );
        });
        Run.Check(() =>
        {
            var (pi, v, predictor, random) = (Nets.Gaussian(), Nets.OfState(), Nets.Features(), Nets.Features(seed: 8));
            return new(
                [pi, v],
                [predictor, random],
                told => new DistilledExploration().Train(pi, v, predictor, random, Reach.Lanes(4).Environments, Run.Rounds, Options, told)
            );
        });
        Run.Check(() =>
        {
            var (pi, v, predictor, random) = (Nets.Gaussian(), Nets.OfState(), Nets.Features(), Nets.Features(seed: 8));
            return new(
                [pi, v],
                [predictor, random],
                told =>
                    new RandomExpertDistillation().Train(pi, v, predictor, random, Reach.Lanes(4).Environments, Run.Rounds, Options, told)
            );
        });
        Run.Check(() =>
        {
            var (pi, v, predictor, random) = (Nets.Gaussian(), Nets.OfState(), Nets.Features(), Nets.Features(seed: 8));
            return new(
                [pi, v, predictor],
                [random],
                told =>
                    new RandomNetworkDistillation().Train(pi, v, predictor, random, Reach.Lanes(4).Environments, Run.Rounds, Options, told)
            );
        });
    }

    [Fact, Covers<SoftActorCritic>("Train")]
    public void Actor_critic() =>
        Run.Check(() =>
        {
            var (q1, q2, pi, logAlpha) = (Nets.OfAct(), Nets.OfAct(4), Nets.Gaussian(), new CoefficientNetwork(0));
            return new(
                [q1, q2, pi, logAlpha],
                [],
                told => new SoftActorCritic().Train(q1, q2, pi, logAlpha, Reach.Lanes(4).Environments, Run.Rounds, Options, told)
            );
        });

    /// <summary>What the environment pays does not matter where a reward is declared.</summary>
    [Fact]
    public void A_declared_reward_replaces_the_environments()
    {
        Assert.Equal(Trained(1), Trained(-50));

        static string Trained(double reward)
        {
            using var d = Nets.OfChain();
            using var pi = Nets.Categorical();
            using var v = Nets.OfState(Chain.Places);
            new Gail().Train(d, pi, v, Nets.Ways(), Chain.Lanes(4, reward), new Rounds(2, 48), Options);
            return Nets.Fingerprint(pi) + Nets.Fingerprint(v);
        }
    }

    /// <summary>No loss learns from what these would roll out, so nothing is rolled out.</summary>
    [Fact, Covers<DoubtfulCloning>("Train")]
    public void Exploration_without_a_rollout()
    {
        Run.Check(() =>
        {
            var (mu, members) = (Nets.Deterministic(), Nets.Ensemble(10));
            return new([mu, members], [], told => new DoubtfulCloning().Train(mu, members, Nets.Pushes(), Options, told));
        });
    }

    /// <summary>Each round's comparisons replace those before, and the expert's word stands in every one.</summary>
    [Fact, Covers<OnPolicyDpo>("Train")]
    public void OnPolicyDpo_compares_its_own_answers()
    {
        var (expert, contexts) = (PreferenceExpert.FromReward((_, act) => act[0]), Contexts.From([State.Of(0, 1), State.Of(1, 0)]));
        var data = Nets.Preferences();
        Run.Check(() =>
        {
            var pi = Nets.Gaussian();
            return new([pi], [], told => new OnPolicyDpo().Train(pi, data, contexts, expert, Run.Rounds, Options, told));
        });
        Assert.Equal(48, data.Count);
        Assert.All(data, row => Assert.True(row.Chosen[0] >= row.Rejected[0]));
        Assert.All(data, row => Assert.Equal(1, row.Context[0] + row.Context[1]));
    }
}
