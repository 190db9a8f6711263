using DeclarativeIL.Environments;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Backend;

/// <summary>What built-in networks do without libtorch, each as an action that throws where it is needed after all.</summary>
internal static class WithoutTensors
{
    private const int StateSize = 3,
        Members = 3;

    private static readonly BoxSpace Box = new([-1, -2], [1, 2]);
    private static readonly State Seen = State.Of(0.1, -0.2, 0.3);
    private static readonly Draw Drawn = new(1, 2);

    /// <summary>All of it, in one number type.</summary>
    /// <param name="type">Float32 or float64.</param>
    /// <param name="folder">Where files may be written.</param>
    public static IEnumerable<(string Name, Action Run)> All(ScalarType type, string folder)
    {
        var seeds = new SeedSequence(1);
        var categorical = new CategoricalPolicy(StateSize, 2, [8], Activation.Relu, seeds, type);
        var gaussian = new GaussianPolicy(StateSize, Box, [8], Activation.Tanh, seeds, type);
        var deterministic = new DeterministicPolicy(StateSize, Box, [8, 8], Activation.Gelu, seeds, type);
        var categoricals = new CategoricalEnsemble(Members, StateSize, 2, [8], Activation.Relu, seeds, type);
        var gaussians = new GaussianEnsemble(Members, StateSize, Box, [8], Activation.Tanh, seeds, type);
        var deterministics = new DeterministicEnsemble(Members, StateSize, Box, [8], Activation.Sigmoid, seeds, type);
        var flow = new FlowPolicy(StateSize, Box, [8], Activation.Tanh, seeds, type);
        PolicyNetwork[] policies = [categorical, gaussian, deterministic, categoricals, gaussians, deterministics, flow];
        return
        [
            .. policies.SelectMany(policy => OfPolicy(policy, Path.Combine(folder, $"{policy.GetType().Name} {type}.safetensors"))),
            .. policies.OfType<IEnsemblePolicy>().Select(static policy => (Name(policy, "OneSampleEnsemble"), AskWhole(policy))),
            ("CopyMember", () => Dispose(categoricals.CopyMember(1), gaussians.CopyMember(2), deterministics.CopyMember(0))),
            ("Load", () => Load(folder, type)),
            .. Others(type, seeds).SelectMany(OfNetwork),
            ("Evaluation", () => Evaluate(type)),
        ];
    }

    private static IEnumerable<(string, Action)> OfPolicy(PolicyNetwork policy, string path)
    {
        var actions = new float[2 * policy.Actions.Width];
        float[] states = [0.1f, 0.2f, 0.3f, -0.1f, -0.2f, -0.3f];
        var random = new SeedSequence(2).Stream();
        yield return (Name(policy, "Mode"), () => policy.Mode(states, actions));
        yield return (Name(policy, "Sample"), () => policy.Sample(states, actions, random));
        yield return (Name(policy, "OneSample"), () => Ask(policy.OneSample(), policy));
        yield return (Name(policy, "Save"), () => policy.Save(path));
        yield return (Name(policy, "LoadParameters"), () => policy.LoadParameters(path));
        foreach (var other in OfNetwork(policy))
            yield return other;
    }

    private static IEnumerable<(string, Action)> OfNetwork(INetwork network)
    {
        var copy = (INetwork?)null;
        yield return (Name(network, "Copy"), () => copy = ((ICopyable)network).Copy());
        yield return (Name(network, "CopyFrom"), () => copy!.Parameters.CopyFrom(network.Parameters));
        yield return (Name(network, "PolyakUpdate"), () => Targets.PolyakUpdate(copy!, network, 0.1));
        yield return (Name(network, "IsFinite"), () => Assert.True(copy!.Parameters.IsFinite()));
        yield return (
            Name(network, "books"),
            () =>
            {
                using var log = new TrainingMonitor(new TrainingOptions(), null, [copy!.Parameters]);
                using var training = CpuTraining.IfPossible(new TrainingOptions(), ["Loss"], [], [copy], [])!;
                training.Losses[0] = double.NaN;
                log.Add(training, 1);
                Assert.Throws<NonFiniteLossException>(() => log.EndEpoch(0)); // the last good parameters are put back
            }
        );
        yield return (
            Name(network, "asked"),
            () =>
            {
                using var asked = CpuTraining.ForInference(new TrainingOptions(), network);
                asked.Load();
                var answer = network is ICoefficient ? asked.Ask<CoefficientQuestion>() : asked.Ask<SquaredWeightsQuestion>();
                asked.Forward();
                Assert.True(double.IsFinite(answer[0]));
            }
        );
        yield return (Name(network, "Dispose"), () => copy!.Dispose());
    }

