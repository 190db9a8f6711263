using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed partial class SequencePolicyTests
{
    [Fact]
    public void A_copy_is_frozen_and_independent()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5), ScalarType.Float64), new Generation { MaxTokens = 4 });
        using var copy = (SequencePolicy)policy.Copy();
        var (questions, weights) = Asked();
        var before = policy.LogProb([Act.Continuous(1, 2)], [State.Of(3)]);
        using (no_grad())
            policy.Parameters.Values.mul_(Held.Of(2));

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
        Assert.Equal(
            "LogProb: Action in row 0 has 11 as token 1; expected a whole number from 0 to 10.",
            Refused(Act.Continuous(1, 11), State.Of(1))
        );
        Assert.Equal(
            "LogProb: State in row 0 has -1 as token 0; expected a whole number from 0 to 10.",
            Refused(Act.Continuous(1), State.Of(-1))
        );
        Assert.Contains("has 1.5 as token 0", Refused(Act.Continuous(1.5), State.Of(1)));
        Assert.Contains("has NaN as token 1", Refused(Act.Continuous(1, double.NaN, 2), State.Of(1)));
        Assert.Equal(
            "LogProb: row 0 has 7 + 6 tokens; expected at most 12, the model's context.",
            Refused(Act.Continuous(1, 1, 1, 1, 1, 1), State.Of(1, 1, 1, 1, 1, 1, 1))
        );
        Assert.Contains(
            "9 tokens, with 4 to follow",
            Assert.Throws<ArgumentException>(() => policy.Greedy([State.Of(1, 1, 1, 1, 1, 1, 1, 1, 1)])).Message
        );
        Assert.Contains("Prompt 0 is empty", Assert.Throws<ArgumentException>(() => policy.Greedy([default])).Message);
        Assert.Contains(
            "expected [n, a] and [n, s]",
            Assert.Throws<ArgumentException>(() => policy.Forward(new LogProbQuestion(zeros(2, 1), zeros(3, 1)))).Message
        );
        Assert.Contains(
            "does not answer Entropy",
            Assert.Throws<NotSupportedException>(() => policy.Forward(new EntropyQuestion(zeros(2, 1)))).Message
        );
        Assert.Contains(
            "fewer than 12",
            Assert.Throws<ArgumentException>(() => new SequencePolicy(policy.Model, new Generation { MaxTokens = 12 })).Message
        );
        Assert.Contains(
            "end token 11",
            Assert
                .Throws<ArgumentException>(() => new SequencePolicy(policy.Model, new Generation { EndToken = 11, MaxTokens = 4 }))
                .Message
        );

        string Refused(Act completion, State prompt) =>
            Assert.Throws<ArgumentException>(() => policy.LogProb([completion], [prompt])).Message;
    }
}
