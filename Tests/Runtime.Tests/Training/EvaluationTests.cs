using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class EvaluationTests
{
    [Fact]
    public void The_controller_earns_500_of_500_over_100_episodes()
    {
        var result = Evaluation.Run(new CartPoleController(), new VectorCartPole(16), 100, new SeedSequence(1));
        Assert.Equal((100, 500.0, 0.0), (result.Returns.Count, result.Mean, result.StandardDeviation));
        Assert.Equal(new ConfidenceInterval(500, 500, 0.95), result.Interval);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(7, 100)]
    [InlineData(8, 3)]
    [InlineData(16, 33)]
    public void Exactly_the_episodes_fixed_beforehand_count(int environments, int episodes)
    {
        var result = Evaluation.Run(new Leaning(), new VectorCartPole(environments), episodes, new SeedSequence(2));
        Assert.Equal(episodes, result.Returns.Count);
        // episode e is episode e / N of environment e mod N, run on its own
        var seed = new SeedSequence(2).Child("environments").Seed;
        for (var e = 0; e < episodes; e++)
        {
            var own = EpisodeSeeds.OfEpisode(EpisodeSeeds.OfEnvironment(seed, e % environments), (ulong)(e / environments));
            Assert.Equal(Alone(own), result.Returns[e]);
        }
        Assert.True(episodes < 33 || result.Returns.Distinct().Count() > 5);
    }

    [Fact]
    public void Short_episodes_are_not_favoured()
    {
        // odd episodes last 1 step and pay 1, even ones last 99 and pay 99: the true mean is 50
        var result = Evaluation.Run(
            Expert.From(_ => Act.Discrete(0)),
            new VectorEnvironment(10, i => new Lengths(i)),
            200,
            new SeedSequence(3)
        );
        Assert.Equal(50, result.Mean);
    }

    [Fact]
    public void Statistics_are_the_samples_and_the_interval_covers()
    {
        var result = Evaluation.Run(new Leaning(), new VectorCartPole(4), 50, new SeedSequence(4));
        var mean = result.Returns.Average();
        var deviation = Math.Sqrt(result.Returns.Sum(r => (r - mean) * (r - mean)) / 49);
        Assert.Equal(mean, result.Mean, 1e-9);
        Assert.Equal(deviation, result.StandardDeviation, 1e-9);
        var half = 1.96 * deviation / Math.Sqrt(50);
        Assert.InRange(result.Interval.Low, mean - 1.3 * half, mean - 0.7 * half);
        Assert.InRange(result.Interval.High, mean + 0.7 * half, mean + 1.3 * half);
        var narrow = Evaluation.Run(new Leaning(), new VectorCartPole(4), 50, new SeedSequence(4), confidence: 0.5).Interval;
        Assert.True(narrow.Low > result.Interval.Low && narrow.High < result.Interval.High);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Intervals_cover_the_true_mean_about_as_often_as_they_say()
    {
        var truth = Evaluation.Run(new Leaning(), new VectorCartPole(32), 6_000, new SeedSequence(99)).Mean;
        var covered = Enumerable
            .Range(0, 100)
            .Count(seed =>
            {
                var interval = Evaluation.Run(new Leaning(), new VectorCartPole(10), 40, new SeedSequence((ulong)seed), 0.9).Interval;
                return interval.Low <= truth && truth <= interval.High;
            });
        Assert.InRange(covered, 79, 98); // 90 expected of a perfect interval
    }

    [Fact]
    public void Equal_seeds_give_equal_results_whoever_wraps_the_environments()
    {
        var one = Evaluation.Run(new Leaning(), new VectorCartPole(5), 20, new SeedSequence(5));
        var two = Evaluation.Run(Expert.From(new Leaning()), new VectorEnvironment(5, _ => new CartPole()), 20, new SeedSequence(5));
        Assert.Equal(one.Returns, two.Returns);
        Assert.Equal((one.Mean, one.StandardDeviation, one.Interval), (two.Mean, two.StandardDeviation, two.Interval));
        Assert.NotEqual(one.Returns, Evaluation.Run(new Leaning(), new VectorCartPole(5), 20, new SeedSequence(6)).Returns);
    }

    [Fact]
    public void One_episode_has_no_deviation()
    {
        var result = Evaluation.Run(new Leaning(), new VectorCartPole(2), 1, new SeedSequence(1));
        Assert.True(double.IsNaN(result.StandardDeviation));
        Assert.Equal((result.Mean, result.Mean), (result.Interval.Low, result.Interval.High));
    }

    [Fact]
    public void A_policy_acts_by_its_mode_for_all_environments_at_once()
    {
        var calls = 0;
        var policy = new FakePolicy(
            4,
            new DiscreteSpace(2),
            (states, actions) =>
            {
                calls++;
                Assert.Equal((12, 3), (states.Length, actions.Length));
                for (var i = 0; i < 3; i++)
                    actions[i] = states[4 * i + 2] > 0 ? 1 : 0;
            }
        );
        var result = Evaluation.Run(policy, new VectorCartPole(3), 9, new SeedSequence(7));
        Assert.Equal(Evaluation.Run(new Leaning(), new VectorCartPole(3), 9, new SeedSequence(7)).Returns, result.Returns);
        Assert.True(calls < result.Returns.Sum() / 2);

        var environments = new VectorCartPole(1);
        FakePolicy narrow = new(3, new DiscreteSpace(2), (_, _) => { }),
            continuous = new(4, new BoxSpace([-1], [1]), (_, _) => { });
        Assert.Throws<ArgumentException>("policy", () => Evaluation.Run(narrow, environments, 1, new SeedSequence(1)));
        Assert.Throws<ArgumentException>("policy", () => Evaluation.Run(continuous, environments, 1, new SeedSequence(1)));
        var wrong = new FakePolicy(4, new DiscreteSpace(2), (_, actions) => actions[0] = float.NaN);
        Assert.Throws<EnvironmentException>(() => Evaluation.Run(wrong, environments, 1, new SeedSequence(1)));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var environments = new VectorCartPole(2);
        var seeds = new SeedSequence(1);
        Assert.Throws<ArgumentOutOfRangeException>("episodes", () => Evaluation.Run(new Leaning(), environments, 0, seeds));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => Evaluation.Run(new Leaning(), environments, 1, seeds, 1));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => Evaluation.Run(new Leaning(), environments, 1, seeds, double.NaN));
        Assert.Throws<ExpertException>(() => Evaluation.Run(Expert.From(_ => Act.Discrete(5)), environments, 1, seeds));
        Assert.Throws<OperationCanceledException>(() =>
            Evaluation.Run(new Leaning(), environments, 1, seeds, cancellation: new CancellationToken(true))
        );
    }

    private static double Alone(ulong seed)
    {
        var environment = new CartPole();
        float[] observation = new float[4],
            action = new float[1];
        environment.Reset(seed, observation);
        var total = 0.0;
        StepResult result;
        do
        {
            new Leaning().Control(observation, action);
            result = environment.Step(action, observation);
            total += result.Reward;
        } while (!result.Terminated && !result.Truncated);
        return total;
    }

    /// <summary>Pushes to where the pole leans: returns of about 25 to 60.</summary>
    private sealed class Leaning : IController
    {
        public void Control(ReadOnlySpan<float> observation, Span<float> action) => action[0] = observation[2] > 0 ? 1 : 0;
    }

    private sealed class Lengths(int number) : IEnvironment
    {
        private int _episode = number,
            _steps;

        public Space Observations { get; } = new BoxSpace([0], [1]);

        public Space Actions { get; } = new DiscreteSpace(1);

        public void Reset(ulong? seed, Span<float> observation) => (_steps, observation[0], _episode) = (0, 0, _episode + 1);

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            observation[0] = 0;
            return new StepResult(1, ++_steps >= (_episode % 2 == 0 ? 99 : 1), false);
        }
    }
}
