using DeclarativeIL.Data;
using DeclarativeIL.Language;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed class SequencePolicyTests
{
    private static readonly Gpt2Configuration Small = new(11, 12, 8, 2, 2);

    private static readonly Preference[] Ragged =
    [
        new(State.Of(1, 2, 3), Act.Continuous(4, 5), Act.Continuous(6)),
        new(State.Of(7), Act.Continuous(8, 9, 10, 0, 1), Act.Continuous(2, 3, 4, 5, 6, 7)),
        new(State.Of(0, 0), Act.Continuous(0), Act.Continuous(10, 10, 10)),
    ];

    public SequencePolicyTests() => set_num_threads(1);

    [Fact]
    public void A_completion_has_the_sum_of_its_tokens_log_probabilities()
    {
        using var model = Golden.Model();
        using var policy = new SequencePolicy(model);
        int[] prompts = [1, 5, 4];

        var found = policy.LogProb([.. prompts.Select((count, row) => Golden.Completion(row, count))], [.. prompts.Select((count, row) => Golden.Prompt(row, count))]);

        for (var row = 0; row < 3; row++)
            Assert.Equal(Golden.TokenLogProbs[row].Skip(prompts[row] - 1).Sum(), found[row], 1e-3);
        using var pass = new CompletionPass(model, [new([(int)Golden.Inputs[0][0]], [.. Golden.Inputs[0][1..].Select(static token => (int)token)])], policy.Parameters, false);
        Assert.All(Golden.TokenLogProbs[0].Zip(pass.TokenLogProbs.data<float>().ToArray()), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Rows_of_unequal_length_are_answered_together_as_they_are_alone()
    {
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        Magnify(policy);
        using var batch = Batch.From(Ragged, ScalarType.Float64, sequences: true);
        using var answers = policy.Forward(new LogProbQuestion(batch["Chosen"], batch["Context"]), new LogProbQuestion(batch["Rejected"], batch["Context"]));
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

    [Fact]
    public void Gradient_equals_central_differences()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small with { Width = 4, Layers = 1 }, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        Magnify(policy, 3);
        var (questions, weights) = Asked();

        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-5);    // central differences give no more behind a layer norm
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void Passes_of_few_rows_give_the_gradient_of_the_whole_batch(int rows)
    {
        using var scope = NewDisposeScope();
        using var whole = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        using var parts = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 }) { RowsPerPass = rows };
        Magnify(whole);
        Magnify(parts);
        var (questions, weights) = Asked();

        Gradients.Equal(Gradients.Backward(whole, weights, questions), Gradients.Backward(parts, weights, questions), 1e-10);
        using var expected = whole.Forward(questions);
        using var found = parts.Forward(questions);
        Gradients.Equal(expected[0].data<double>().ToArray(), found[0].data<double>().ToArray(), 1e-12);
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
            CausalLanguageModel.Over(module, 11, 12, static () => new LogitsOf(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64))), new Generation { MaxTokens = 4 });
        Magnify(over);
        var (questions, weights) = Asked();
        State[] prompts = [State.Of(1, 2, 3), State.Of(4), State.Of(5, 6)];

        Gradients.Equal(Gradients.Backward(direct, weights, questions), Gradients.Backward(over, weights, questions), 1e-10);
        Assert.Equal(direct.Greedy(prompts), over.Greedy(prompts));      // with a cache, and without
        Assert.Equal(direct.Sample(prompts, new RandomStream(1)), over.Sample(prompts, new RandomStream(1)));
        using var copy = (SequencePolicy)over.Copy();
        Assert.Equal(over.LogProb([Act.Continuous(1, 2)], [State.Of(3)]), copy.LogProb([Act.Continuous(1, 2)], [State.Of(3)]));
    }

    [Fact]
    public void A_copy_is_frozen_and_independent()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        using var copy = (SequencePolicy)policy.Copy();
        var (questions, weights) = Asked();
        var before = policy.LogProb([Act.Continuous(1, 2)], [State.Of(3)]);
        using (no_grad())
            policy.Parameters.Values.mul_(2);

        Assert.Equal(before, copy.LogProb([Act.Continuous(1, 2)], [State.Of(3)]));
        Assert.NotEqual(before, policy.LogProb([Act.Continuous(1, 2)], [State.Of(3)]));
        using var answers = copy.Forward(questions);
        Assert.Contains("frozen", Assert.Throws<InvalidOperationException>(() => copy.Backward(answers, weights)).Message);
        copy.IsFrozen = false;
        Assert.NotEqual(0, Gradients.Backward(copy, weights, questions).Sum(Math.Abs));
    }

    [Fact]
    public void The_squared_weights_are_asked_like_any_policys()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        var expected = policy.Parameters.Values.data<double>().ToArray();

        using var answers = policy.Forward(new SquaredWeightsQuestion());
        policy.Backward(answers, tensor(0.5, ScalarType.Float64));

        Assert.Equal(expected.Sum(static value => value * value), answers[0].item<double>(), 1e-12);
        Assert.Equal(expected.Sum(static value => value * value), policy.OneSample().SquaredWeights, 1e-12);
        Gradients.Equal(expected, policy.Parameters.Gradients.data<double>().ToArray(), 1e-15);
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5)), new Generation { MaxTokens = 4 }) { RowsPerPass = 4 };
        Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++)
            Step();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            var (questions, weights) = Asked(ScalarType.Float32);
            using (var answers = policy.Forward(questions))
                policy.Backward(answers, weights);
            policy.Sample([State.Of(1), State.Of(2, 3)], new RandomStream(1));
        }
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5)), new Generation { MaxTokens = 4 });

        Assert.Equal("LogProb: Action in row 0 is empty; expected one token or more.", Refused(Act.Continuous(double.NaN), State.Of(1)));
        Assert.Equal("LogProb: State in row 0 is empty; expected one token or more.", Refused(Act.Continuous(1), State.Of(double.NaN)));
        Assert.Equal("LogProb: Action in row 0 has 11 as token 1; expected a whole number from 0 to 10.", Refused(Act.Continuous(1, 11), State.Of(1)));
        Assert.Equal("LogProb: State in row 0 has -1 as token 0; expected a whole number from 0 to 10.", Refused(Act.Continuous(1), State.Of(-1)));
        Assert.Contains("has 1.5 as token 0", Refused(Act.Continuous(1.5), State.Of(1)));
        Assert.Contains("has NaN as token 1", Refused(Act.Continuous(1, double.NaN, 2), State.Of(1)));
        Assert.Equal("LogProb: row 0 has 7 + 6 tokens; expected at most 12, the model's context.",
            Refused(Act.Continuous(1, 1, 1, 1, 1, 1), State.Of(1, 1, 1, 1, 1, 1, 1)));
        Assert.Contains("9 tokens, with 4 to follow", Assert.Throws<ArgumentException>(() => policy.Greedy([State.Of(1, 1, 1, 1, 1, 1, 1, 1, 1)])).Message);
        Assert.Contains("Prompt 0 is empty", Assert.Throws<ArgumentException>(() => policy.Greedy([default])).Message);
        Assert.Contains("expected [n, a] and [n, s]", Assert.Throws<ArgumentException>(() => policy.Forward(new LogProbQuestion(zeros(2, 1), zeros(3, 1)))).Message);
        Assert.Contains("does not answer Entropy", Assert.Throws<NotSupportedException>(() => policy.Forward(new EntropyQuestion(zeros(2, 1)))).Message);
        Assert.Contains("fewer than 12", Assert.Throws<ArgumentException>(() => new SequencePolicy(policy.Model, new Generation { MaxTokens = 12 })).Message);
        Assert.Contains("end token 11", Assert.Throws<ArgumentException>(() => new SequencePolicy(policy.Model, new Generation { EndToken = 11, MaxTokens = 4 })).Message);

        string Refused(Act completion, State prompt) => Assert.Throws<ArgumentException>(() => policy.LogProb([completion], [prompt])).Message;
    }

    /// <summary>Far from the start, where all completions are about as likely.</summary>
    private static void Magnify(SequencePolicy policy, float factor = 8)
    {
        using var quiet = no_grad();
        policy.Parameters.Values.mul_(factor);
    }

    private static (Question[] Questions, Tensor[] Weights) Asked(ScalarType type = ScalarType.Float64)
    {
        var batch = Batch.From(Ragged, type, sequences: true);
        var random = new RandomStream(2);
        var candidates = stack([batch["Chosen"], batch["Chosen"].flip(0)], 1);
        return ([new LogProbQuestion(batch["Chosen"], batch["Context"]), new LogProbQuestion(batch["Rejected"], batch["Context"]),
                new LogProbsOfQuestion(candidates, batch["Context"]), new LogProbQuestion(batch["Chosen"], batch["Context"])],
            [Gradients.Random(random, 3).to(type), Gradients.Random(random, 3).to(type), Gradients.Random(random, 3, 2).to(type), Gradients.Random(random, 3).to(type)]);
    }

    private sealed class LogitsOf : nn.Module<Tensor, Tensor>
    {
        private readonly Gpt2 _model;

        public LogitsOf(Gpt2 model)
            : base("logits")
        {
            _model = model;
            RegisterComponents();
        }

        public override Tensor forward(Tensor tokens)
            => _model.Logits(_model.Hidden(tokens).reshape(-1, Small.Width)).view(tokens.size(0), tokens.size(1), Small.VocabSize);
    }
}
