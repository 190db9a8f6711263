using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>What a step is worth at the end of a round, by hand, and what rounds in whole episodes hold.</summary>
public class RoundBoundaries
{
    private const double Gamma = 0.5;

    private static readonly DiscreteSpace Two = new(2);

    private static readonly TrainingOptions Long = new()
    {
        Epochs = 40,
        BatchSize = 256,
        LearningRate = 0.02,
        Seed = 2,
    };

    /// <summary>
    /// Every step pays 1 for ever, so v = 1 + v / 2 = 2. Taken for the end of the episode, a round's last step would be worth 1: with
    /// rounds of one step everything would be, and with rounds of four the mean would be below 1.8.
    /// </summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_rounds_end_is_worth_what_comes_after_it(int perRound)
    {
        using var ofSteps = Nets.OfState(1);
        using var ofAdvantages = Nets.OfState(1);
        using var pi = Nets.Categorical(1);
        using var f = Nets.Features(1, 2);
        new OneStepValue { Gamma = Gamma }.Train(ofSteps, f, Same(2), new Rounds(40, 2 * perRound), Long);
        new Ppo
        {
            Gamma = Gamma,
            Lambda = 0.7,
            ValueWeight = 1,
        }.Train(pi, ofAdvantages, Same(2), new Rounds(40, 2 * perRound), Long);
        Assert.Equal(2, ofSteps.OneSample().Value(State.Of(1)), 0.02);
        Assert.Equal(2, ofAdvantages.OneSample().Value(State.Of(1)), 0.02);
    }

    /// <summary>
    /// The same where a limit cuts the episode off in the middle of a round, or at its end; the environment's own end is worth nothing
    /// more.
    /// </summary>
    [Fact]
    public void A_limit_is_worth_what_would_have_come_and_an_end_is_not()
    {
        using var f = Nets.Features(1, 2);
        foreach (var limit in (int[])[3, 4])
        {
            using var v = Nets.OfState(1);
            new OneStepValue { Gamma = Gamma }.Train(v, f, Same(2, limit), new Rounds(40, 2 * 4), Long);
            Assert.Equal(2, v.OneSample().Value(State.Of(1)), 0.02);
        }
        using var ended = Nets.OfState(1);
        new OneStepValue { Gamma = Gamma }.Train(ended, f, Same(2, 1, terminates: true), new Rounds(40, 2), Long);
        Assert.Equal(1, ended.OneSample().Value(State.Of(1)), 0.02);
    }

    /// <summary>
    /// Returns of one environment in rounds of one step: within a round each is the step's own reward, 1; over all rounds the trajectory
    /// goes on through their ends, and step t of n has 2 (1 - 2^-(n - t)), whose mean over 20 steps is 1.9.
    /// </summary>
    [Fact]
    public void A_scan_over_all_rounds_goes_through_their_ends()
    {
        using var all = Nets.OfState(1);
        using var here = Nets.OfState(1);
        using var pi = Nets.Categorical(1);
        new Returns().Train(all, here, pi, Same(1), new Rounds(20, 1), Long);
        Assert.Equal(1.9, all.OneSample().Value(State.Of(1)), 0.02);
        Assert.Equal(1, here.OneSample().Value(State.Of(1)), 0.02);
    }

    /// <summary>Where evaluation interrupts the episodes, a trajectory of all rounds is cut there, too.</summary>
    [Fact]
    public void A_scan_over_all_rounds_stops_where_evaluation_interrupts()
    {
        using var all = Nets.OfState(1);
        using var here = Nets.OfState(1);
        using var pi = Nets.Categorical(1);
        new Returns().Train(all, here, pi, new Watched(Same(1, limit: 10)), new Rounds(20, 1) { EvaluationEpisodes = 1 }, Long);
        Assert.Equal(1, all.OneSample().Value(State.Of(1)), 0.02);
    }

