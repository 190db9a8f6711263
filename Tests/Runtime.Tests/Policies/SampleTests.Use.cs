using DeclarativeIL.Arithmetic;
using DeclarativeIL.Policies;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed partial class SampleTests
{
    [Fact]
    public void One_sample_answers_as_the_batch()
    {
        using var scope = NewDisposeScope();
        using var categorical = Categorical(Double);
        using var gaussian = Gaussian(Double);
        using var deterministic = new DeterministicPolicy(3, Box, [5, 6], Activation.Tanh, Seeds, Double);
        var (states, choices, several) = (Numbers(7, 3), Choices(7, 3), Numbers(7, 3, 2));
        using var discrete = categorical.Forward(
            new SampleQuestion(states, Draws),
            new LogProbsQuestion(states),
            new LogProbsOfQuestion(choices, states)
        );
        using var continuous = gaussian.Forward(new SampleQuestion(states, Draws), new LogProbsOfQuestion(several, states));
        using var point = deterministic.Forward(new SampleQuestion(states, Draws), new MeanQuestion(states));

        for (var row = 0; row < 7; row++)
        {
            var (state, draw) = (new State(Row(states, row)), new Draw(Draws.Stream.Key, Draws.First + (ulong)row));
            Gradients.Equal(Row(discrete[0], row), categorical.OneSample().Sample(state, draw).Span.ToArray(), 0);
            Gradients.Equal(Row(discrete[1], row), categorical.OneSample().LogProbs(state).Span.ToArray(), 1e-13);
            Gradients.Equal(Row(discrete[2], row), categorical.OneSample().LogProb(Several(choices, row), state).Span.ToArray(), 1e-13);
            Gradients.Equal(Row(continuous[0], row), gaussian.OneSample().Sample(state, draw).Span.ToArray(), 1e-13);
            Gradients.Equal(Row(continuous[1], row), gaussian.OneSample().LogProb(Several(several, row), state).Span.ToArray(), 1e-12);
            Gradients.Equal(Row(point[0], row), deterministic.OneSample().Sample(state, draw).Span.ToArray(), 1e-13);
            Assert.Equal(Row(point[1], row), Row(point[0], row));
        }
        Assert.Throws<NotSupportedException>(() => gaussian.OneSample().LogProbs(State.Of(1, 2, 3)));

        static double[] Row(Tensor batch, int row) => batch[row].contiguous().data<double>().ToArray();
        static Acts Several(Tensor acts, int row) =>
            new([.. Enumerable.Range(0, 3).Select(i => new Act(acts[row, i].data<double>().ToArray()))]);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var categorical = Categorical(ScalarType.Float32);
        using var gaussian = Gaussian(ScalarType.Float32);
        var states = zeros(5, 3);

        Assert.Equal(
            "LogProbsOf: Actions is [5, 1]; expected [5, n, 1].",
            Refused(categorical, new LogProbsOfQuestion(zeros(5, 1), states))
        );
        Assert.Equal(
            "LogProbsOf: Actions is [5, 4, 3]; expected [5, n, 2].",
            Refused(gaussian, new LogProbsOfQuestion(zeros(5, 4, 3), states))
        );
        Assert.Equal(
            "LogProbsOf: Actions in row 0 is 4; expected a whole number from 0 to 3.",
            Refused(categorical, new LogProbsOfQuestion(full([5, 2, 1], Held.Of(4)), states))
        );
        Assert.Equal(
            "A policy with the head 'gaussian' does not answer LogProbs.",
            Assert.Throws<NotSupportedException>(() => gaussian.Forward(new LogProbsQuestion(states))).Message
        );
        using var answers = categorical.Forward(new SampleQuestion(states, Draws));
        Assert.Equal(
            "Sample: the answer of a policy with the head 'categorical' has no gradient.",
            Assert.Throws<NotSupportedException>(() => categorical.Backward(answers, zeros(5, 1))).Message
        );
        Assert.Throws<ArgumentNullException>(() => gaussian.Forward(new SampleQuestion(states, null!)));

        static string Refused(INetwork network, Question question) =>
            Assert.Throws<ArgumentException>(() => network.Forward(question)).Message;
    }

    [Fact]
    public void Copies_are_equal_now_and_independent_later()
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> Make() => Modules.Perceptron(Activation.Tanh, 3, 2, ScalarType.Float32);
        using var gaussian = Gaussian(ScalarType.Float32);
        using var categorical = Categorical(Double);
        using var module = DeterministicPolicy.Over(Make(), 3, Box, Make);
        foreach (var network in new PolicyNetwork[] { gaussian, categorical, module })
        {
            network.Parameters.Values.add_(Held.Of(0.125), Alpha.One);
            using var before = network.Parameters.Snapshot();
            using var copy = (PolicyNetwork)network.Copy();

            Assert.Equal((network.GetType(), network.Actions), (copy.GetType(), copy.Actions));
            network.Parameters.Values.zero_();
            Assert.Equal(0, (copy.Parameters.Values - before).abs().sum().to(Double).item<double>());
        }
        Assert.Throws<NotSupportedException>(() => CategoricalPolicy.Over(Make(), 3, 2).Copy());
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Steps_do_not_leak_tensors()
    {
        using var categorical = Categorical(ScalarType.Float32);
        using var gaussian = Gaussian(ScalarType.Float32);
        using var states = ones(8, 3);
        using var others = ones(4, 3);
        using var choices = ones(8, 3, 1);
        using var several = ones(8, 3, 2);
        using var three = ones(8, 3);
        using var four = ones(8, 4);
        using var two = ones(8, 2);
        using var action = ones(4, 2);
        using var row = ones(4);
        Once();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 2000; step++)
            Once();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Once()
        {
            using (
                var answers = categorical.Forward(
                    new LogProbsQuestion(states),
                    new LogProbsOfQuestion(choices, states),
                    new SampleQuestion(states, Draws),
                    new EntropyQuestion(others),
                    new SampleQuestion(others, Draws)
                )
            )
                categorical.Backward(answers, four, three, null, row, null);
            using (
                var answers = gaussian.Forward(
                    new SampleQuestion(states, Draws),
                    new LogProbsOfQuestion(several, states),
                    new LogProbQuestion(action, others),
                    new SampleQuestion(others, Draws)
                )
            )
            {
                gaussian.Backward(answers, two, three, row, action);
                gaussian.ArgumentGradient(answers, 1, 0, three).Dispose();
                gaussian.ArgumentGradient(answers, 2, 0, row).Dispose();
            }
        }
    }
}
