using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed class CategoricalPolicyTests
{
    private static readonly SeedSequence Seeds = new(7);

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradient_equals_central_differences(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var policy = New(activation, ScalarType.Float64);
        var random = Seeds.Child("data").Stream();
        Gradients.Stir(policy, random);
        var (first, second) = (Gradients.Random(random, 6, 3), Gradients.Random(random, 4, 3));
        Question[] questions =
        [
            new LogProbQuestion(Gradients.Choices(random, 6, 4), first),
            new EntropyQuestion(first),
            new SquaredWeightsQuestion(),
            new LogProbQuestion(Gradients.Choices(random, 4, 4), second),
            new EntropyQuestion(second),
        ];
        Tensor[] weights =
        [
            Gradients.Random(random, 6),
            Gradients.Random(random, 6),
            tensor(0.3, ScalarType.Float64),
            Gradients.Random(random, 4),
            Gradients.Random(random, 4),
        ];

        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-8);
    }

    [Fact]
    public void Answers_are_the_formulas()
    {
        using var scope = NewDisposeScope();
        using var policy = New(Activation.Tanh, ScalarType.Float64);
        var random = Seeds.Child("data").Stream();
        var (states, actions) = (Gradients.Random(random, 5, 3), Gradients.Choices(random, 5, 4));
        var logits = policy.Body.Forward(states).Output;

        using var answers = policy.Forward(new LogProbQuestion(actions, states), new EntropyQuestion(states), new SquaredWeightsQuestion());

        for (var row = 0; row < 5; row++)
        {
            var z = Enumerable.Range(0, 4).Select(i => logits[row, i].item<double>()).ToArray();
            var p = Array.ConvertAll(z, x => Math.Exp(x) / z.Sum(Math.Exp));
            Assert.Equal(Math.Log(p[(int)actions[row, 0].item<double>()]), answers[0][row].item<double>(), 12);
            Assert.Equal(-p.Sum(static x => x * Math.Log(x)), answers[1][row].item<double>(), 12);
        }
        Assert.Equal(policy.Parameters.Values.data<double>().Sum(static x => x * x), answers[2].item<double>(), 10);
    }

    [Fact]
    public void One_sample_answers_as_the_batch()
    {
        using var scope = NewDisposeScope();
        using var policy = New(Activation.Gelu, ScalarType.Float64);
        var states = Gradients.Random(Seeds.Stream(), 2, 3);
        using var answers = policy.Forward(
            new LogProbQuestion(tensor(new double[] { 1, 3 }, [2, 1], ScalarType.Float64), states),
            new EntropyQuestion(states)
        );
        var one = policy.OneSample();
        var second = new State(states[1].data<double>().ToArray());

        Assert.Equal(answers[0][1].item<double>(), one.LogProb(Act.Discrete(3), second), 14);
        Assert.Equal(answers[1][1].item<double>(), one.Entropy(second), 14);
        Assert.Throws<NotSupportedException>(() => one.Mean(second));
    }

    [Fact]
    public void Samples_follow_the_probabilities_and_the_stream()
    {
        using var policy = New(Activation.Tanh, ScalarType.Float32);
        using (no_grad())
            policy.Parameters.Values.mul_(Held.Of(3));
        const int rows = 20_000;
        var states = new float[rows * 3];
        Array.Fill(states, 0.7f);
        var (actions, again) = (new float[rows], new float[rows]);

        policy.Sample(states, actions, Seeds.Stream());
        policy.Sample(states, again, Seeds.Stream());

        Assert.Equal(actions, again);
        var one = policy.OneSample();
        for (var action = 0; action < 4; action++)
        {
            var expected = Math.Exp(one.LogProb(Act.Discrete(action), State.Of(0.7f, 0.7f, 0.7f)));
            var found = actions.Count(chosen => chosen == action) / (double)rows;
            Assert.InRange(found, expected - 4 * Math.Sqrt(0.25 / rows), expected + 4 * Math.Sqrt(0.25 / rows));
        }
    }

    [Fact]
    public void Mode_is_the_most_likely_action()
    {
        using var policy = New(Activation.Relu, ScalarType.Float32);
        float[] states = [0.1f, -2, 3, 1, 1, 1];
        var actions = new float[2];

        policy.Mode(states, actions);

        var one = policy.OneSample();
        for (var row = 0; row < 2; row++)
        {
            var state = State.From(states.AsSpan(3 * row, 3));
            Assert.Equal(Enumerable.Range(0, 4).MaxBy(action => one.LogProb(Act.Discrete(action), state)), (int)actions[row]);
        }
    }

    [Fact]
    public void Batches_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        using var policy = New(Activation.Tanh, ScalarType.Float32);
        var states = zeros(5, 3);

        Assert.Equal("LogProb: State is [5, 2]; expected [n, 3].", Refused(new LogProbQuestion(zeros(5, 1), zeros(5, 2))));
        Assert.Equal("LogProb: Action is [4, 1]; expected [5, 1].", Refused(new LogProbQuestion(zeros(4, 1), states)));
        Assert.Equal("LogProb: Action is [5, 2]; expected [5, 1].", Refused(new LogProbQuestion(zeros(5, 2), states)));
        Assert.Equal(
            "LogProb: Action in row 1 is 4; expected a whole number from 0 to 3.",
            Refused(new LogProbQuestion(tensor(new float[] { 0, 4, 0, 0, 0 }, [5, 1]), states))
        );
        Assert.Equal(
            "LogProb: Action in row 0 is 0.5; expected a whole number from 0 to 3.",
            Refused(new LogProbQuestion(full([5, 1], Held.Of(0.5)), states))
        );
        Assert.Equal(
            "Entropy: State is Int64; expected Float32, as the network's parameters.",
            Refused(new EntropyQuestion(zeros([5, 3], ScalarType.Int64)))
        );
        Assert.Contains(
            "does not answer Mean",
            Assert.Throws<NotSupportedException>(() => policy.Forward(new MeanQuestion(states))).Message,
            StringComparison.Ordinal
        );

        string Refused(Question question) => Assert.Throws<ArgumentException>(() => policy.Forward(question)).Message;
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Training_neither_leaks_tensors_nor_fails_to_learn()
    {
        using var policy = new CategoricalPolicy(4, 2, [32, 32], Activation.Tanh, Seeds);
        using var optimizer = new AdamOptions().Create(policy.Parameters);
        var data = new Dataset<Demonstration>();
        var random = Seeds.Child("data").Stream();
        for (var i = 0; i < 256; i++)
        {
            var state = State.Of(random.NextGaussian(), random.NextGaussian(), random.NextGaussian(), random.NextGaussian());
            data.Add(new Demonstration(state, Act.Discrete(state[0] > state[1] ? 1 : 0)));
        }
        using var feed = new BatchFeed<Demonstration>(data, policy.Parameters.Type, policy.Parameters.Device);
        using var weights = full(32, Held.Of(-1 / 32.0));
        feed.Shuffle(random);
        Step();
        var (before, live) = (Loss(), DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        for (var step = 0; step < 5000; step++)
            Step();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(Loss() < 0.05 * before);

        void Step()
        {
            if (feed.Next(32) is not { } batch)
            {
                feed.Shuffle(random);
                batch = feed.Next(32)!;
            }
            using (batch)
            using (NewDisposeScope())
            {
                using var quiet = no_grad();
                using var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]));
                optimizer.ZeroGradients();
                policy.Backward(answers, weights);
                optimizer.Step(1e-3);
            }
        }

        double Loss()
        {
            using var scope = NewDisposeScope();
            using var all = Batch.From([.. data], ScalarType.Float32);
            using var answers = policy.Forward(new LogProbQuestion(all["Action"], all["State"]));
            return -answers[0].mean().item<float>();
        }
    }

    private static CategoricalPolicy New(Activation activation, ScalarType type) =>
        new(3, 4, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun);
}
