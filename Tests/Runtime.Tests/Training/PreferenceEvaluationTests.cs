using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class PreferenceEvaluationTests : IDisposable
{
    private static readonly IContexts Places = Contexts.From([State.Of(1, 0), State.Of(0, 1)]);

    private readonly CategoricalPolicy _policy = new(2, 3, [4], Activation.Tanh, new SeedSequence(1));
    private readonly CategoricalPolicy _reference = new(2, 3, [4], Activation.Tanh, new SeedSequence(2));
    private readonly Dataset<Preference> _pairs = new(
        Enumerable
            .Range(0, 150)
            .Select(i => new Preference(State.Of(i % 2, 1 - (i % 2)), Act.Discrete(i % 3), Act.Discrete((i + 1 + (i % 2)) % 3)))
    );

    public PreferenceEvaluationTests() => Shift(_policy, 60);

    public void Dispose()
    {
        _policy.Dispose();
        _reference.Dispose();
    }

    [Fact]
    public void Implicit_rewards_are_compared_pair_by_pair()
    {
        var (mine, theirs) = (_policy.OneSample(), _reference.OneSample());
        double Reward(Act y, State x) => 0.4 * (mine.LogProb(y, x) - theirs.LogProb(y, x));
        var expected = _pairs.Select(pair => Reward(pair.Chosen, pair.Context) - Reward(pair.Rejected, pair.Context)).ToArray();
        var found = PreferenceEvaluation.OfPolicy(_policy, _reference, _pairs, 0.4, batchSize: 64);
        Assert.Equal(expected.Length, found.Margins.Count);
        Assert.All(expected.Zip(found.Margins), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(expected.Average(), found.Margin.Mean, 1e-5);
        Assert.Equal(expected.Count(margin => margin > 0) / 150.0, found.Accuracy.Rate);
        Assert.InRange(found.Accuracy.Rate, 0.1, 0.9);
        Assert.InRange(found.Margin.Mean, found.Margin.Interval.Low, found.Margin.Interval.High);
    }

    /// <summary>A policy that has not moved prefers nothing: half of the pairs, not all or none of them.</summary>
    [Fact]
    public void Ties_count_as_half()
    {
        var found = PreferenceEvaluation.OfPolicy(_policy, _policy, _pairs, 0.1);
        Assert.Equal((0.5, 0.0), (found.Accuracy.Rate, found.Margin.Mean));
        Shift(_policy, 1e6); // it answers the same whatever is drawn, so there is nothing to judge
        Assert.Equal(
            0.5,
            PreferenceEvaluation
                .WinRate(
                    _policy,
                    _policy,
                    Places,
                    PreferenceExpert.From(static (_, _, _) => throw new InvalidOperationException()),
                    50,
                    new SeedSequence(3)
                )
                .Rate
        );
    }

    [Fact]
    public void A_judge_may_stop_and_what_was_judged_is_there()
    {
        using var stop = new CancellationTokenSource();
        using var alike = new CategoricalPolicy(2, 3, [4], Activation.Tanh, new SeedSequence(1));
        var asked = 0;
        var judge = PreferenceExpert.From(
            (_, _, _) =>
            {
                if (++asked == 5)
                    stop.Cancel();
                return true;
            }
        );
        var thrown = Assert.Throws<OperationCanceledException>(() =>
            PreferenceEvaluation.WinRate(_policy, alike, Places, judge, 200, new SeedSequence(4), cancellation: stop.Token)
        );
        var judged = StoppedEvaluation.Of(thrown)!.Returns;
        Assert.Equal(5, judged.Count(static outcome => outcome != 0.5));
        Assert.Equal(5, asked);
    }

    [Fact]
    public void A_policy_for_other_answers_is_refused()
    {
        using var two = new CategoricalPolicy(2, 2, [4], Activation.Tanh, new SeedSequence(1));
        Assert.Throws<ArgumentException>(() => PreferenceEvaluation.OfPolicy(_policy, two, _pairs, 0.1));
        Assert.Throws<ArgumentException>(() => PreferenceEvaluation.OfPolicy(two, _reference, _pairs, 0.1));
    }

    [Fact]
    public void Rewards_are_compared_pair_by_pair()
    {
        using var score = CriticNetwork.OfAct(2, new DiscreteSpace(3), [4], Activation.Tanh, new SeedSequence(3));
        var face = score.OneSample();
        var expected = _pairs.Select(pair => face.Value(pair.Context, pair.Chosen) - face.Value(pair.Context, pair.Rejected)).ToArray();
        var found = PreferenceEvaluation.OfReward(score, _pairs, batchSize: 40);
        Assert.All(expected.Zip(found.Margins), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    /// <summary>
    /// Two policies that sample alike win as often as each other, whichever place the judge favours; the KL of one from itself is 0.
    /// </summary>
    [Fact]
    public void A_judge_who_favours_a_place_favours_nobody()
    {
        using var alike = (CategoricalPolicy)_policy.Copy();
        var won = PreferenceEvaluation.WinRate(
            _policy,
            alike,
            Places,
            PreferenceExpert.From(static (_, _, _) => true),
            2000,
            new SeedSequence(4)
        );
        Assert.InRange(0.5, won.Interval.Low, won.Interval.High);
        Assert.Equal(
            won,
            PreferenceEvaluation.WinRate(_policy, alike, Places, PreferenceExpert.From(static (_, _, _) => true), 2000, new SeedSequence(4))
        );
        Assert.Equal(0, PreferenceEvaluation.KlFromReference(_policy, alike, Places, 100, new SeedSequence(4)).Mean);
    }

    [Fact]
    public void Win_rate_and_divergence_are_what_the_probabilities_say()
    {
        var (mine, theirs) = (_policy.OneSample(), _reference.OneSample());
        var (rate, kl) = (0.0, 0.0);
        foreach (var place in new[] { State.Of(1, 0), State.Of(0, 1) })
            for (var i = 0; i < 3; i++)
            {
                double P(Policy policy, int act) => Math.Exp(policy.LogProb(Act.Discrete(act), place));
                kl += P(mine, i) * (Math.Log(P(mine, i)) - Math.Log(P(theirs, i))) / 2;
                for (var j = 0; j < 3; j++)
                    rate +=
                        P(mine, i)
                        * P(theirs, j)
                        * (
                            i > j ? 1
                            : i == j ? 0.5
                            : 0
                        )
                        / 2;
            }
        var won = PreferenceEvaluation.WinRate(
            _policy,
            _reference,
            Places,
            PreferenceExpert.FromReward(static (_, act) => act.Index),
            20_000,
            new SeedSequence(5),
            batchSize: 1000
        );
        var moved = PreferenceEvaluation.KlFromReference(_policy, _reference, Places, 20_000, new SeedSequence(6), batchSize: 1000);
        Assert.Equal(rate, won.Rate, 0.015);
        Assert.Equal(kl, moved.Mean, 0.03);
        Assert.InRange(moved.Interval.High - moved.Interval.Low, 0.001, 0.1);
    }

    /// <summary>Wilson's interval: Wilson 1927; the figures of 0 of 10 and 8 of 10 as in Brown, Cai, DasGupta 2001.</summary>
    [Fact]
    public void Intervals_of_shares_do_not_collapse_at_the_ends()
    {
        var none = Proportion.Of(0, 10, 0.95).Interval;
        Assert.Equal((0.0, 0.2775), (Math.Round(none.Low, 4), Math.Round(none.High, 4)));
        var most = Proportion.Of(8, 10, 0.95).Interval;
        Assert.Equal((0.4902, 0.9433), (Math.Round(most.Low, 4), Math.Round(most.High, 4)));
    }

    /// <summary>Student's t: of 1, 2, 3, 4 the mean 2.5 +- 3.1824 * 1.2910 / 2.</summary>
    [Fact]
    public void Intervals_of_means_are_students()
    {
        var found = MeanResult.Of([1, 2, 3, 4], 0.95);
        Assert.Equal(
            (2.5, 1.2910, 0.4457, 4.5543),
            (found.Mean, Math.Round(found.StandardDeviation, 4), Math.Round(found.Interval.Low, 4), Math.Round(found.Interval.High, 4))
        );
        Assert.True(double.IsNaN(MeanResult.Of([1], 0.95).Interval.Low));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PreferenceEvaluation.OfPolicy(_policy, _reference, _pairs, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PreferenceEvaluation.OfPolicy(_policy, _reference, _pairs, 1, confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PreferenceEvaluation.OfPolicy(_policy, _reference, _pairs, 1, batchSize: 0));
        Assert.Throws<ArgumentException>(() => PreferenceEvaluation.OfPolicy(_policy, _reference, new Dataset<Preference>(), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PreferenceEvaluation.WinRate(
                _policy,
                _reference,
                Places,
                PreferenceExpert.From(static (_, _, _) => true),
                0,
                new SeedSequence(1)
            )
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PreferenceEvaluation.KlFromReference(_policy, _reference, Places, 10, new SeedSequence(1), batchSize: 0)
        );
        Shift(_policy, double.PositiveInfinity);
        Assert.Contains(
            "expected a finite number",
            Assert.Throws<InvalidOperationException>(() => PreferenceEvaluation.OfPolicy(_policy, _reference, _pairs, 1)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Makes logits larger, so that probabilities are far from equal.</summary>
    private static void Shift(CategoricalPolicy policy, double by)
    {
        using var quiet = TorchSharp.torch.no_grad();
        policy.Parameters.Values.mul_(Held.Of(by));
    }
}