    private static IEnumerable<INetwork> Others(ScalarType type, SeedSequence seeds) =>
        [
            CriticNetwork.OfState(StateSize, [8], Activation.Tanh, seeds, type),
            CriticNetwork.OfAct(StateSize, new DiscreteSpace(2), [8], Activation.Tanh, seeds, type),
            CriticNetwork.OfStep(StateSize, Box, [8], Activation.Tanh, seeds, type),
            new FeatureNetwork(StateSize, 4, [8], Activation.Tanh, seeds, type),
            new FieldNetwork(StateSize, 2, [8], Activation.Tanh, seeds, type),
            new CoefficientNetwork(0.5, type),
        ];

    private static void Ask(Policy one, PolicyNetwork policy)
    {
        var act = policy.Actions is DiscreteSpace ? Act.Discrete(1) : Act.Continuous(0.1, 0.2);
        var numbers = new List<double> { one.SquaredWeights };
        if (policy is ILogProbPolicy)
            numbers.AddRange([one.LogProb(act, Seen), one.LogProb(new Acts(act, act), Seen)[1]]);
        if (policy is IEntropyPolicy && policy is not GaussianEnsemble)
            numbers.Add(one.Entropy(Seen));
        if (policy is IFitPolicy and not IEnsemblePolicy)
            numbers.Add(one.Fit(act, Seen, Drawn));
        if (policy is IMeanPolicy)
            numbers.Add(one.Mean(Seen)[0]);
        if (policy is IDiscretePolicy)
            numbers.Add(one.LogProbs(Seen)[0]);
        if (policy is ISampledPolicy)
            numbers.Add(one.Sample(Seen, Drawn)[0]);
        Assert.All(numbers, static number => Assert.True(double.IsFinite(number)));
    }

    private static Action AskWhole(IEnsemblePolicy policy) =>
        () =>
        {
            var whole = policy.OneSampleEnsemble();
            var number =
                policy is IDiscreteEnsemble
                    ? whole.Disagreement(Seen) + whole.LogProbs(Seen)[0]
                    : whole.Mean(Seen)[0] + whole.Covariance(Seen)[0, 0];
            Assert.True(double.IsFinite(number));
        };

    private static void Load(string folder, ScalarType type)
    {
        Dispose(
            CategoricalPolicy.Load(Path.Combine(folder, $"{nameof(CategoricalPolicy)} {type}.safetensors")),
            GaussianPolicy.Load(Path.Combine(folder, $"{nameof(GaussianPolicy)} {type}.safetensors")),
            DeterministicPolicy.Load(Path.Combine(folder, $"{nameof(DeterministicPolicy)} {type}.safetensors"))
        );
    }

    private static void Evaluate(ScalarType type)
    {
        using var policy = new CategoricalPolicy(4, 2, [8], Activation.Relu, new SeedSequence(1), type);
        Evaluation.Run(policy, new VectorCartPole(2), 2, new SeedSequence(3));
        Evaluation.Run(Expert.From(policy), new VectorCartPole(2), 2, new SeedSequence(3));
    }

    private static void Dispose(params PolicyNetwork[] policies)
    {
        foreach (var policy in policies)
        {
            using (policy)
                Assert.True(policy.Parameters.IsFinite());
        }
    }

    private static string Name(object of, string what) => $"{of.GetType().Name} {what}";
}
