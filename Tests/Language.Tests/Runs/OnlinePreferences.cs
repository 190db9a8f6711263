using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// Comparisons in contextual bandits: of three arms each context has its own best one, or a pair of numbers its own target.
/// </summary>
public class OnlinePreferences
{
    private const int Arms = 3;

    private static readonly State[] Corners = [State.Of(1, 0, 0), State.Of(0, 1, 0), State.Of(0, 0, 1)];

    private static readonly IContexts Points = Contexts.From(static random =>
        State.Of(random.NextUniform() - 0.5, random.NextUniform() - 0.5)
    );

    /// <summary>What an arm pays in a context: 1, 0.5 or 0.</summary>
    private static double Pays(State context, Act arm) => 1 - 0.5 * ((arm.Index + context.Span.IndexOf(1.0)) % Arms);

    /// <summary>Less, the farther two numbers are from the context's own.</summary>
    private static double Near(State context, Act act) => -Math.Pow(act[0] - context[0], 2) - Math.Pow(act[1] + context[1], 2);

    [Fact, Covers<OnlineDpo>("Train")]
    public void Pairs_are_added_round_by_round_and_carry_the_experts_word()
    {
        var (expert, data) = (PreferenceExpert.FromReward(Near), Nets.Preferences());
        Run.Check(() =>
        {
            var pi = Nets.Gaussian();
            return new(
                [pi],
                [],
                told => new OnlineDpo().Train(pi, new Dataset<Preference>(data), Points, expert, Run.Rounds, Run.Options, told)
            );
        });
        using var policy = Nets.Gaussian();
        var result = new OnlineDpo().Train(policy, data, Points, expert, Run.Rounds, Run.Options);
        Assert.Equal([98, 146, 194], result.Rounds.Select(static round => round.Rows));
        Assert.Equal(Nets.Preferences(), data.Take(50));
        Assert.All(data.Skip(50), static row => Assert.True(Near(row.Context, row.Chosen) >= Near(row.Context, row.Rejected)));
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void Arms_that_are_preferred_come_to_be_chosen(double temperature)
    {
        using var policy = Nets.Categorical(Arms, Arms);
        using var reference = (CategoricalPolicy)policy.Copy();
        var expert =
            temperature == 0
                ? PreferenceExpert.FromReward(Pays)
                : PreferenceExpert.FromReward(Pays, temperature, new SeedSequence(3).Stream());
        new OnlineDpo { Beta = 0.3 }.Train(
            policy,
            new Dataset<Preference>(),
            Contexts.From(Corners),
            expert,
            new Rounds(15, 64),
            new TrainingOptions { Epochs = 4, LearningRate = 0.01 }
        );
        foreach (var context in Corners)
        {
            var best = Enumerable.Range(0, Arms).Select(Act.Discrete).MaxBy(arm => Pays(context, arm));
            Assert.True(
                policy.OneSample().LogProb(best, context) > Math.Log(0.8),
                $"{policy.OneSample().LogProb(best, context)} in {context}"
            );
        }
        var won = PreferenceEvaluation.WinRate(
            policy,
            reference,
            Contexts.From(Corners),
            PreferenceExpert.FromReward(Pays),
            500,
            new SeedSequence(5)
        );
        Assert.True(won.Interval.Low > 0.6, $"{won}");
    }

    [Fact]
    public void Continuous_answers_move_to_what_is_preferred()
    {
        using var policy = Nets.Gaussian();
        using var reference = (GaussianPolicy)policy.Copy();
        var (data, seeds) = (new Dataset<Preference>(), new SeedSequence(7));
        var before = Distance(reference);
        new OnlineDpo { Beta = 0.3 }.Train(
            policy,
            data,
            Points,
            PreferenceExpert.FromReward(Near),
            new Rounds(15, 64),
            new TrainingOptions { Epochs = 4, LearningRate = 0.01 }
        );
        Assert.True(Distance(policy) < before / 2, $"{before} became {Distance(policy)}");
        var pairs = PreferenceEvaluation.OfPolicy(policy, reference, data, 0.3);
        Assert.True(pairs.Accuracy.Interval.Low > 0.6 && pairs.Margin.Interval.Low > 0, $"{pairs}");
        Assert.True(PreferenceEvaluation.KlFromReference(policy, reference, Points, 500, seeds).Interval.Low > 0.05);
        Assert.True(
            PreferenceEvaluation.WinRate(policy, reference, Points, PreferenceExpert.FromReward(Near), 500, seeds).Interval.Low > 0.6
        );

        double Distance(GaussianPolicy of) =>
            Enumerable
                .Range(0, 50)
                .Select(i => Points.Draw(new SeedSequence((ulong)i).Stream()))
                .Average(context => -Near(context, of.OneSample().Mean(context)));
    }

    /// <summary>A reward that is known is found again, up to a constant: its differences order pairs that were not trained on.</summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reward_model_orders_pairs_that_it_has_not_seen(bool discrete)
    {
        var random = new SeedSequence(9).Stream();
        var data = new Dataset<Preference>(Enumerable.Range(0, 600).Select(_ => Compared(discrete, random)));
        var (held, shown) = data.Split(200, random);
        using var score = discrete
            ? CriticNetwork.OfAct(Arms, new DiscreteSpace(Arms), [16], Activation.Tanh, new SeedSequence(1))
            : CriticNetwork.OfAct(2, Reach.Pushes, [16], Activation.Tanh, new SeedSequence(1));
        var before = PreferenceEvaluation.OfReward(score, held);
        new RewardModel().Train(score, shown, new TrainingOptions { Epochs = 40, LearningRate = 0.01 });
        var after = PreferenceEvaluation.OfReward(score, held);
        Assert.InRange(before.Accuracy.Rate, 0, 0.75);
        Assert.InRange(after.Accuracy.Rate, discrete ? 0.99 : 0.9, 1);
        Assert.True(after.Margin.Interval.Low > 0.5, $"{after.Margin}");
    }

    private static Preference Compared(bool discrete, RandomStream random)
    {
        var context = discrete ? Corners[random.NextInt(Corners.Length)] : Points.Draw(random);
        var (a, b) = (Drawn(), Drawn());
        while (discrete && a == b)
            b = Drawn();
        return (discrete ? Pays(context, a) >= Pays(context, b) : Near(context, a) >= Near(context, b))
            ? new(context, a, b)
            : new(context, b, a);

        Act Drawn() =>
            discrete ? Act.Discrete(random.NextInt(Arms)) : Act.Continuous(2 * random.NextUniform() - 1, 2 * random.NextUniform() - 1);
    }
}
