using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed partial class SequencePolicyTests
{
    private static readonly Gpt2Configuration Small = new(11, 12, 8, 2, 2);

    private static readonly Preference[] Ragged =
    [
        new(State.Of(1, 2, 3), Act.Continuous(4, 5), Act.Continuous(6)),
        new(State.Of(7), Act.Continuous(8, 9, 10, 0, 1), Act.Continuous(2, 3, 4, 5, 6, 7)),
        new(State.Of(0, 0), Act.Continuous(0), Act.Continuous(10, 10, 10)),
    ];

    [Fact]
    public void A_completion_has_the_sum_of_its_tokens_log_probabilities()
    {
        using var model = Golden.Model();
        using var policy = new SequencePolicy(model);
        int[] prompts = [1, 5, 4];

        var found = policy.LogProb(
            [.. prompts.Select((count, row) => Golden.Completion(row, count))],
            [.. prompts.Select((count, row) => Golden.Prompt(row, count))]
        );

        for (var row = 0; row < 3; row++)
            Assert.Equal(Golden.TokenLogProbs[row].Skip(prompts[row] - 1).Sum(), found[row], 1e-3);
        using var pass = new CompletionPass(
            model,
            [new([(int)Golden.Inputs[0][0]], [.. Golden.Inputs[0][1..].Select(static token => (int)token)])],
            policy.Parameters,
            false
        );
        Assert.All(
            Golden.TokenLogProbs[0].Zip(pass.TokenLogProbs.data<float>().ToArray()),
            static pair => Assert.Equal(pair.First, pair.Second, 1e-4)
        );
    }

    [Fact]
    public void Rows_of_unequal_length_are_answered_together_as_they_are_alone()
    {
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        Magnify(policy);
        using var batch = Batch.From(Ragged, ScalarType.Float64, sequences: true);
        using var answers = policy.Forward(
            new LogProbQuestion(batch["Chosen"], batch["Context"]),
            new LogProbQuestion(batch["Rejected"], batch["Context"])
        );
        var one = policy.OneSample();

        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(one.LogProb(Ragged[row].Chosen, Ragged[row].Context), answers[0][row].item<double>(), 1e-12);
            Assert.Equal(one.LogProb(Ragged[row].Rejected, Ragged[row].Context), answers[1][row].item<double>(), 1e-12);
        }
    }

    [Fact]
    public void Probabilities_of_all_completions_sum_to_one()
    {
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 2 });
        Magnify(policy);
        var completions = Enumerable.Range(0, 121).Select(static i => Act.Continuous(i / 11, i % 11)).ToArray();

        var all = policy.LogProb(completions, [.. completions.Select(static _ => State.Of(3, 1, 4))]);

        Assert.Equal(1, all.Sum(Math.Exp), 1e-12);
        Assert.True(all.Max() - all.Min() > 1);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Gradient_equals_central_differences()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(
            new Gpt2(Small with { Width = 4, Layers = 1 }, new SeedSequence(5), ScalarType.Float64),
            new Generation { MaxTokens = 4 }
        );
        Magnify(policy, 3);
        var (questions, weights) = Asked();

        // central differences give no more behind a layer norm
        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void Passes_of_few_rows_give_the_gradient_of_the_whole_batch(int rows)
    {
        using var scope = NewDisposeScope();
        using var whole = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        using var parts = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 })
        {
            RowsPerPass = rows,
        };
        Magnify(whole);
        Magnify(parts);
        var (questions, weights) = Asked();

        Gradients.Equal(Gradients.Backward(whole, weights, questions), Gradients.Backward(parts, weights, questions), 1e-10);
        using var expected = whole.Forward(questions);
        using var found = parts.Forward(questions);
        Gradients.Equal(expected[0].data<double>().ToArray(), found[0].data<double>().ToArray(), 1e-12);
    }

    [Fact]
    public void Logits_are_held_once_and_become_weights_then_the_gradient_where_they_lie()
    {
        using var scope = NewDisposeScope();
        using var model = new Watched();
        using var policy = new SequencePolicy(model, new Generation { MaxTokens = 4 });
        var (questions, weights) = Asked();
        using var answers = policy.Forward(questions);
        var logits = model.Seen!;

        Assert.Equal([8 + 10 + 16, 11], logits.shape); // tokens chosen, rejected and among the candidates; none of a prompt
        Assert.All(logits.amax([1]).data<double>().ToArray(), static largest => Assert.Equal(1, largest));
        policy.Backward(answers, weights);
        Assert.All(logits.sum(dim: 1).data<double>().ToArray(), static sum => Assert.Equal(0, sum, 1e-12));
        Assert.True(logits.abs().max().item<double>() > 0.1);
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(() => policy.Backward(answers, weights)).Message);
    }

    [Fact]
    public void BFloat16_gives_nearly_the_same_log_probabilities_and_gradient()
    {
        using var scope = NewDisposeScope();
        using var full = new SequencePolicy(new Gpt2(Small, new SeedSequence(5)), new Generation { MaxTokens = 4 });
        using var half = new SequencePolicy(
            new Gpt2(Small, new SeedSequence(5)) { Computation = ScalarType.BFloat16 },
            new Generation { MaxTokens = 4 }
        );
        Magnify(full, 3);
        Magnify(half, 3);
        var (questions, weights) = Asked(ScalarType.Float32);
        using var expected = full.Forward(questions);
        using var found = half.Forward(questions);
        full.Backward(expected, weights);
        half.Backward(found, weights);

        Assert.Equal(ScalarType.Float32, found[0].dtype);
        Assert.All(
            expected[0].data<float>().ToArray().Zip(found[0].data<float>().ToArray()),
            static pair => Assert.Equal(pair.First, pair.Second, 0.1f)
        );
        var (one, other) = (full.Parameters.Gradients, half.Parameters.Gradients);
        Assert.InRange((one.dot(other) / (one.norm() * other.norm())).item<float>(), 0.99f, 0.999999f);
    }

    [Fact]
    public void Any_module_of_logits_is_a_language_model()
    {
        using var scope = NewDisposeScope();
        using var gpt2 = new Gpt2(Small, new SeedSequence(5), ScalarType.Float64);
        using var direct = new SequencePolicy(gpt2, new Generation { MaxTokens = 4 });
        Magnify(direct);
        var module = new LogitsOf(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64));
        using var over = new SequencePolicy(
            CausalLanguageModel.Over(module, 11, 12, static () => new LogitsOf(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64))),
            new Generation { MaxTokens = 4 }
        );
        Magnify(over);
        var (questions, weights) = Asked();
        State[] prompts = [State.Of(1, 2, 3), State.Of(4), State.Of(5, 6)];

        Gradients.Equal(Gradients.Backward(direct, weights, questions), Gradients.Backward(over, weights, questions), 1e-10);
        Assert.Equal(direct.Greedy(prompts), over.Greedy(prompts)); // with a cache, and without
        Assert.Equal(direct.Sample(prompts, new RandomStream(1)), over.Sample(prompts, new RandomStream(1)));
        using var copy = (SequencePolicy)over.Copy();
        Assert.Equal(over.LogProb([Act.Continuous(1, 2)], [State.Of(3)]), copy.LogProb([Act.Continuous(1, 2)], [State.Of(3)]));
    }
}
