using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>What asks a network between steps of training gets the same answers from kernels and by tensors.</summary>
public sealed class TensorBackedNetworkTests
{
    private static readonly BoxSpace Box = new([-1, -1], [1, 1]);
    private static readonly DiscreteSpace Discrete = new(4);
    private static readonly SeedSequence Seeds = new(3);

    private readonly CpuBatch<Transition> _rows = CpuBatch.From([
        .. Enumerable
            .Range(0, 9)
            .Select(static i => new Transition(
                State.Of(Math.Sin(i), Math.Cos(2 * i), 0.1 * i),
                Act.Continuous(Math.Cos(i), Math.Sin(3 * i)),
                Math.Sin(i),
                State.Of(Math.Cos(i), Math.Sin(2 * i), 0.2 * i),
                i % 4 == 0,
                false,
                Act.Discrete(i % 4)
            )),
    ]);

    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Both_give_the_same_answers(ScalarType type, double bound)
    {
        CpuColumn state = _rows["State"],
            act = _rows["Action"],
            next = _rows["Next"],
            choice = _rows["Chosen"];
        using var gaussian = new GaussianPolicy(3, Box, [8], Activation.Tanh, Seeds, type, deviation: 0.3);
        using var categorical = new CategoricalPolicy(3, 4, [8], Activation.Tanh, Seeds, type);
        using var deterministics = new DeterministicEnsemble(3, 3, Box, [8], Activation.Tanh, Seeds, type);
        using var categoricals = new CategoricalEnsemble(3, 3, 4, [8], Activation.Tanh, Seeds, type);
        using var value = CriticNetwork.OfState(3, [8], Activation.Tanh, Seeds, type);
        using var ofAct = CriticNetwork.OfAct(3, Discrete, [8], Activation.Tanh, Seeds, type);
        using var ofStep = CriticNetwork.OfStep(3, Box, [8], Activation.Tanh, Seeds, type);
        using var features = new FeatureNetwork(3, 5, [8], Activation.Tanh, Seeds, type);
        using var field = new FieldNetwork(3, 2, [8], Activation.Tanh, Seeds, type);
        using var coefficient = new CoefficientNetwork(0.5, type);
        Same(
            gaussian,
            bound,
            host =>
                [
                    host.Ask<LogProbQuestion>(act, state),
                    host.Ask<EntropyQuestion>(next),
                    host.Ask<MeanQuestion>(state),
                    host.Ask<ModeQuestion>(next),
                    host.Ask<SampleQuestion>(state, Drawn()),
                    host.Ask<SquaredWeightsQuestion>(),
                ]
        );
        Same(
            categorical,
            bound,
            host =>
                [
                    host.Ask<LogProbQuestion>(choice, state),
                    host.Ask<LogProbsQuestion>(next),
                    host.Ask<EntropyQuestion>(state),
                    host.Ask<ModeQuestion>(next),
                ]
        );
        Same(deterministics, bound, host => [host.Ask<EnsembleMeanQuestion>(state), host.Ask<EnsembleCovarianceQuestion>(state)]);
        Same(
            categoricals,
            bound,
            host =>
                [
                    host.Ask<EnsembleLogProbsQuestion>(state),
                    host.Ask<EnsembleDisagreementQuestion>(next),
                    host.Ask<SquaredWeightsQuestion>(),
                ]
        );
        Same(value, bound, host => [host.Ask<ValueQuestion>(state), host.Ask<ValueQuestion>(next)]);
        Same(ofAct, bound, host => [host.Ask<ActValueQuestion>(state, choice)]);
        Same(ofStep, bound, host => [host.Ask<StepValueQuestion>(state, act, next)]);
        Same(features, bound, host => [host.Ask<FeaturesQuestion>(next)]);
        Same(field, bound, host => [host.Ask<FieldQuestion>(state, act, _rows["Reward"])]);
        Same(coefficient, bound, static host => [host.Ask<CoefficientQuestion>()]);
    }

    [Fact]
    public void Several_acts_of_a_row_are_asked_about_at_once()
    {
        var rows = CpuBatch.From<Ranking>([
            new(State.Of(1, 2, 3), new(Act.Continuous(0.1, 0.2), Act.Continuous(0.3, -0.2))),
            new(State.Of(-1, 2, -3), new(Act.Continuous(0.5, 0.6), Act.Continuous(-0.3, 0.7))),
        ]);
        using var gaussian = new GaussianPolicy(3, Box, [8], Activation.Tanh, Seeds, ScalarType.Float64);
        Same(gaussian, 1e-12, host => [host.Ask<LogProbsOfQuestion>(rows["Candidates"], rows["Context"])]);
    }

    [Fact]
    public void Every_question_of_the_library_is_known() =>
        Assert.Equal(
            typeof(Question)
                .Assembly.GetTypes()
                .Where(static type => type.IsSubclassOf(typeof(Question)) && !type.IsAbstract)
                .OrderBy(static type => type.Name),
            Questions.Known.OrderBy(static type => type.Name)
        );

    [Fact]
    public void A_module_is_asked_by_tensors_and_so_is_all_where_tensors_are_asked_for()
    {
        using var policy = new DeterministicPolicy(3, Box, [8], Activation.Tanh, Seeds);
        using var kernels = CpuTraining.ForInference(new TrainingOptions(), policy);
        using var tensors = CpuTraining.ForInference(new TrainingOptions { Computation = Computation.Tensors }, policy);
        Assert.IsNotType<TensorBackedNetwork>(kernels);
        Assert.IsType<TensorBackedNetwork>(tensors);
        using var module = DeterministicPolicy.Over(nn.Linear(3, 2), 3, Box);
        using var asked = CpuTraining.ForInference(new TrainingOptions(), module);
        Assert.IsType<TensorBackedNetwork>(asked);
    }

    [Fact]
    public void Acts_of_another_size_are_refused()
    {
        using var gaussian = new GaussianPolicy(3, new([-1], [1]), [8], Activation.Tanh, Seeds);
        using var host = CpuTraining.ForInference(new TrainingOptions(), gaussian);
        host.Ask<LogProbQuestion>(_rows["Action"], _rows["State"]);
        Assert.Contains(
            "found acts of 2 numbers; expected 1",
            Assert.Throws<ArgumentException>(host.Forward).Message,
            StringComparison.Ordinal
        );
    }

    private static CpuColumn Drawn()
    {
        var draws = new CpuDraws(new SeedSequence(11));
        draws.Begin(5);
        return draws.Draw("z", 9);
    }

    private static void Same(INetwork network, double bound, Func<CpuNetwork, RowOutputs[]> ask)
    {
        using var kernels = CpuBackend.ForInference(network, 1);
        using var tensors = new TensorBackedNetwork(network);
        Assert.IsNotType<TensorBackedNetwork>(kernels);
        kernels.Load();
        var (found, expected) = (ask(kernels), ask(tensors));
        kernels.Forward();
        tensors.Forward();
        for (var i = 0; i < found.Length; i++)
        {
            Assert.Equal((expected[i].Count, expected[i].Width), (found[i].Count, found[i].Width));
            for (var k = 0; k < found[i].Values.Length; k++)
                Assert.Equal(expected[i].Values[k], found[i].Values[k], bound);
        }
    }
}
