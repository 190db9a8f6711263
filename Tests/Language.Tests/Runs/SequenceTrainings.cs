using DeclarativeIL.Algorithms;
using DeclarativeIL.Arithmetic;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>What is declared over one act in one state trains a small GPT-2 on texts, and means the same there.</summary>
[Trait("Speed", "Slow")]
public class SequenceTrainings
{
    private static readonly Gpt2Configuration Small = new(13, 16, 16, 2, 2);
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 4,
        BatchSize = 8,
        LearningRate = 3e-3,
        Seed = 1,
    };

    [Fact]
    public void Fine_tuning_and_preferences_mean_one_sample_at_a_time_what_they_mean_in_a_batch()
    {
        using var scope = NewDisposeScope();
        using var pi = Policy(1, ScalarType.Float64);
        using var reference = Policy(2, ScalarType.Float64);
        var (texts, pairs) = (Texts().Take(6).ToArray(), Pairs().Take(6).ToArray());
        using var shown = Batch.From(texts, ScalarType.Float64, sequences: true);
        using var compared = Batch.From(pairs, ScalarType.Float64, sequences: true);
        var (tuning, dpo) = (new SupervisedFineTuning(), new Dpo { Beta = 0.7 });

        Same(pi, () => tuning.Accumulate(pi, shown), () => texts.Average(row => tuning.PerTokenOfOne(pi.OneSample(), row)));
        Same(
            pi,
            () => dpo.Accumulate(pi, reference, compared),
            () => pairs.Average(row => dpo.PreferenceLossOfOne(pi.OneSample(), reference.OneSample(), row))
        );
    }

    [Fact]
    public void Fine_tuning_lowers_the_loss_and_teaches_the_rule()
    {
        using var pi = Policy(1);
        var losses = new List<double>();
        new SupervisedFineTuning().Train(pi, Texts(), Options with { Epochs = 12 }, new ProgressRecorder(losses));

        Assert.True(losses[^1] < 0.5 * losses[0], string.Join(" ", losses));
        Assert.Equal(Act.Continuous(6, 7, 8), pi.Greedy([State.Of(4, 5)], new Generation { MaxTokens = 3 })[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void Dpo_lowers_the_loss_and_raises_the_margin(int? rowsPerPass)
    {
        using var pi = Policy(1, rowsPerPass: rowsPerPass);
        using var reference = (SequencePolicy)pi.Copy();
        var (losses, pairs) = (new List<double>(), Pairs());
        new Dpo { Beta = 0.5 }.Train(pi, pairs, Options, new ProgressRecorder(losses));

        Assert.True(losses[0] < Math.Log(2)); // what it is while the policy is its reference
        Assert.True(losses[^1] < 0.6 * losses[0], string.Join(" ", losses));
        Assert.All(pairs, pair => Assert.True(Ratio(pair.Chosen, pair.Context) > Ratio(pair.Rejected, pair.Context)));

        double Ratio(Act completion, State prompt) => pi.LogProb([completion], [prompt])[0] - reference.LogProb([completion], [prompt])[0];
    }

    /// <summary>Lengths, other rows of the batch, sorting within it: nothing in them knows that acts are texts.</summary>
    [Fact]
    public void The_family_of_preference_losses_learns_from_texts()
    {
        var (pairs, options) = (Pairs(), Options with { LearningRate = 1e-3 });
        var ratings = Dataset.OfSequences(
            pairs.SelectMany(static pair => (Rating[])[new(pair.Context, pair.Chosen, true), new(pair.Context, pair.Rejected, false)])
        );

        Falls((pi, told) => new Ipo().Train(pi, pairs, options, told));
        Falls((pi, told) => new SimPo().Train(pi, pairs, options, told));
        Falls((pi, told) => new Orpo().Train(pi, pairs, options, told));
        Falls((pi, told) => new Aot().Train(pi, pairs, options, told));
        Falls((pi, told) => new Kto().Train(pi, ratings, options, told));

        static void Falls(Func<SequencePolicy, IProgress<TrainingProgress>, TrainingResult> train)
        {
            using var pi = Policy(1, rowsPerPass: 8);
            var losses = new List<double>();
            train(pi, new ProgressRecorder(losses));
            Assert.True(losses[^1] < losses[0] - 1e-3, string.Join(" ", losses));
        }
    }

    [Fact]
    public void Dpo_online_moves_what_is_drawn_towards_what_is_preferred()
    {
        using var pi = Policy(1);
        State[] prompts = [State.Of(1), State.Of(2, 3), State.Of(4, 5, 6)];
        var before = Threes();
        new OnlineDpo { Beta = 0.1 }.Train(
            pi,
            Dataset.OfSequences<Preference>(),
            Contexts.OfSequences(prompts),
            PreferenceExpert.FromReward(static (_, act) => act.Span.Count(3.0)),
            new Rounds(6, 64),
            Options
        );
        var after = Threes();

        Assert.InRange(before, 0, 1);
        Assert.True(after > before + 1, $"{before} before, {after} after");

        double Threes() =>
            pi.Sample([.. Enumerable.Repeat(prompts, 40).SelectMany(static all => all)], new RandomStream(7))
                .Average(static act => act.Span.Count(3.0));
    }

    [Fact]
    public void Data_that_is_no_text_is_refused_before_training()
    {
        using var pi = Policy(1);
        var before = pi.Parameters.Values.data<float>().ToArray();

        Refused(
            "Row 1 of the data set: Chosen equals Rejected; expected two different completions.",
            new Preference(State.Of(1), Act.Continuous(2), Act.Continuous(2))
        );
        Refused(
            "Row 1 of the data set: Rejected has 13 as token 0; expected a whole number from 0 to 12.",
            new Preference(State.Of(1), Act.Continuous(2), Act.Continuous(13))
        );
        Refused(
            "Row 1 of the data set: Context has 0.5 as token 0; expected a whole number from 0 to 12.",
            new Preference(State.Of(0.5), Act.Continuous(2), Act.Continuous(3))
        );
        Refused(
            "Row 1 of the data set has 15 + 2 tokens; expected at most 16, the model's context.",
            new Preference(State.Of(new double[15]), Act.Continuous(2), Act.Continuous(3, 4))
        );
        Assert.Equal(before, pi.Parameters.Values.data<float>().ToArray());

        void Refused(string message, Preference row) =>
            Assert.StartsWith(
                message,
                Assert
                    .Throws<ArgumentException>(() => new Dpo().Train(pi, Dataset.OfSequences(Pairs().Take(1).Append(row)), Options))
                    .Message,
                StringComparison.Ordinal
            );
    }

    /// <summary>Equal values, and the slope along a random direction that the closed-form gradient says.</summary>
    private static void Same(SequencePolicy pi, Func<LossParts> batched, Func<double> oneByOne)
    {
        using var scope = NewDisposeScope();
        pi.Parameters.Gradients.zero_();
        Assert.Equal(oneByOne(), batched()[0].item<double>(), 1e-10);
        var random = new RandomStream(3);
        var direction = tensor(Enumerable.Range(0, (int)pi.Parameters.Count).Select(_ => random.NextGaussian()).ToArray());
        var slope = pi.Parameters.Gradients.dot(direction).item<double>();
        const double H = 1e-5;
        var start = pi.Parameters.Snapshot();
        var (above, below) = (At(H), At(-H));
        pi.Parameters.Restore(start);
        Assert.Equal((above - below) / (2 * H), slope, 1e-6 * Math.Abs(slope));
        Assert.True(Math.Abs(slope) > 1e-3);

        double At(double length)
        {
            pi.Parameters.Restore(start.Plus(direction.Times(length)));
            return oneByOne();
        }
    }

    private static SequencePolicy Policy(ulong seed, ScalarType type = ScalarType.Float32, int? rowsPerPass = null)
    {
        var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(seed), type), new Generation { MaxTokens = 5 })
        {
            RowsPerPass = rowsPerPass,
        };
        using var quiet = no_grad();
        using Scalar three = 3;
        policy.Parameters.Values.mul_(three);
        return policy;
    }

    /// <summary>Counting on from two tokens, for one to four more.</summary>
    internal static Dataset<Demonstration> Texts() =>
        Dataset.OfSequences(
            Enumerable.Range(0, 40).Select(static i => new Demonstration(Count(i % 7, 2).State, Count(i % 7 + 2, 1 + i % 4).Act))
        );

    /// <summary>Counting on is preferred to counting back.</summary>
    internal static Dataset<Preference> Pairs() =>
        Dataset.OfSequences(
            Enumerable
                .Range(0, 40)
                .Select(static i => new Preference(
                    Count(i % 7, 1 + i % 3).State,
                    Count(i % 7 + 1 + i % 3, 1 + i % 4).Act,
                    new Act(Count(i % 7 + 3, 2 + i % 2).Act.Span.ToArray().Reverse().ToArray())
                ))
        );

    private static (State State, Act Act) Count(int from, int count)
    {
        var values = Enumerable.Range(from, count).Select(static token => (double)token % 13).ToArray();
        return (new State(values), new Act(values));
    }

    private sealed class ProgressRecorder(List<double> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => losses.Add(value.Losses.Values.First());
    }
}
