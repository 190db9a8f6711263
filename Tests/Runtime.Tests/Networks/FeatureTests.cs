using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

public sealed class FeatureTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly SeedSequence Seeds = new(22);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Feature_gradients_equal_central_differences(bool module)
    {
        using var scope = NewDisposeScope();
        using var features = module
            ? FeatureNetwork.Over(Modules.Perceptron(Activation.Tanh, 3, 4), 3, 4)
            : new FeatureNetwork(3, 4, [5, 6], Activation.Tanh, Seeds, Double);
        var (states, others) = (Numbers(6, 3), Numbers(2, 3));
        Question[] questions =
        [
            new FeaturesQuestion(states),
            new FeaturesQuestion(others),
            new SquaredWeightsQuestion(),
            new FeaturesQuestion(states),
        ];
        Tensor[] weights = [Numbers(6, 4), Numbers(2, 4), tensor(0.2, Double), Numbers(6, 4)];

        Gradients.Equal(Gradients.Differences(features, weights, questions), Gradients.Backward(features, weights, questions), 1e-8);
        Gradients.Equal(
            Arguments.Differences(features, weights[1], others, questions[1]),
            Arguments.Gradient(features, weights, 1, 0, questions),
            1e-8
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Field_gradients_equal_central_differences(bool module)
    {
        using var scope = NewDisposeScope();
        using var field = module
            ? FieldNetwork.Over(Modules.Perceptron(Activation.Gelu, 6, 2), 3, 2)
            : new FieldNetwork(3, 2, [5, 6], Activation.Gelu, Seeds, Double);
        var (states, points, times) = (Numbers(6, 3), Numbers(6, 2), Numbers(6));
        Question[] questions = [new FieldQuestion(states, points, times), new SquaredWeightsQuestion()];
        Tensor[] weights = [Numbers(6, 2), tensor(0.2, Double)];

        Gradients.Equal(Gradients.Differences(field, weights, questions), Gradients.Backward(field, weights, questions), 1e-8);
        foreach (var (argument, value) in new[] { (0, states), (1, points), (2, times) })
            Gradients.Equal(
                Arguments.Differences(field, weights[0], value, questions[0]),
                Arguments.Gradient(field, weights, 0, argument, questions),
                1e-8
            );
    }

    [Fact]
    public void One_sample_answers_as_the_batch()
    {
        using var scope = NewDisposeScope();
        using var features = new FeatureNetwork(3, 4, [5], Activation.Tanh, Seeds, Double);
        using var field = new FieldNetwork(3, 2, [5], Activation.Tanh, Seeds, Double);
        var (states, points, times) = (Numbers(2, 3), Numbers(2, 2), Numbers(2));
        using var first = features.Forward(new FeaturesQuestion(states), new SquaredWeightsQuestion());
        using var second = field.Forward(new FieldQuestion(states, points, times), new SquaredWeightsQuestion());
        var (state, point) = (new State(Row(states)), new Vector(Row(points)));

        Gradients.Equal(Row(first[0]), features.OneSample().Of(state).Span.ToArray(), 1e-14);
        Gradients.Equal(Row(second[0]), field.OneSample().Of(state, point, times[1].item<double>()).Span.ToArray(), 1e-14);
        Assert.Equal(first[1].item<double>(), features.OneSample().SquaredWeights, 12);
        Assert.Equal(second[1].item<double>(), field.OneSample().SquaredWeights, 12);
        Assert.Throws<NotSupportedException>(() => features.OneSample().Of(state, point, 0.5));
        Assert.Throws<NotSupportedException>(() => field.OneSample().Of(state));

        static double[] Row(Tensor batch) => batch[1].data<double>().ToArray();
    }

    [Fact]
    public void Questions_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        using var field = new FieldNetwork(3, 2, [5], Activation.Tanh, Seeds);

        Assert.Equal(
            "Field: Time is [5, 1]; expected [5].",
            Assert.Throws<ArgumentException>(() => field.Forward(new FieldQuestion(zeros(5, 3), zeros(5, 2), zeros(5, 1)))).Message
        );
        Assert.Equal(
            "Field: Point is [5, 3]; expected [5, 2].",
            Assert.Throws<ArgumentException>(() => field.Forward(new FieldQuestion(zeros(5, 3), zeros(5, 3), zeros(5)))).Message
        );
        Assert.Equal(
            "FieldNetwork does not answer Features; it answers Of(state, point, time).",
            Assert.Throws<NotSupportedException>(() => field.Forward(new FeaturesQuestion(zeros(5, 3)))).Message
        );
        Assert.Equal(
            "size",
            Assert.Throws<ArgumentOutOfRangeException>(() => new FieldNetwork(3, 0, [5], Activation.Tanh, Seeds)).ParamName
        );
    }

    [Fact]
    public void A_coefficient_is_a_number_with_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var number = new CoefficientNetwork(-1.5, Double);
        using var copy = (CoefficientNetwork)number.Copy();
        Question[] questions = [new CoefficientQuestion(), new SquaredWeightsQuestion()];
        using var answers = number.Forward(questions);

        Assert.Equal([-1.5, 2.25], [answers[0].item<double>(), answers[1].item<double>()]);
        Assert.Equal([0.5 + (2 * -1.5 * 3)], Gradients.Backward(number, [tensor(0.5, Double), tensor(3.0, Double)], questions));
        Assert.Equal(-1.5, number.OneSample());
        number.Parameters.Values.fill_(Held.Of(4));
        Assert.Equal(-1.5, copy.OneSample().Value);
        Assert.Equal(
            "CoefficientNetwork does not answer Entropy; it answers Value.",
            Assert.Throws<NotSupportedException>(() => number.Forward(new EntropyQuestion(zeros(1, 1)))).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new CoefficientNetwork(double.NaN));
    }

    [Fact]
    public void A_copy_is_equal_now_and_independent_later()
    {
        using var scope = NewDisposeScope();
        using var field = new FieldNetwork(3, 2, [5], Activation.Tanh, Seeds);
        using var step = CriticNetwork.OfStep(3, new DiscreteSpace(3), [5], Activation.Tanh, Seeds);
        foreach (var network in new ICopyable[] { field, step })
        {
            var before = network.Parameters.Values.data<float>().ToArray();
            using var copy = network.Copy();

            Assert.Equal(network.GetType(), copy.GetType());
            Assert.Equal(before, copy.Parameters.Values.data<float>().ToArray());
            network.Parameters.Values.zero_();
            Assert.Equal(before, copy.Parameters.Values.data<float>().ToArray());
        }
    }

    [Fact]
    public void A_module_is_copied_by_the_function_that_makes_another()
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> Make() =>
            nn.Sequential(("a", nn.Linear(3, 4)), ("n", nn.BatchNorm1d(4)), ("d", nn.Dropout(0.5)), ("b", nn.Linear(4, 1)));
        using var module = Make();
        using var critic = StateCritic.Over(module, 3, Make);
        using (critic.Forward(new ValueQuestion(rand(8, 3))))
        {
            using var copy = (StateCritic)critic.Copy();
            var states = ones(2, 3);
            module.eval();
            using var expected = critic.Forward(new ValueQuestion(states));
            using var found = copy.Forward(new ValueQuestion(states));

            Assert.Equal(expected[0].data<float>().ToArray(), found[0].data<float>().ToArray());
        }
        using var fixedOne = StateCritic.Over(nn.Linear(3, 1), 3);
        Assert.Equal(
            "A network over a module has a copy only where a function that makes another such module was given.",
            Assert.Throws<NotSupportedException>(() => fixedOne.Copy()).Message
        );
        using var same = StateCritic.Over(module, 3, () => module);
        Assert.Throws<InvalidOperationException>(() => same.Copy());
    }

    /// <summary>From the nearer end, by a fused product and sum: as libtorch's <c>lerp_</c>, on every machine.</summary>
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_target_moves_as_by_libtorch(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var source = CriticNetwork.OfState(7, [31, 33], Activation.Tanh, Seeds, type);
        using var target = CriticNetwork.OfState(7, [31, 33], Activation.Tanh, new SeedSequence(8), type);
        foreach (var share in new[] { 0, 0.005, 0.3, 0.5, 0.9, 1 })
        {
            using Scalar value = share;
            var expected = target.Parameters.Snapshot().lerp_(source.Parameters.Values, full([], value, type));
            Targets.PolyakUpdate(target, source, share);
            var apart = (expected - target.Parameters.Values).abs().max().to(ScalarType.Float64).item<double>();
            Assert.True(apart <= (type == ScalarType.Float32 ? 6e-8 : 1.2e-16), $"{share}: {apart}");
        }
    }

    [Fact]
    public void A_target_follows_its_source()
    {
        using var scope = NewDisposeScope();
        using var source = CriticNetwork.OfState(3, [5], Activation.Tanh, Seeds, Double);
        using var target = (StateCritic)source.Copy();
        var before = target.Parameters.Values.data<double>().ToArray();
        Gradients.Stir(source, _random);
        var ahead = source.Parameters.Values.data<double>().ToArray();

        Targets.PolyakUpdate(target, source, 0.25);

        Gradients.Equal(
            [.. before.Zip(ahead, static (x, y) => (0.75 * x) + (0.25 * y))],
            [.. target.Parameters.Values.data<double>()],
            1e-14
        );
        Targets.PolyakUpdate(target, source, 1);
        Assert.Equal(ahead, target.Parameters.Values.data<double>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Targets.PolyakUpdate(target, source, 1.5));
        using var other = CriticNetwork.OfState(3, [4], Activation.Tanh, Seeds, Double);
        Assert.Equal(
            "Found 21 parameters of Float64 on cpu; expected 26 of Float64 on cpu, as the target's. (Parameter 'source')",
            Assert.Throws<ArgumentException>(() => Targets.PolyakUpdate(target, other, 0.5)).Message
        );
    }

    private Tensor Numbers(params long[] shape) => Gradients.Random(_random, shape);
}
