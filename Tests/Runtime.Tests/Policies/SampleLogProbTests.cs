using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static DeclarativeIL.Runtime.Tests.Policies.StirredPolicies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>The likelihood of a policy's own sample as one question: by tensors, by rows, one sample at a time.</summary>
public sealed class SampleLogProbTests
{
    private const int Key = 3; // of the stream that is drawn from

    public static TheoryData<string> Policies => DeclaredPolicyTests.Policies;

    [Theory]
    [MemberData(nameof(Policies))]
    public void It_is_that_of_the_act(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        if (policy is not (ILogProbPolicy and ISampledPolicy))
            return; // there is no likelihood
        var states = Gradients.Random(Seeds.Child("data").Stream(), Count, States);
        var draws = new DrawBatch(new RandomStream(Key), 5);
        using var drawn = policy.Forward(new SampleQuestion(states, draws), new SampleLogProbQuestion(states, draws));
        using var said = policy.Forward(new LogProbQuestion(drawn[0], states));
        var expected = said[0].data<double>().ToArray();
        Gradients.Equal(expected, drawn[1].data<double>().ToArray(), 1e-9);
        Gradients.Equal(expected, OfRows(policy, Numbers(states)), 1e-9);
        var one = policy.OneSample();
        for (var row = 0; row < Count; row++)
        {
            var (state, draw) = (new State(Numbers(states)[(row * States)..((row + 1) * States)]), new Draw(Key, 5 + (ulong)row));
            var act = one.Sample(state, draw);
            Assert.Equal(expected[row], one.SampleLogProb(state, draw), 1e-9);
            Assert.Equal(expected[row], one.LogProb(act, state), 1e-9);
            Assert.Equal(expected[row], one.LogProb(new Act(act.Span.ToArray()), state), 1e-9);
        }
    }

    /// <summary>tanh 40 is 1 to the last digit: log p = log N(0) - 2 (log 2 - 40 - softplus(-80)) there, in every form.</summary>
    [Theory]
    [InlineData(ScalarType.Float64, 1, 1e-12)]
    [InlineData(ScalarType.Float64, 4, 1e-12)]
    [InlineData(ScalarType.Float32, 1, 1e-5)]
    [InlineData(ScalarType.Float32, 4, 1e-5)]
    public void A_saturated_sample_has_its_likelihood(ScalarType type, float bound, double within)
    {
        using var scope = NewDisposeScope();
        const double inner = 40;
        using var policy = Saturated(type, bound, inner);
        var noise = new RandomStream(Key).GaussianAt(0, 0);
        var expected = (-0.5 * noise * noise) - (0.5 * Math.Log(2 * Math.PI)) - (2 * (Math.Log(2) - inner)) - Math.Log(bound);
        var (states, draws) = (ones(1, 1, type), new DrawBatch(new RandomStream(Key), 0));
        using var answers = policy.Forward(new SampleLogProbQuestion(states, draws), new SampleQuestion(states, draws));
        Assert.Equal(bound, answers[1].to(ScalarType.Float64).item<double>());
        Assert.Equal(expected, answers[0].to(ScalarType.Float64).item<double>(), within * expected);
        Assert.Equal(expected, OfRows(policy, [1], first: 0)[0], within * expected);
        var (one, here) = (policy.OneSample(), State.Of(1));
        var act = one.Sample(here, new Draw(Key, 0));
        Assert.Equal(expected, one.LogProb(act, here), within * expected);
        Assert.True(one.LogProb(Act.Continuous(bound), here) < 0); // of the act alone: it is moved in from the bound

        policy.Parameters.Gradients.zero_();
        policy.Backward(answers, [ones(1, type), null]);
        var gradients = policy.Parameters.Gradients.to(ScalarType.Float64).data<double>().ToArray();
        Assert.Equal(2, gradients[2], within); // of the location's bias: 2 tanh u
        Assert.Equal((2 * noise) - 1, gradients[3], 10 * within); // of the log-deviation's: -1 + 2 tanh(u) s z
    }

    [Fact]
    public void At_u_40_the_declared_form_gives_77_7_and_the_act_does_not()
    {
        var head = new SquashedGaussianHead(new Vector(new[] { 40.0 }), new Vector(new[] { 0.0 }));
        var z = new Gaussian(new Vector(new[] { 0.0 }));
        Assert.Equal(77.694767, head.LogProb(z), 1e-6);
        Assert.Equal(1, head.Sample(z)[0]);
        Assert.False(Math.Abs(head.LogProb(Act.Continuous(1 - 1e-6)) - 77.694767) < 100);
    }

    [Fact]
    public void An_act_of_other_parameters_is_taken_for_what_it_is()
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred("gaussian");
        var (one, here, draw) = (policy.OneSample(), State.Of(0.1, 0.2, 0.3), new Draw(Key, 0));
        var act = one.Sample(here, draw);
        policy.Parameters.Values.mul_(tensor(0.5, ScalarType.Float64));
        Assert.Equal(one.LogProb(new Act(act.Span.ToArray()), here), one.LogProb(act, here));
        Assert.NotEqual(one.SampleLogProb(here, draw), one.LogProb(act, here));
    }

    [Fact]
    public void An_ensemble_and_a_choice_refuse_as_they_do_for_samples()
    {
        using var scope = NewDisposeScope();
        var draws = new DrawBatch(new RandomStream(Key), 0);
        using var ensemble = new GaussianEnsemble(2, 1, new BoxSpace([-1], [1]), [], Activation.Tanh, Seeds);
        Assert.Throws<NotSupportedException>(() => ensemble.Forward(new SampleLogProbQuestion(zeros(2, 3, 1), draws)));
        using var categorical = new CategoricalPolicy(1, 3, [], Activation.Tanh, Seeds);
        using var answers = categorical.Forward(new SampleLogProbQuestion(zeros(3, 1), draws));
        Assert.Throws<NotSupportedException>(() => categorical.Backward(answers, zeros(3)));
        Assert.Throws<ArgumentNullException>(() => categorical.Forward(new SampleLogProbQuestion(zeros(3, 1), null!)));
    }

    /// <summary>One whose sample before tanh is a number, whatever is drawn; deviation 1.</summary>
    private static SquashedGaussianPolicy Saturated(ScalarType type, float bound, double inner)
    {
        var policy = new SquashedGaussianPolicy(1, new BoxSpace([-bound], [bound]), [], Activation.Tanh, new SeedSequence(1), type);
        var location = inner - new RandomStream(Key).GaussianAt(0, 0);
        policy.Parameters.Restore(tensor(new double[] { 0, 0, location, 0 }, type));
        return policy;
    }

    private static double[] OfRows(DeclaredPolicy policy, double[] states, ulong first = 5)
    {
        var rows = CpuBatch.OfStates([.. states.Chunk(policy.StateSize).Select(static state => new State(state))]);
        using var host = ((ICpuTrainable)policy).OnCpu(null, 1)!;
        host.Load();
        var answer = host.Ask<SampleLogProbQuestion>(rows["State"], rows.Draws(new RandomStream(Key), first));
        host.Forward();
        return answer.Values.ToArray();
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
