using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Player.Tests;

/// <summary>A policy of each head, and an ensemble of each, with parameters as after some training.</summary>
internal static class PlayedPolicies
{
    private const int States = 5;

    private static readonly BoxSpace Box = new([-1, -2], [1, 3]);
    private static readonly BoxSpace Open = new([float.NegativeInfinity, -2], [float.PositiveInfinity, 3]);
    private static readonly BoxSpace Unbounded = new(
        [float.NegativeInfinity, float.NegativeInfinity],
        [float.PositiveInfinity, float.PositiveInfinity]
    );
    private static readonly TupleSpace Steer = new(("steer", Box), ("a gear", new DiscreteSpace(3)));
    private static readonly SeedSequence Seeds = new(5);

    private delegate PolicyNetwork Maker(int[] hidden, Activation activation, ScalarType type);

    private static readonly Dictionary<string, Maker> Single = new()
    {
        ["categorical"] = static (h, a, t) => new CategoricalPolicy(States, 4, h, a, Seeds, t),
        ["categorical_many"] = static (h, a, t) => new CategoricalPolicy(States, 33, h, a, Seeds, t),
        ["masked_categorical"] = static (h, a, t) => new MaskedCategoricalPolicy(States, 3, h, a, Seeds, t, allowedAt: 2),
        ["multi_categorical"] = static (h, a, t) => new MultiCategoricalPolicy(States, new(2, 4, 3), h, a, Seeds, t),
        ["bernoulli"] = static (h, a, t) => new BernoulliPolicy(States, new(3), h, a, Seeds, t),
        ["deterministic"] = static (h, a, t) => new DeterministicPolicy(States, Open, h, a, Seeds, t),
        ["deterministic_unbounded"] = static (h, a, t) => new DeterministicPolicy(States, Unbounded, h, a, Seeds, t),
        ["deterministic_unit"] = static (h, a, t) => new DeterministicPolicy(States, new UnitBox(Box), h, a, Seeds, t),
        ["gaussian"] = static (h, a, t) => new GaussianPolicy(States, Open, h, a, Seeds, t, deviation: 0.4),
        ["free_gaussian"] = static (h, a, t) => new FreeGaussianPolicy(States, Box, h, a, Seeds, t),
        ["state_gaussian"] = static (h, a, t) => new StateGaussianPolicy(States, Open, h, a, Seeds, t, smallest: -3, largest: 1),
        ["gaussian_mixture"] = static (h, a, t) => new GaussianMixturePolicy(States, Open, h, a, Seeds, t, components: 3),
        ["squashed_gaussian"] = static (h, a, t) => new SquashedGaussianPolicy(States, Box, h, a, Seeds, t, smallest: -4),
        ["beta"] = static (h, a, t) => new BetaPolicy(States, Box, h, a, Seeds, t),
        ["binned"] = static (h, a, t) => new BinnedPolicy(States, Box, h, a, Seeds, t, bins: 7),
        ["hybrid"] = static (h, a, t) => new HybridPolicy(States, Steer, h, a, Seeds, t),
    };

    private static readonly Dictionary<string, Maker> Ensembles = new()
    {
        ["categorical_ensemble"] = static (h, a, t) => new CategoricalEnsemble(3, States, 4, h, a, Seeds, t),
        ["masked_categorical_ensemble"] = static (h, a, t) => new MaskedCategoricalEnsemble(3, States, 3, h, a, Seeds, t, allowedAt: 2),
        ["multi_categorical_ensemble"] = static (h, a, t) => new MultiCategoricalEnsemble(3, States, new(2, 4), h, a, Seeds, t),
        ["bernoulli_ensemble"] = static (h, a, t) => new BernoulliEnsemble(3, States, new(3), h, a, Seeds, t),
        ["deterministic_ensemble"] = static (h, a, t) => new DeterministicEnsemble(5, States, Open, h, a, Seeds, t),
        ["gaussian_ensemble"] = static (h, a, t) => new GaussianEnsemble(3, States, Open, h, a, Seeds, t),
        ["free_gaussian_ensemble"] = static (h, a, t) => new FreeGaussianEnsemble(2, States, Open, h, a, Seeds, t),
        ["state_gaussian_ensemble"] = static (h, a, t) => new StateGaussianEnsemble(2, States, Open, h, a, Seeds, t),
        ["gaussian_mixture_ensemble"] = static (h, a, t) => new GaussianMixtureEnsemble(2, States, Open, h, a, Seeds, t),
        ["squashed_gaussian_ensemble"] = static (h, a, t) => new SquashedGaussianEnsemble(2, States, Box, h, a, Seeds, t),
        ["beta_ensemble"] = static (h, a, t) => new BetaEnsemble(2, States, Box, h, a, Seeds, t),
        ["binned_ensemble"] = static (h, a, t) => new BinnedEnsemble(2, States, Box, h, a, Seeds, t),
        ["hybrid_ensemble"] = static (h, a, t) => new HybridEnsemble(3, States, Steer, h, a, Seeds, t),
    };

    private static readonly string[] Standardizable =
    [
        "deterministic",
        "gaussian",
        "free_gaussian",
        "state_gaussian",
        "gaussian_mixture",
        "deterministic_ensemble",
    ];

    /// <summary>Every head and ensemble.</summary>
    public static IEnumerable<string> Names =>
        [.. Single.Keys, .. Ensembles.Keys, .. Standardizable.Select(static name => name + ", standardized")];

    /// <summary>A policy whose parameters are drawn.</summary>
    public static PolicyNetwork Make(string name, int[] hidden, Activation activation, ScalarType type, double scale = 0.6)
    {
        var plain = name.Split(',')[0];
        var policy = (Single.GetValueOrDefault(plain) ?? Ensembles[plain])(hidden, activation, type);
        var random = Seeds.Child(name).Stream();
        foreach (var slot in policy.Parameters.Slots)
        {
            var values = new double[slot.Count];
            foreach (ref var value in values.AsSpan())
                value = scale * random.NextGaussian();
            policy.Parameters.Write(slot, values);
        }
        if (plain != name)
            policy
                .Standardized(new Scaling([0.3, -1, 0, 7, 2.5], [0.7, 3, 1, 1e-3, 30]))
                .StandardizedActions(new Scaling([0.1, -0.5], [0.3, 20]));
        return policy;
    }

    /// <summary>States as they occur, and others.</summary>
    public static IEnumerable<float[]> SomeStates(int count, ulong seed)
    {
        float[] extremes = [0, -0f, 1, -1, 1e-45f, -1e-38f, 1e4f, -3e7f, 1e20f, -1e38f, 16777216, 0.1f];
        var random = new SeedSequence(seed).Stream();
        for (var n = 0; n < count; n++)
        {
            var state = new float[States];
            for (var i = 0; i < States; i++)
                state[i] = n % 4 == 3 ? extremes[random.NextInt(extremes.Length)] : (float)(random.NextGaussian() * (n % 4 == 2 ? 30 : 1));
            if (n % 3 == 0)
                state[2 + random.NextInt(3)] = 0; // masks
            yield return state;
        }
    }
}
