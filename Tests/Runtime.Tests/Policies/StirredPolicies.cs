using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>A policy of each declared head, with parameters as after some training, and what such a policy can be asked.</summary>
internal static class StirredPolicies
{
    public const int Count = 7,
        States = 3;

    private static readonly BoxSpace Box = new([-1, -2], [1, 3]);
    private static readonly Scaling Acted = new([0.1, -0.5], [0.5, 20]);
    public static readonly SeedSequence Seeds = new(5);

    public static readonly Dictionary<string, Func<ScalarType, DeclaredPolicy>> Made = new()
    {
        ["free gaussian"] = static type => new FreeGaussianPolicy(States, Box, [6], Activation.Tanh, Seeds, type),
        ["gaussian"] = static type => new GaussianPolicy(States, Box, [6], Activation.Tanh, Seeds, type, deviation: 0.4),
        ["deterministic"] = static type => new DeterministicPolicy(States, Box, [6], Activation.Tanh, Seeds, type),
        ["categorical"] = static type => new CategoricalPolicy(States, 4, [6], Activation.Tanh, Seeds, type),
        ["state gaussian"] = static type => new StateGaussianPolicy(States, Box, [6], Activation.Tanh, Seeds, type, largest: 1),
        ["squashed gaussian"] = static type => new SquashedGaussianPolicy(States, Box, [6], Activation.Tanh, Seeds, type),
        ["beta"] = static type => new BetaPolicy(States, Box, [6], Activation.Tanh, Seeds, type),
        ["gaussian mixture"] = static type => new GaussianMixturePolicy(States, Box, [6], Activation.Tanh, Seeds, type, components: 3),
        ["binned"] = static type => new BinnedPolicy(States, Box, [6], Activation.Tanh, Seeds, type, bins: 5),
        ["multi categorical"] = static type => new MultiCategoricalPolicy(States, new(2, 4), [6], Activation.Tanh, Seeds, type),
        ["hybrid"] = static type => new HybridPolicy(
            States,
            new(("steer", Box), ("gear", new DiscreteSpace(3))),
            [6],
            Activation.Tanh,
            Seeds,
            type
        ),
        // no number of a state is 0: everything is allowed
        ["masked categorical"] = static type => new MaskedCategoricalPolicy(States, States, [6], Activation.Tanh, Seeds, type),
        ["free gaussian, acts standardised"] = static type => Standardized(Made!["free gaussian"](type)),
        ["gaussian, acts standardised"] = static type => Standardized(Made!["gaussian"](type)),
        ["deterministic, acts standardised"] = static type => Standardized(Made!["deterministic"](type)),
        ["state gaussian, acts standardised"] = static type => Standardized(Made!["state gaussian"](type)),
        ["gaussian mixture, acts standardised"] = static type => Standardized(Made!["gaussian mixture"](type)),
        ["bernoulli"] = static type => new BernoulliPolicy(States, new(3), [6], Activation.Tanh, Seeds, type),
    };

    public static IEnumerable<string> Names => Made.Keys;

    public static DeclaredPolicy Stirred(string name)
    {
        var policy = Made[name](ScalarType.Float64);
        Gradients.Stir(policy, Seeds.Child("stir").Stream());
        return policy;
    }

    private static DeclaredPolicy Standardized(DeclaredPolicy policy) => policy.StandardizedActions(Acted);

    /// <summary>Acts that the policy itself chose.</summary>
    public static Tensor Acts(DeclaredPolicy policy, Tensor states)
    {
        using var answers = policy.Forward(new SampleQuestion(states, new StepDraws(Seeds, 1).Draw("act")));
        return answers[0].clone();
    }

    /// <summary>All that has a gradient.</summary>
    public static IEnumerable<Question> Asked(DeclaredPolicy policy, Tensor states, Tensor acts)
    {
        foreach (var question in HeadQuestions.Asked(policy, states, acts, Seeds))
            yield return question;
        if (policy is ILogProbPolicy)
            yield return new LogProbsOfQuestion(stack([acts, acts.flip(0)], 1), states);
    }
}
