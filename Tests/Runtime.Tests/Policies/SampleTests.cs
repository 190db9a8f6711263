using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Samples, log-probabilities of every and of several actions, gradients with respect to actions.</summary>
public sealed partial class SampleTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly SeedSequence Seeds = new(31);
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);
    private static readonly DrawBatch Draws = new(Seeds.Child("draws").Stream(), 5);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    [Fact]
    public void Categorical_gradients_equal_central_differences()
    {
        using var scope = NewDisposeScope();
        using var policy = Categorical(Double);
        var (first, second, several) = (Numbers(6, 3), Numbers(4, 3), Choices(6, 5));
        Question[] questions =
        [
            new LogProbsQuestion(first),
            new LogProbsOfQuestion(several, first),
            new LogProbsQuestion(second),
            new LogProbsOfQuestion(Choices(4, 2), second),
            new SampleQuestion(first, Draws),
        ];
        Tensor[] weights = [Numbers(6, 4), Numbers(6, 5), Numbers(4, 4), Numbers(4, 2)];

        var found = Backward(policy, [.. weights, null], questions);
        Gradients.Equal(Gradients.Differences(policy, weights, questions), found, 1e-8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reparameterised_gradients_equal_central_differences(bool deterministic)
    {
        using var scope = NewDisposeScope();
        using PolicyNetwork policy = deterministic
            ? new DeterministicPolicy(3, Box, [5, 6], Activation.Tanh, Seeds, Double)
            : Gaussian(Double);
        var (first, second) = (Numbers(6, 3), Numbers(4, 3));
        Question[] questions = [new SampleQuestion(first, Draws), new SampleQuestion(second, Draws), new MeanQuestion(first)];
        Tensor[] weights = [Numbers(6, 2), Numbers(4, 2), Numbers(6, 2)];

        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-8);
    }

    [Fact]
    public void Gradients_of_several_actions_equal_central_differences()
    {
        using var scope = NewDisposeScope();
        using var policy = Gaussian(Double);
        var (first, second, actions, several) = (Numbers(6, 3), Numbers(4, 3), Numbers(6, 2), Numbers(4, 5, 2));
        Question[] questions =
        [
            new LogProbQuestion(actions, first),
            new LogProbsOfQuestion(several, second),
            new LogProbsOfQuestion(Numbers(6, 1, 2), first),
        ];
        Tensor[] weights = [Numbers(6), Numbers(4, 5), Numbers(6, 1)];

        var found = Gradients.Backward(policy, weights, questions);
        Gradients.Equal(Gradients.Differences(policy, weights, questions), found, 1e-7);
        Gradients.Equal(
            Arguments.Differences(policy, weights[0], actions, questions[0]),
            Arguments.Gradient(policy, weights, 0, 0, questions),
            1e-7
        );
        Gradients.Equal(
            Arguments.Differences(policy, weights[1], several, questions[1]),
            Arguments.Gradient(policy, weights, 1, 0, questions),
            1e-7
        );
        Assert.Equal(found, policy.Parameters.Gradients.data<double>().ToArray());
        using var answers = policy.Forward(questions);
        Assert.Equal(
            "LogProb: found argument 1; expected that of an action, which alone has a gradient here.",
            Assert.Throws<NotSupportedException>(() => policy.ArgumentGradient(answers, 0, 1, weights[0])).Message
        );
    }

    [Fact]
    public void Answers_are_the_formulas()
    {
        using var scope = NewDisposeScope();
        using var policy = Categorical(Double);
        using var gaussian = Gaussian(Double);
        var (states, choices, several) = (Numbers(6, 3), Choices(6, 5), Numbers(6, 4, 2));
        using var answers = policy.Forward(new LogProbsQuestion(states), new LogProbsOfQuestion(choices, states));
        using var continuous = gaussian.Forward([
            new LogProbsOfQuestion(several, states),
            new SampleQuestion(states, Draws),
            new MeanQuestion(states),
            .. Enumerable.Range(0, 4).Select(i => new LogProbQuestion(several.select(1, i), states)),
        ]);
        var logits = policy.Body.Forward(states).Output;

        Equal(logits - logits.logsumexp(1, keepdim: true), answers[0]);
        Equal(answers[0].gather(1, choices.squeeze(2).to(ScalarType.Int64)), answers[1]);
        Equal(stack(Enumerable.Range(3, 4).Select(i => continuous[i]), 1), continuous[0]);
        for (var row = 0; row < 6; row++)
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                continuous[2][row, i].item<double>() + (0.4 * Draws.Stream.GaussianAt((ulong)(5 + row), (ulong)i)),
                continuous[1][row, i].item<double>(),
                13
            );
    }

    [Fact]
    public void A_categorical_sample_is_the_inverse_of_the_distribution_function()
    {
        using var scope = NewDisposeScope();
        const int rows = 5000;
        foreach (var type in new[] { Double, ScalarType.Float32 })
        {
            using var policy = Categorical(type);
            policy.Parameters.Values.mul_(Held.Of(2));
            var states = Numbers(1, 3).expand(rows, 3).contiguous().to(type);
            using var answers = policy.Forward(new SampleQuestion(states, Draws), new LogProbsQuestion(states));
            var probabilities = answers[1][0].to(Double).exp().data<double>().ToArray();
            var found = answers[0].to(Double).data<double>().ToArray();

            Assert.Equal([rows, 1], answers[0].shape);
            var different = 0;
            for (var row = 0; row < rows; row++)
            {
                var (uniform, action) = (Draws.Stream.UniformAt((ulong)(5 + row), 0), 0);
                for (var sum = probabilities[0]; sum <= uniform && action < 3; sum += probabilities[action])
                    action++;
                different += action == (int)found[row] ? 0 : 1;
            }
            Assert.InRange(different, 0, type == Double ? 0 : 2); // in float32 a draw may lie within rounding of a step
        }
    }

    [Fact]
    public void An_impossible_action_is_never_drawn()
    {
        using var scope = NewDisposeScope();
        using var policy = new CategoricalPolicy(1, 4, [], Activation.Tanh, Seeds);
        policy.Parameters.Values.copy_(tensor(new float[] { 0, 0, 0, 0, -900, 0, 0, -900 }));
        using var answers = policy.Forward(new SampleQuestion(zeros(20_000, 1), Draws));

        Assert.All(answers[0].data<float>(), static action => Assert.InRange(action, 1, 2));
    }

    private Tensor Numbers(params long[] shape) => Gradients.Random(_random, shape);

    private Tensor Choices(int rows, int count) => Gradients.Choices(_random, rows * count, 4).view(rows, count, 1);

    private static CategoricalPolicy Categorical(ScalarType type) =>
        new(3, 4, [5, 6], Activation.Tanh, Seeds, type, initialization: Initialization.LeCun);

    private static GaussianPolicy Gaussian(ScalarType type) =>
        new(3, Box, [5, 6], Activation.Tanh, Seeds, type, initialization: Initialization.LeCun, deviation: 0.4);

    private static double[] Backward(CategoricalPolicy network, Tensor?[] weights, Question[] questions)
    {
        network.Parameters.Gradients.zero_();
        using var answers = network.Forward(questions);
        network.Backward(answers, weights);
        return [.. network.Parameters.Gradients.data<double>()];
    }

    private static void Equal(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Gradients.Equal([.. expected.contiguous().data<double>()], [.. found.contiguous().data<double>()], 1e-13);
    }
}
