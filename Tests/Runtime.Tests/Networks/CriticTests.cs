using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

public sealed class CriticTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly SeedSequence Seeds = new(21);
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    public CriticTests() => set_num_threads(1);                          // spinning threads cost more than such sizes gain

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
            new StepValueQuestion(states, acts, nexts), new SquaredWeightsQuestion(), new StepValueQuestion(states, acts, nexts),
            new StepValueQuestion(others, otherActs, others),
        ];
        Tensor[] weights = [Numbers(6), tensor(0.3, Double), Numbers(6), Numbers(4)];

        var found = Gradients.Backward(critic, weights, questions);
        Gradients.Equal(Gradients.Differences(critic, weights, questions), found, 1e-8);
        foreach (var (question, argument, value) in new[] { (0, 0, states), (0, 1, acts), (0, 2, nexts), (3, 1, otherActs) })
            Gradients.Equal(Arguments.Differences(critic, weights[question], value, questions[question]),
                Arguments.Gradient(critic, weights, question, argument, questions), 1e-8);
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

    [Fact]
    public void Arguments_may_be_asked_after_the_backward_pass_and_more_than_once()
    {
        using var scope = NewDisposeScope();
        foreach (var module in new[] { false, true })
        {
            using var critic = Step(Activation.Tanh, module);
            var (states, acts, ones) = (Numbers(6, 3), Numbers(6, 2), torch.ones(6, Double));
            using var answers = critic.Forward(new StepValueQuestion(states, acts, states));
            critic.Backward(answers, ones);
            var first = critic.ArgumentGradient(answers, 0, 1, ones);

            Assert.Equal(first.data<double>().ToArray(), critic.ArgumentGradient(answers, 0, 1, ones).data<double>().ToArray());
        }
    }

    [Fact]
    public void Questions_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        using var critic = CriticNetwork.OfAct(3, new DiscreteSpace(4), [5], Activation.Tanh, Seeds);
        var (states, acts) = (zeros(5, 3), zeros(5, 1));

        Assert.Equal("ActValue: State is [5, 2]; expected [n, 3].", Refused(new ActValueQuestion(zeros(5, 2), acts)));
        Assert.Equal("ActValue: Act is [4, 1]; expected [5, 1].", Refused(new ActValueQuestion(states, zeros(4, 1))));
        Assert.Equal("ActValue: Act in row 0 is 4; expected a whole number from 0 to 3.", Refused(new ActValueQuestion(states, full([5, 1], 4f))));
        Assert.Equal("ActValue: Act is Float64; expected Float32, as the network's parameters.",
            Refused(new ActValueQuestion(states, zeros([5, 1], Double))));
        Assert.Equal("ActCritic does not answer Value; it answers Value(state, act).",
            Assert.Throws<NotSupportedException>(() => critic.Forward(new ValueQuestion(states))).Message);
        using var answers = critic.Forward(new ActValueQuestion(states, acts));
        Assert.Equal("ActValue: the gradient is [5, 1]; expected [5], the answer's shape.",
            Assert.Throws<ArgumentException>(() => critic.Backward(answers, zeros(5, 1))).Message);
        Assert.Equal("Found 2 gradients; expected 1, one an answer. (Parameter 'gradients')",
            Assert.Throws<ArgumentException>(() => critic.Backward(answers, null, null)).Message);
        Assert.Equal("ActValue: a discrete Act has no gradient.",
            Assert.Throws<NotSupportedException>(() => critic.ArgumentGradient(answers, 0, 1, zeros(5))).Message);
        Assert.StartsWith("ActValue: found argument 2; expected one of its 2, counted from 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => critic.ArgumentGradient(answers, 0, 2, zeros(5))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Found question 1; expected one of 0 to 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => critic.ArgumentGradient(answers, 1, 0, zeros(5))).Message, StringComparison.Ordinal);
        using var other = CriticNetwork.OfState(3, [], Activation.Tanh, Seeds);
        Assert.Throws<ArgumentException>(() => other.Backward(answers, zeros(5)));
        Assert.Equal("stateSize", Assert.Throws<ArgumentOutOfRangeException>(() => CriticNetwork.OfAct(0, Box, [], Activation.Tanh, Seeds)).ParamName);

        string Refused(Question question) => Assert.Throws<ArgumentException>(() => critic.Forward(question)).Message;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_does_not_leak_tensors(bool module)
    {
        using var critic = Step(Activation.Relu, module);
        using var state = CriticNetwork.OfAct(3, new DiscreteSpace(2), [5], Activation.Tanh, Seeds, Double);
        using var target = (ActCritic)state.Copy();
        using var states = ones([8, 3], Double);
        using var acts = ones([8, 2], Double);
        using var choices = ones([8, 1], Double);
        using var others = ones([8, 3], Double);
        using var weights = full([8], 0.1, Double);
        Once();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 2000; step++)
            Once();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Once()
        {
            using (var answers = critic.Forward(new StepValueQuestion(states, acts, others), new StepValueQuestion(others, acts, states)))
            {
                critic.Backward(answers, weights, weights);
                using var gradient = critic.ArgumentGradient(answers, 1, 1, weights);
            }
            using (var answers = state.Forward(new ActValueQuestion(states, choices), new SquaredWeightsQuestion()))
                state.Backward(answers, weights, null);
            Targets.Follow(target, state, 0.1);
        }
    }

    private Tensor Numbers(params long[] shape) => Gradients.Random(_random, shape);

    private static StepCritic Step(Activation activation, bool module)
        => module
            ? StepCritic.Over(Module(activation, 8), 3, Box)
            : CriticNetwork.OfStep(3, Box, [5, 6], activation, Seeds, Double, initialization: Initialization.LeCun);

    private static nn.Module<Tensor, Tensor> Module(Activation activation, int inputs) => Modules.Perceptron(activation, inputs, 1);

    /// <summary>The perceptron by TorchSharp's own functions.</summary>
    private static Tensor Layers(INetwork network, Tensor input)
    {
        for (var i = 0; i < network.Parameters.Slots.Count; i += 2)
        {
            var (weight, bias) = (network.Parameters.Value(network.Parameters.Slots[i]), network.Parameters.Value(network.Parameters.Slots[i + 1]));
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
