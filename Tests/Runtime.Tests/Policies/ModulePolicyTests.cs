using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed class ModulePolicyTests
{
    private static readonly SeedSequence Seeds = new(11);
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);

    public static TheoryData<Activation, ScalarType> Cases
    {
        get
        {
            var cases = new TheoryData<Activation, ScalarType>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                cases.Add(activation, ScalarType.Float32);
                cases.Add(activation, ScalarType.Float64);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Perceptron_and_module_of_equal_weights_agree(Activation activation, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var perceptron = new GaussianPolicy(3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun);
        using var module = Module(activation, 2, type);
        using var policy = GaussianPolicy.Over(module, 3, Box);
        policy.Parameters.Restore(perceptron.Parameters.Values);
        var random = Seeds.Child("data").Stream();
        var (states, actions) = (Gradients.Random(random, 7, 3).to(type), Gradients.Random(random, 7, 2).to(type));
        Question[] questions = [new LogProbQuestion(actions, states), new MeanQuestion(states), new EntropyQuestion(states)];
        Tensor?[] weights = [Gradients.Random(random, 7).to(type), Gradients.Random(random, 7, 2).to(type), null];
        var tolerance = type == ScalarType.Float64 ? 1e-12 : 2e-6;

        using (no_grad()) // as generated code calls
        {
            using var expected = perceptron.Forward(questions);
            using var found = policy.Forward(questions);
            perceptron.Backward(expected, weights);
            policy.Backward(found, weights);
            for (var i = 0; i < 3; i++)
                Gradients.Equal(Doubles(expected[i]), Doubles(found[i]), tolerance);
        }
        Gradients.Equal(Doubles(perceptron.Parameters.Gradients), Doubles(policy.Parameters.Gradients), 10 * tolerance);
    }

    [Fact]
    public void Module_computes_with_the_flat_values_and_its_gradients_are_the_flat_ones()
    {
        using var scope = NewDisposeScope();
        using var module = Module(Activation.Tanh, 4, ScalarType.Float32);
        var before = module.named_parameters().First().parameter.data<float>().ToArray();
        using var policy = CategoricalPolicy.Over(module, 3, 4);
        using var optimizer = new AdamOptions().Create(policy.Parameters);
        var states = ones(1, 3);

        Assert.Equal(before, policy.Parameters.Values.data<float>().Take(before.Length));
        using (var answers = policy.Forward(new LogProbQuestion(zeros(1, 1), states)))
            policy.Backward(answers, ones(1));
        Assert.Equal(
            policy.Parameters.Gradients.data<float>().ToArray(),
            module.parameters().SelectMany(static p => p.grad!.data<float>().ToArray())
        );
        var logits = module.call(states).data<float>().ToArray();
        optimizer.Step(0.1);
        Assert.Equal(
            policy.Parameters.Values.data<float>().ToArray(),
            module.parameters().SelectMany(static p => p.data<float>().ToArray())
        );
        Assert.NotEqual(logits, module.call(states).data<float>().ToArray());
        optimizer.ZeroGradients();
        Assert.All(module.parameters(), static p => Assert.Equal(0, p.grad!.abs().sum().item<float>()));
    }

    [Fact]
    public void Gradient_through_a_module_equals_central_differences()
    {
        using var scope = NewDisposeScope();
        using var module = Module(Activation.Gelu, 4, ScalarType.Float64);
        using var policy = CategoricalPolicy.Over(module, 3, 4);
        var random = Seeds.Child("data").Stream();
        var states = Gradients.Random(random, 5, 3);
        Question[] questions =
        [
            new LogProbQuestion(Gradients.Choices(random, 5, 4), states),
            new EntropyQuestion(states),
            new SquaredWeightsQuestion(),
        ];
        Tensor[] weights = [Gradients.Random(random, 5), Gradients.Random(random, 5), tensor(0.2, ScalarType.Float64)];

        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-8);
    }

    [Fact]
    public void Gradient_equals_plain_autograd()
    {
        using var scope = NewDisposeScope();
        using var module = Module(Activation.Sigmoid, 4, ScalarType.Float64);
        var random = Seeds.Child("data").Stream();
        var (states, actions) = (Gradients.Random(random, 5, 3), Gradients.Choices(random, 5, 4));
        var log = module.call(states).log_softmax(1);
        (log.gather(1, actions.to(ScalarType.Int64)).sum() - (log.exp() * log).sum()).backward();
        var expected = module.parameters().SelectMany(static p => p.grad!.data<double>().ToArray()).ToArray();

        using var policy = CategoricalPolicy.Over(module, 3, 4);
        var ones = torch.ones(5, ScalarType.Float64);

        Gradients.Equal(
            expected,
            Gradients.Backward(policy, [ones, ones], new LogProbQuestion(actions, states), new EntropyQuestion(states)),
            1e-12
        );
    }

    [Fact]
    public void Gradients_of_several_backward_passes_add_up()
    {
        using var scope = NewDisposeScope();
        using var module = Module(Activation.Tanh, 2, ScalarType.Float64);
        using var policy = DeterministicPolicy.Over(module, 3, Box);
        var question = new MeanQuestion(ones([1, 3], ScalarType.Float64));
        var once = Gradients.Backward(policy, [ones([1, 2], ScalarType.Float64)], question);

        using var answers = policy.Forward(question);
        policy.Backward(answers, ones([1, 2], ScalarType.Float64));

        Gradients.Equal([.. once.Select(static x => 2 * x)], Doubles(policy.Parameters.Gradients), 1e-12);
    }

    [Fact]
    public void Acting_is_evaluation_and_training_goes_on_afterwards()
    {
        using var module = nn.Sequential(("first", nn.Linear(3, 64)), ("drop", nn.Dropout(0.5)), ("last", nn.Linear(64, 2)));
        using var policy = DeterministicPolicy.Over(module, 3, Box);
        var (first, second) = (new float[2], new float[2]);

        policy.Mode([1, 2, 3], first);
        policy.Mode([1, 2, 3], second);

        Assert.Equal(first, second);
        Assert.True(module.training);
    }

    [Fact]
    public void Frozen_parameters_stay_out_and_a_wrong_width_is_said()
    {
        using var module = Module(Activation.Relu, 2, ScalarType.Float32);
        foreach (var (_, parameter) in module.named_parameters().Take(2))
            parameter.requires_grad = false;
        using var policy = CategoricalPolicy.Over(module, 3, 4);

        Assert.Equal(module.parameters().Skip(2).Sum(static p => p.numel()), policy.Parameters.Count);
        Assert.Equal(
            "The module gave [1, 2] for [1, 3]; expected [1, 4].",
            Assert.Throws<InvalidOperationException>(() => policy.Mode([1, 2, 3], new float[1])).Message
        );
    }

    private static nn.Module<Tensor, Tensor> Module(Activation activation, int outputs, ScalarType type)
    {
        nn.Module<Tensor, Tensor> F() =>
            activation switch
            {
                Activation.Tanh => nn.Tanh(),
                Activation.Relu => nn.ReLU(),
                Activation.Gelu => nn.GELU(),
                Activation.Sigmoid => nn.Sigmoid(),
                _ => nn.Identity(),
            };
        return nn.Sequential(("a", nn.Linear(3, 5)), ("f", F()), ("b", nn.Linear(5, 6)), ("g", F()), ("c", nn.Linear(6, outputs)))
            .to(type)
            .Seeded(3);
    }

    private static double[] Doubles(Tensor tensor) => [.. tensor.to(ScalarType.Float64).contiguous().data<double>()];
}
