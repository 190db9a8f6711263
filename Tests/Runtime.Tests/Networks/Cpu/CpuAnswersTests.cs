using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>
/// What a network says without tensors is what it says by tensors: samples, ensembles as a whole, gradients of what was asked about,
/// several passes.
/// </summary>
public sealed class CpuAnswersTests
{
    private const int Count = 9;

    private static readonly BoxSpace Box = new([-1, -1], [1, 1]);
    private static readonly SeedSequence Seeds = new(3),
        Draws = new(11);

    private readonly CpuBatch<Demonstration> _rows = CpuBatch.From([
        .. Enumerable
            .Range(0, Count)
            .Select(static i => new Demonstration(
                State.Of(Math.Sin(i), Math.Cos(2 * i), 0.1 * i),
                Act.Continuous(Math.Cos(i), Math.Sin(3 * i))
            )),
    ]);

    [Fact]
    public void A_gaussian_policy_samples_as_by_tensors()
    {
        using var policy = new GaussianPolicy(3, Box, [8], Activation.Tanh, Seeds, ScalarType.Float64, deviation: 0.3);
        Same<SampleQuestion>(
            policy,
            new SampleQuestion(States(), new StepDraws(Draws, 5).Draw("z")),
            [_rows["State"], Drawn()],
            [0.7, -0.2]
        );
    }

