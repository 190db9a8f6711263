using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed class ContinuousPolicyTests
{
    private static readonly SeedSequence Seeds = new(9);
    private static readonly BoxSpace Box = new([-0.5f, -100], [0.5f, 100]);

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gaussian_gradient_equals_central_differences(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var policy = Gaussian(activation, ScalarType.Float64, 0.4);
        var random = Seeds.Child("data").Stream();
        Gradients.Stir(policy, random);
        var (first, second) = (Gradients.Random(random, 6, 3), Gradients.Random(random, 4, 3));
        Question[] questions =
        [
            new MeanQuestion(second),
            new LogProbQuestion(Gradients.Random(random, 6, 2), first),
            new EntropyQuestion(first),
            new LogProbQuestion(Gradients.Random(random, 4, 2), second),
            new SquaredWeightsQuestion(),
            new MeanQuestion(first),
        ];
        Tensor[] weights =
        [
            Gradients.Random(random, 4, 2),
            Gradients.Random(random, 6),
            Gradients.Random(random, 6),
            Gradients.Random(random, 4),
            tensor(0.3, ScalarType.Float64),
            Gradients.Random(random, 6, 2),
        ];

        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-7);
    }

    /// <summary>The first gradient is taken over without a copy; what comes after must not be written into it.</summary>
    [Fact]
    public void A_gradient_that_is_handed_in_stays_as_it_is()
    {
        using var scope = NewDisposeScope();
        using var policy = Deterministic(Activation.Tanh, ScalarType.Float64);
        var states = Gradients.Random(Seeds.Child("data").Stream(), 6, 3);
        var gradient = tensor(new[] { 0.5, -2 }, [1, 2], ScalarType.Float64).expand(6, 2); // one row, seen six times
        Question[] once = [new MeanQuestion(states)],
            twice = [new MeanQuestion(states), new MeanQuestion(states)];
        double[] expected = [.. Gradients.Backward(policy, [gradient], once).Select(static slope => 2 * slope)];
        Gradients.Equal(expected, Gradients.Backward(policy, [gradient, gradient], twice), 1e-12);
        Assert.Equal([0.5, -2], gradient[5].data<double>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Deterministic_gradient_equals_central_differences(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var policy = Deterministic(activation, ScalarType.Float64);
        var random = Seeds.Child("data").Stream();
        Gradients.Stir(policy, random);
        Question[] questions = [new MeanQuestion(Gradients.Random(random, 6, 3)), new SquaredWeightsQuestion()];
        Tensor[] weights = [Gradients.Random(random, 6, 2), tensor(-0.3, ScalarType.Float64)];

        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-8);
    }

    [Fact]
    public void Gaussian_answers_are_the_formulas()
    {
        using var scope = NewDisposeScope();
        using var policy = Gaussian(Activation.Relu, ScalarType.Float64, 0.4);
        var random = Seeds.Child("data").Stream();
        var (states, actions) = (Gradients.Random(random, 5, 3), Gradients.Random(random, 5, 2));

        using var answers = policy.Forward(new LogProbQuestion(actions, states), new EntropyQuestion(states), new MeanQuestion(states));

        for (var row = 0; row < 5; row++)
        {
            var expected = 0.0;
            for (var i = 0; i < 2; i++)
            {
                var distance = actions[row, i].item<double>() - answers[2][row, i].item<double>();
                expected += Math.Log(Math.Exp(-distance * distance / (2 * 0.16)) / (0.4 * Math.Sqrt(2 * Math.PI)));
            }
            Assert.Equal(expected, answers[0][row].item<double>(), 10);
            Assert.Equal(2 * (0.5 * Math.Log(2 * Math.PI * Math.E) + Math.Log(0.4)), answers[1][row].item<double>(), 12);
        }
    }

    [Fact]
    public void A_draw_follows_the_stream_and_the_mode_the_bounds()
    {
        using var policy = Gaussian(Activation.Tanh, ScalarType.Float32, 2);
        const int rows = 10_000;
        var (states, actions, again, modes) = (new float[rows * 3], new float[rows * 2], new float[rows * 2], new float[rows * 2]);

        policy.Sample(states, actions, Seeds.Stream());
        policy.Sample(states, again, Seeds.Stream());
        policy.Mode(states, modes);

        Assert.Equal(actions, again);
        Assert.Equal(policy.OneSample().Mean(State.Of(0, 0, 0))[1], modes[1], 6);
        var (first, second) = (Column(0), Column(1));
        Assert.Contains(first, static x => x < -0.5f); // what LogProb is the density of
        Assert.All(modes.Where((_, i) => i % 2 == 0), static x => Assert.InRange(x, -0.5f, 0.5f));
        Assert.InRange(second.Average() - modes[1], -0.08, 0.08);
        Assert.InRange(Math.Sqrt(second.Average(x => (x - modes[1]) * (x - modes[1]))), 1.94, 2.06);

        float[] Column(int component) => [.. actions.Where((_, i) => i % 2 == component)];
    }

    [Fact]
    public void What_a_policy_cannot_answer_is_said()
    {
        using var scope = NewDisposeScope();
        using var policy = Deterministic(Activation.Tanh, ScalarType.Float32);

        var question = new EntropyQuestion(zeros(2, 3));
        Assert.Contains(
            "does not answer Entropy",
            Assert.Throws<NotSupportedException>(() => policy.Forward(question)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<NotSupportedException>(() => policy.OneSample().LogProb(Act.Continuous(1, 2), State.Of(1, 2, 3)));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused_when_acting()
    {
        using var policy = Deterministic(Activation.Tanh, ScalarType.Float32);
        var actions = new float[4];

        var state = Assert.Throws<ArgumentException>(() => policy.Mode([0, 0, 0, 0, float.NaN, 0], actions));
        Assert.StartsWith("The state in row 1, component 1, is NaN; expected a finite number.", state.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => policy.Mode([0, 0, 0, 0], actions));
        Assert.Throws<ArgumentException>(() => policy.Mode([0, 0, 0], actions));
        using (no_grad())
            policy.Parameters.Values.fill_(Held.Of(double.PositiveInfinity));
        Assert.Throws<InvalidOperationException>(() => policy.Mode(new float[6], actions));
    }

    [Fact]
    public void Deviation_stays_bounded_and_can_come_back()
    {
        using var policy = Gaussian(Activation.Tanh, ScalarType.Float64, 1);
        using var scope = NewDisposeScope();
        using (no_grad())
            policy.Parameters.Value(policy.Parameters.Slots[^1]).fill_(Held.Of(-4));
        var (states, actions) = (zeros([1, 3], ScalarType.Float64), full([1, 2], Held.Of(3), ScalarType.Float64));

        Assert.InRange(policy.OneSample().Entropy(State.Of(0, 0, 0)), 2 * (1.41893 - 5), 2 * (1.4190 - 4.9));
        Gradients.Backward(policy, [ones(1, ScalarType.Float64)], new LogProbQuestion(actions, states));
        Assert.True(policy.Parameters.Gradient(policy.Parameters.Slots[^1])[0].item<double>() > 0);
    }

    private static GaussianPolicy Gaussian(Activation activation, ScalarType type, double deviation) =>
        new(3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun, deviation: deviation);

    private static DeterministicPolicy Deterministic(Activation activation, ScalarType type) =>
        new(3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.Xavier);
}
