using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>A policy of each kind, with parameters as after some training.</summary>
internal static class Made
{
    public const int States = 5,
        Members = 3;

    private static readonly BoxSpace Box = new([-1, -2, float.NegativeInfinity], [1.5f, 3, 40]);
    private static readonly BoxSpace Bounded = new([-1, -2, 0.5f], [1.5f, 3, 9]);
    private static readonly TupleSpace Tuple = new(("steer", Bounded), ("gear", new DiscreteSpace(4)));
    private static readonly SeedSequence Seeds = new(5);

    /// <summary>By class.</summary>
    public static readonly Dictionary<Type, Func<Build, PolicyNetwork>> Policies = new()
    {
        [typeof(DeterministicPolicy)] = static b => new DeterministicPolicy(States, Box, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(GaussianPolicy)] = static b => new GaussianPolicy(States, Box, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(FreeGaussianPolicy)] = static b => new FreeGaussianPolicy(States, Box, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(StateGaussianPolicy)] = static b => new StateGaussianPolicy(
            States,
            Box,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type,
            smallest: -3,
            largest: 1
        ),
        [typeof(SquashedGaussianPolicy)] = static b => new SquashedGaussianPolicy(
            States,
            Bounded,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type,
            smallest: -1,
            largest: 0.5
        ),
        [typeof(BetaPolicy)] = static b => new BetaPolicy(States, Bounded, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(GaussianMixturePolicy)] = static b => new GaussianMixturePolicy(
            States,
            Box,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type,
            components: 4,
            smallest: 0.01
        ),
        [typeof(BinnedPolicy)] = static b => new BinnedPolicy(States, Bounded, b.Hidden, b.Activation, Seeds, b.Type, bins: 6),
        [typeof(CategoricalPolicy)] = static b => new CategoricalPolicy(States, 4, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(MaskedCategoricalPolicy)] = static b => new MaskedCategoricalPolicy(
            States,
            3,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type,
            allowedAt: 1
        ),
        [typeof(MultiCategoricalPolicy)] = static b => new MultiCategoricalPolicy(States, new(2, 4), b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(BernoulliPolicy)] = static b => new BernoulliPolicy(States, new(3), b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(HybridPolicy)] = static b => new HybridPolicy(States, Tuple, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(FlowPolicy)] = static b => new FlowPolicy(States, Bounded, b.Hidden, b.Activation, Seeds, b.Type, steps: 4),
    };

    /// <summary>A standardisation of observations.</summary>
    public static readonly Scaling Observed = new([0.1, -0.5, 3, 0, 20], [0.5, 20, 1.7, 0.2, 3]);

    /// <summary>Rows of ordinary size, which come first.</summary>
    public const int Ordinary = 24;

    /// <summary>By class.</summary>
    public static readonly Dictionary<Type, Func<Build, PolicyNetwork>> Ensembles = new()
    {
        [typeof(DeterministicEnsemble)] = static b => new DeterministicEnsemble(
            Members,
            States,
            Box,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type
        ),
        [typeof(GaussianEnsemble)] = static b => new GaussianEnsemble(Members, States, Box, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(FreeGaussianEnsemble)] = static b => new FreeGaussianEnsemble(Members, States, Box, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(StateGaussianEnsemble)] = static b => new StateGaussianEnsemble(
            Members,
            States,
            Box,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type
        ),
        [typeof(SquashedGaussianEnsemble)] = static b => new SquashedGaussianEnsemble(
            Members,
            States,
            Bounded,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type
        ),
        [typeof(BetaEnsemble)] = static b => new BetaEnsemble(Members, States, Bounded, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(GaussianMixtureEnsemble)] = static b => new GaussianMixtureEnsemble(
            Members,
            States,
            Box,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type,
            smallest: 0.01
        ),
        [typeof(BinnedEnsemble)] = static b => new BinnedEnsemble(Members, States, Bounded, b.Hidden, b.Activation, Seeds, b.Type, bins: 6),
        [typeof(CategoricalEnsemble)] = static b => new CategoricalEnsemble(Members, States, 4, b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(MaskedCategoricalEnsemble)] = static b => new MaskedCategoricalEnsemble(
            Members,
            States,
            3,
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type,
            allowedAt: 1
        ),
        [typeof(MultiCategoricalEnsemble)] = static b => new MultiCategoricalEnsemble(
            Members,
            States,
            new(2, 4),
            b.Hidden,
            b.Activation,
            Seeds,
            b.Type
        ),
        [typeof(BernoulliEnsemble)] = static b => new BernoulliEnsemble(Members, States, new(3), b.Hidden, b.Activation, Seeds, b.Type),
        [typeof(HybridEnsemble)] = static b => new HybridEnsemble(Members, States, Tuple, b.Hidden, b.Activation, Seeds, b.Type),
    };

    /// <summary>A policy or an ensemble.</summary>
    public static PolicyNetwork Policy(Type type, Build build)
    {
        var policy = (Policies.GetValueOrDefault(type) ?? Ensembles[type])(build);
        Stir(policy.Parameters);
        if (!build.IsStandardized)
            return policy;
        policy.Standardize(Observed);
        if (policy.CanStandardizeActions)
            policy.StandardizeActions(new Scaling([0.3, -0.5, 10], [0.5, 1.5, 2]));
        return policy;
    }

    /// <summary>Numbers that are neither 0 nor as small as those that training starts from.</summary>
    public static void Stir(FlatParameters parameters)
    {
        var random = new RandomStream(11);
        foreach (var slot in parameters.Slots)
        {
            var deviation = slot.Shape.Count > 1 ? 1.4 / Math.Sqrt(slot.Shape[1]) : 0.4;
            parameters.Write(slot, [.. Enumerable.Range(0, (int)slot.Count).Select(_ => deviation * random.NextGaussian())]);
        }
    }

    /// <summary>States of all sizes that a network's number type can answer about: ordinary, zero, tiny, large.</summary>
    /// <returns>[rows, width].</returns>
    public static float[] Rows(Build build, int width, out int rows)
    {
        double[] scales = [1, 0, 1e-30, 3, .. build.IsBounded || build.Type == ScalarType.Float64 ? [1e3, 1e6] : (double[])[]];
        var random = new RandomStream(3);
        var states = new List<float>();
        foreach (var scale in scales)
            for (var i = 0; i < (scale == 1 ? Ordinary : 6) * width; i++)
                states.Add(Like(build, i % width, width, scale * random.NextGaussian()));
        rows = states.Count / width;
        return [.. states];
    }

    /// <summary>A number of a state as a standardisation that was fitted to such states finds it.</summary>
    private static float Like(Build build, int component, int width, double number) =>
        (float)(build.IsStandardized && width == States ? Observed.Mean[component] + (Observed.Deviation[component] * number) : number);

    /// <summary>States for a policy: of one that is told which acts are allowed, with one or more that are.</summary>
    public static float[] StatesFor(PolicyNetwork policy, Build build, out int rows)
    {
        var states = Rows(build, States, out rows);
        if (policy is MaskedCategoricalPolicy or MaskedCategoricalEnsemble)
            for (var row = 0; row < rows; row++)
            for (var k = 0; k < 3; k++)
                states[(row * States) + 1 + k] = row % 3 == k || (row / 3 % 2 == 0 && row % 2 == k % 2) ? 1 : 0;
        return states;
    }
}