    /// <summary>
    /// Whichever episodes begin first are a round's, from their first step to their last, and the expert is asked about no other step.
    /// </summary>
    [Fact]
    public void A_round_holds_the_episodes_that_begin_first_and_all_of_each()
    {
        int[] lengths = [5, 2, 9, 3]; // of every episode of environment i
        var environments = new VectorEnvironment(4, i => new Walk(Two, _ => lengths[i], terminates: i % 2 == 0));
        using var pi = Nets.Categorical(2);
        var asked = 0;
        var expert = Expert.From(state =>
        {
            asked++;
            return Act.Discrete(0);
        });
        var data = new Dataset<Demonstration>();
        var result = new DAgger().Train(pi, data, environments, expert, Rounds.OfEpisodes(2, 7), new TrainingOptions { Epochs = 1 });
        // begun at step 0: 0 1 2 3; at 2: 1; at 3: 3; at 4: 1. Steps of each: 5, 2 + 2 + 2, 9, 3 + 3
        Assert.Equal([26, 52], result.Rounds.Select(round => round.Rows));
        Assert.Equal((52, 52), (asked, (int)result.Expert.Queries));
        foreach (
            var round in (Demonstration[][])
                [
                    [.. data.Take(26)],
                    [.. data.Skip(26)],
                ]
        )
        {
            var steps = round.GroupBy(row => (float)row.State[0]).ToDictionary(group => group.Key, group => group.Count());
            for (var step = 0; step < 9; step++)
                Assert.Equal(
                    step < 2 ? 7
                        : step < 3 ? 4
                        : step < 5 ? 2
                        : 1,
                    steps[Walk.At(step)]
                );
        }
    }

    [Fact]
    public void Fewer_episodes_than_environments_are_a_round_too()
    {
        var environments = new VectorEnvironment(4, i => new Walk(Two, _ => 2 + i));
        using var pi = Nets.Categorical(2);
        var data = new Dataset<Demonstration>();
        new DAgger().Train(
            pi,
            data,
            environments,
            Expert.From(static _ => Act.Discrete(0)),
            Rounds.OfEpisodes(3, 2),
            new TrainingOptions { Epochs = 1 }
        );
        Assert.Equal(3 * (2 + 3), data.Count);
    }

    /// <summary>Half of the episodes are fifty times as long as the others; the first to end would be short ones nearly all.</summary>
    [Trait("Speed", "Slow")]
    [Fact]
    public void Short_episodes_are_not_favoured()
    {
        const int Episodes = 400;
        var environments = new VectorEnvironment(8, static _ => new Walk(Two, static random => random.NextUniform() < 0.5 ? 2 : 100));
        using var pi = Nets.Categorical(2);
        var data = new Dataset<Demonstration>();
        new DAgger().Train(
            pi,
            data,
            environments,
            Expert.From(static _ => Act.Discrete(0)),
            Rounds.OfEpisodes(1, Episodes),
            new TrainingOptions { Epochs = 1 }
        );
        Assert.Equal(Episodes, data.Count(row => (float)row.State[0] == Walk.At(0)));
        var lasting = data.Count(row => (float)row.State[0] == Walk.At(99));
        Assert.Equal(lasting, data.Count(row => (float)row.State[0] == Walk.At(50)));
        Assert.InRange(lasting, 150, 250); // five standard deviations
    }

    /// <summary>
    /// Advantages of whole episodes are scanned each over its own, also where environments have kept steps of their own number.
    /// </summary>
    [Fact]
    public void Scans_of_whole_episodes_are_each_over_their_own()
    {
        int[] lengths = [3, 1];
        using var w = Nets.OfState();
        using var v = Nets.OfState();
        using var pi = Nets.Categorical(2);
        var environments = new VectorEnvironment(2, i => new Walk(Two, _ => lengths[i], terminates: true));
        new Returns().Train(v, w, pi, environments, Rounds.OfEpisodes(1, 2), Long with { Epochs = 800 });
        // first steps: 1.75 of the long episode, 1 of the short one; then 1.5 and 1 of the long one
        Assert.Equal((1.75 + 1) / 2, w.OneSample().Value(State.Of(Walk.At(0), 0)), 0.05);
    }

    /// <summary>A state that is always the same, and pays 1 a step.</summary>
    private static VectorEnvironment Same(int count, int limit = int.MaxValue, bool terminates = false) =>
        new(count, _ => new Still(limit, terminates));

    private sealed class Still(int limit, bool terminates) : IEnvironment
    {
        private int _steps;

        public Space Observations { get; } = new BoxSpace([0], [1]);

        public Space Actions => Two;

        public void Reset(ulong? seed, Span<float> observation) => (_steps, observation[0]) = (0, 1);

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            observation[0] = 1;
            var ends = ++_steps >= limit;
            return new(1, ends && terminates, ends && !terminates);
        }
    }
}
