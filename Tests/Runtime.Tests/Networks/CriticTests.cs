using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

public sealed partial class CriticTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly SeedSequence Seeds = new(21);
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    public static TheoryData<Activation, bool> Kinds
    {
        get
        {
            var data = new TheoryData<Activation, bool>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                data.Add(activation, false);
                data.Add(activation, true);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_equal_central_differences(Activation activation, bool module)
    {
        using var scope = NewDisposeScope();
        using var critic = Step(activation, module);
        Gradients.Stir(critic, _random);
        var (states, nexts, others) = (Numbers(6, 3), Numbers(6, 3), Numbers(4, 3));
        var (acts, otherActs) = (Numbers(6, 2), Numbers(4, 2));
        Question[] questions =
        [
            new StepValueQuestion(states, acts, nexts),
            new SquaredWeightsQuestion(),
            new StepValueQuestion(states, acts, nexts),
            new StepValueQuestion(others, otherActs, others),
        ];
        Tensor[] weights = [Numbers(6), tensor(0.3, Double), Numbers(6), Numbers(4)];

        var found = Gradients.Backward(critic, weights, questions);
        Gradients.Equal(Gradients.Differences(critic, weights, questions), found, 1e-8);
        foreach (var (question, argument, value) in new[] { (0, 0, states), (0, 1, acts), (0, 2, nexts), (3, 1, otherActs) })
            Gradients.Equal(
                Arguments.Differences(critic, weights[question], value, questions[question]),
                Arguments.Gradient(critic, weights, question, argument, questions),
                1e-8
            );
        Assert.Equal(found, critic.Parameters.Gradients.data<double>().ToArray());
    }

    [Fact]
    public void Answers_are_the_layers_applied_to_the_arguments_side_by_side()
    {
        using var scope = NewDisposeScope();
        using var state = CriticNetwork.OfState(3, [5], Activation.Tanh, Seeds, Double);
        using var discrete = CriticNetwork.OfAct(3, new DiscreteSpace(4), [5], Activation.Tanh, Seeds, Double);
        using var step = Step(Activation.Tanh, module: false);
        var (states, acts, nexts, choices) = (Numbers(6, 3), Numbers(6, 2), Numbers(6, 3), Gradients.Choices(_random, 6, 4));
        using var first = state.Forward(new ValueQuestion(states));
        using var second = discrete.Forward(new ActValueQuestion(states, choices));
        using var third = step.Forward(new StepValueQuestion(states, acts, nexts));

        var one = nn.functional.one_hot(choices.to(ScalarType.Int64).view(-1), 4).to(Double);
        Equal(Layers(state, states), first[0]);
        Equal(Layers(discrete, cat([states, one], 1)), second[0]);
        Equal(Layers(step, cat([states, acts, nexts], 1)), third[0]);
    }

    [Fact]
    public void One_sample_answers_as_the_batch()
    {
        using var scope = NewDisposeScope();
        using var state = CriticNetwork.OfState(3, [5], Activation.Gelu, Seeds, Double);
        using var discrete = CriticNetwork.OfAct(3, new DiscreteSpace(4), [5], Activation.Gelu, Seeds, Double);
        using var step = Step(Activation.Gelu, module: true);
        var (states, acts, nexts, choices) = (Numbers(2, 3), Numbers(2, 2), Numbers(2, 3), Gradients.Choices(_random, 2, 4));
        using var first = state.Forward(new ValueQuestion(states), new SquaredWeightsQuestion());
        using var second = discrete.Forward(new ActValueQuestion(states, choices));
        using var third = step.Forward(new StepValueQuestion(states, acts, nexts));
        var (s, a, next) = (new State(Row(states)), new Act(Row(acts)), new State(Row(nexts)));

        Assert.Equal(first[0][1].item<double>(), state.OneSample().Value(s), 14);
        Assert.Equal(first[1].item<double>(), state.OneSample().SquaredWeights, 14);
        Assert.Equal(second[0][1].item<double>(), discrete.OneSample().Value(s, new Act(Row(choices))), 14);
        Assert.Equal(third[0][1].item<double>(), step.OneSample().Value(s, a, next), 14);
        Assert.Throws<NotSupportedException>(() => state.OneSample().Value(s, a));
        Assert.Throws<NotSupportedException>(() => step.OneSample().Value(s));

        static double[] Row(Tensor batch) => batch[1].data<double>().ToArray();
    }

    [Fact]
    public void Gradient_of_a_tracked_module_equals_plain_autograd()
    {
        using var scope = NewDisposeScope();
        using var module = Module(Activation.Tanh, 5);
        var (states, acts, weights) = (Numbers(6, 3), Numbers(6, 2).requires_grad_(true), Numbers(6));
        (module.call(cat([states, acts], 1)).view(-1) * weights).sum().backward();
        var expected = module.parameters().SelectMany(static p => p.grad!.data<double>().ToArray()).ToArray();
        using var critic = ActCritic.Over(module, 3, Box);
        var detached = acts.detach();
        var question = new ActValueQuestion(states, detached);

        Gradients.Equal(expected, Gradients.Backward(critic, [weights], question), 1e-12);
        Gradients.Equal([.. acts.grad!.data<double>()], Arguments.Gradient(critic, [weights], 0, 1, question), 1e-12);
    }

    private Tensor Numbers(params long[] shape) => Gradients.Random(_random, shape);

    private static StepCritic Step(Activation activation, bool module) =>
        module
            ? StepCritic.Over(Module(activation, 8), 3, Box)
            : CriticNetwork.OfStep(3, Box, [5, 6], activation, Seeds, Double, initialization: Initialization.LeCun);

    private static nn.Module<Tensor, Tensor> Module(Activation activation, int inputs) => Modules.Perceptron(activation, inputs, 1);

    /// <summary>The perceptron by TorchSharp's own functions.</summary>
    private static Tensor Layers(INetwork network, Tensor input)
    {
        for (var i = 0; i < network.Parameters.Slots.Count; i += 2)
        {
            var (weight, bias) = (
                network.Parameters.Value(network.Parameters.Slots[i]),
                network.Parameters.Value(network.Parameters.Slots[i + 1])
            );
            input = nn.functional.linear(i == 0 ? input : input.tanh(), weight, bias);
        }
        return input.view(-1);
    }

    private static void Equal(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Gradients.Equal([.. expected.data<double>()], [.. found.data<double>()], 1e-13);
    }
}