    [Fact]
    public void A_categorical_policy_samples_as_by_tensors()
    {
        using var policy = new CategoricalPolicy(3, 4, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        Same<SampleQuestion>(policy, new SampleQuestion(States(), new StepDraws(Draws, 5).Draw("z")), [_rows["State"], Drawn()], null);
    }

    [Fact]
    public void Members_say_their_mean_and_their_covariance()
    {
        using var ensemble = new DeterministicEnsemble(4, 3, Box, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        using var gaussian = new GaussianEnsemble(4, 3, Box, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        foreach (var network in new PolicyNetwork[] { ensemble, gaussian })
        {
            Same<EnsembleMeanQuestion>(network, new EnsembleMeanQuestion(States()), [_rows["State"]], null);
            Same<EnsembleCovarianceQuestion>(network, new EnsembleCovarianceQuestion(States()), [_rows["State"]], null);
        }
    }

    [Fact]
    public void Members_say_what_they_choose_together_and_how_they_disagree()
    {
        using var ensemble = new CategoricalEnsemble(4, 3, 5, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        Same<EnsembleLogProbsQuestion>(ensemble, new EnsembleLogProbsQuestion(States()), [_rows["State"]], null);
        Same<EnsembleDisagreementQuestion>(ensemble, new EnsembleDisagreementQuestion(States()), [_rows["State"]], null);
    }

    [Fact]
    public void A_likelihood_hands_the_acts_gradient_on()
    {
        using var policy = new GaussianPolicy(3, Box, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        HandedOn<LogProbQuestion>(policy, new LogProbQuestion(Acts(), States()), [_rows["Action"], _rows["State"]], 0);
    }

    [Fact]
    public void A_critic_hands_the_gradient_of_either_argument_on()
    {
        using var critic = CriticNetwork.OfAct(3, Box, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        for (var argument = 0; argument < 2; argument++)
            HandedOn<ActValueQuestion>(critic, new ActValueQuestion(States(), Acts()), [_rows["State"], _rows["Action"]], argument);
    }

    [Fact]
    public void A_discrete_act_and_a_policys_state_have_no_gradient()
    {
        using var critic = CriticNetwork.OfAct(3, new DiscreteSpace(2), [8], Activation.Tanh, Seeds);
        using var policy = new GaussianPolicy(3, Box, [8], Activation.Tanh, Seeds);
        var choices = _rows.Computed(1);
        choices.Resize(1);
        foreach (
            var (network, ask) in new (ICpuTrainable, Func<CpuNetwork, CpuColumn>)[]
            {
                (critic, host => host.Ask<ActValueQuestion>(_rows["State"], choices).ArgumentGradient(1)),
                (policy, host => host.Ask<LogProbQuestion>(Copy("Action"), Copy("State")).ArgumentGradient(1)),
            }
        )
        {
            using var host = network.OnCpu(null, 1)!;
            host.Load();
            ask(host);
            host.Forward();
            Assert.Contains(
                "has no gradient here",
                Assert.Throws<NotSupportedException>(host.BackwardToArguments).Message,
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>A second pass between a first one and its backward pass changes nothing, and adds its own part.</summary>
    [Fact]
    public void Passes_wait_for_their_gradients_beside_each_other()
    {
        using var mu = new DeterministicPolicy(3, Box, [8, 8], Activation.Tanh, Seeds, ScalarType.Float64);
        using var host = ((ICpuTrainable)mu).OnCpu(new DeclarativeIL.Optimization.SgdOptions(), 1)!;
        double[] Trained(bool first, bool second)
        {
            host.Load();
            host.ZeroGradients();
            var one = host.Ask<MeanQuestion>(_rows["State"]);
            host.Forward();
            var again = host.Pass(1);
            var two = again.Ask<MeanQuestion>(Copy("State"));
            again.Forward();
            one.AddGradient(2, 1, first ? 0.5 : 0);
            two.AddGradient(7, 0, second ? -0.3 : 0);
            again.Backward();
            host.Backward();
            host.Step(1);
            var before = mu.Parameters.Values.data<double>().ToArray();
            host.Store();
            var moved = mu.Parameters.Values.data<double>().ToArray().Zip(before, static (after, old) => after - old).ToArray();
            for (var i = 0; i < before.Length; i++)
                mu.Parameters.Values[i] = before[i];
            return moved;
        }

        var (both, one, two) = (Trained(true, true), Trained(true, false), Trained(false, true));
        Assert.Contains(one, static move => Math.Abs(move) > 1e-3);
        Assert.Contains(two, static move => Math.Abs(move) > 1e-3);
        for (var i = 0; i < both.Length; i++)
            Assert.Equal(one[i] + two[i], both[i], 1e-12);
    }

    private static CpuColumn Drawn()
    {
        var draws = new CpuDraws(Draws);
        draws.Begin(5);
        return draws.Draw("z", Count);
    }

    /// <summary>A column that is written anew for each batch, so that it may have a gradient.</summary>
    private CpuColumn Copy(string column)
    {
        var copy = _rows.Computed(column == "State" ? 2 : 3);
        for (var row = 0; row < Count; row++)
            copy.Set(row, _rows[column].Vector(row).Span);
        return copy;
    }

    private Tensor States() => Batch("State");

    private Tensor Acts() => Batch("Action");

    private Tensor Batch(string column) =>
        tensor(
            Enumerable.Range(0, Count).SelectMany(row => _rows[column].Vector(row).Span.ToArray()).ToArray(),
            [Count, _rows[column].Width],
            ScalarType.Float64
        );

    /// <summary>Equal answers; and equal gradients of the parameters, where there is a gradient to give to each component.</summary>
    private static void Same<TQuestion>(PolicyNetwork network, Question question, CpuColumn[] columns, double[]? gradient)
        where TQuestion : Question
    {
        using var scope = NewDisposeScope();
        using var host = ((ICpuTrainable)network).OnCpu(new DeclarativeIL.Optimization.SgdOptions(), 1)!;
        host.Load();
        host.ZeroGradients();
        var found = host.Ask<TQuestion>(columns);
        host.Forward();
        using var answers = network.Forward(question);
        Close(answers[0].contiguous().data<double>().ToArray(), found.Values.ToArray());
        if (gradient is null)
            return;
        for (var row = 0; row < Count; row++)
        for (var k = 0; k < gradient.Length; k++)
            found.AddGradient(row, k, gradient[k]);
        host.Backward();
        host.Step(1);
        network.Parameters.Gradients.zero_();
        network.Backward(answers, tensor(gradient, ScalarType.Float64).expand(Count, -1));
        var expected = (network.Parameters.Values - network.Parameters.Gradients).data<double>().ToArray();
        host.Store();
        Close(expected, network.Parameters.Values.data<double>().ToArray());
    }

    private void HandedOn<TQuestion>(IDifferentiableArguments network, Question question, CpuColumn[] columns, int argument)
        where TQuestion : Question
    {
        using var scope = NewDisposeScope();
        using var host = ((ICpuTrainable)network).OnCpu(null, 1)!;
        host.Load();
        columns[argument] = Copy(columns[argument].Name);
        var asked = host.Ask<TQuestion>(columns);
        host.Forward();
        var slope = asked.ArgumentGradient(argument);
        for (var row = 0; row < Count; row++)
            asked.AddGradient(row, 0.1 * (row + 1));
        host.BackwardToArguments();
        using var answers = network.Forward(question);
        var expected = network.ArgumentGradient(
            answers,
            0,
            argument,
            tensor(Enumerable.Range(0, Count).Select(static row => 0.1 * (row + 1)).ToArray(), ScalarType.Float64)
        );
        Close(
            expected.contiguous().data<double>().ToArray(),
            [.. Enumerable.Range(0, Count).SelectMany(row => slope.Vector(row).Span.ToArray())]
        );
    }

    private static void Close(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-12);
    }
}
