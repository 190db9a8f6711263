using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

public sealed partial class CriticTests
{
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
        Assert.Equal(
            "ActValue: Act in row 0 is 4; expected a whole number from 0 to 3.",
            Refused(new ActValueQuestion(states, full([5, 1], Held.Of(4))))
        );
        Assert.Equal(
            "ActValue: Act is Int64; expected Float32, as the network's parameters.",
            Refused(new ActValueQuestion(states, zeros([5, 1], ScalarType.Int64)))
        );
        Assert.Equal(
            "ActCritic does not answer Value; it answers Value(state, act).",
            Assert.Throws<NotSupportedException>(() => critic.Forward(new ValueQuestion(states))).Message
        );
        using var answers = critic.Forward(new ActValueQuestion(states, acts));
        Assert.Equal(
            "ActValue: the gradient is [5, 1]; expected [5], the answer's shape.",
            Assert.Throws<ArgumentException>(() => critic.Backward(answers, zeros(5, 1))).Message
        );
        Assert.Equal(
            "Found 2 gradients; expected 1, one an answer. (Parameter 'gradients')",
            Assert.Throws<ArgumentException>(() => critic.Backward(answers, null, null)).Message
        );
        Assert.Equal(
            "ActValue: a discrete Act has no gradient.",
            Assert.Throws<NotSupportedException>(() => critic.ArgumentGradient(answers, 0, 1, zeros(5))).Message
        );
        Assert.StartsWith(
            "ActValue: found argument 2; expected one of its 2, counted from 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => critic.ArgumentGradient(answers, 0, 2, zeros(5))).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Found question 1; expected one of 0 to 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => critic.ArgumentGradient(answers, 1, 0, zeros(5))).Message,
            StringComparison.Ordinal
        );
        using var other = CriticNetwork.OfState(3, [], Activation.Tanh, Seeds);
        Assert.Throws<ArgumentException>(() => other.Backward(answers, zeros(5)));
        Assert.Equal(
            "stateSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => CriticNetwork.OfAct(0, Box, [], Activation.Tanh, Seeds)).ParamName
        );

        string Refused(Question question) => Assert.Throws<ArgumentException>(() => critic.Forward(question)).Message;
    }

    [Trait("Speed", "Slow")]
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
        using var weights = full([8], Held.Of(0.1), Double);
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
            Targets.PolyakUpdate(target, state, 0.1);
        }
    }
}
