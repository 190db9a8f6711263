using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Runtime.Tests.Networks;
using static DeclarativeIL.Runtime.Tests.Policies.StirredPolicies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>What imitation minimises: -log p in the environment's units, or what a head declares.</summary>
public sealed class FitTests
{
    public static TheoryData<string> Likely => [.. Names.Where(static name => !name.StartsWith("deterministic", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Likely))]
    public void With_a_likelihood_it_is_its_negative(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        var states = Gradients.Random(Seeds.Child("data").Stream(), Count, States);
        var acts = Acts(policy, states);
        using var answers = policy.Forward(new FitQuestion(acts, states, Draws()), new LogProbQuestion(acts, states));
        Gradients.Equal(Numbers(answers[1].neg()), Numbers(answers[0]), 1e-12);

        var one = policy.OneSample();
        for (var i = 0; i < Count; i++)
        {
            var (act, state) = (new Act(Row(acts, i)), new State(Row(states, i)));
            Assert.Equal(-one.LogProb(act, state), one.Fit(act, state, new Draw(1, 2)), 1e-12);
        }
    }

    [Fact]
    public void A_deterministic_policy_is_fitted_by_its_distance_in_the_heads_units()
    {
        using var scope = NewDisposeScope();
        var states = Gradients.Random(Seeds.Child("data").Stream(), Count, States);
        foreach (var (name, scale) in new[] { ("deterministic", new[] { 1.0, 1 }), ("deterministic, acts standardised", [0.5, 20]) })
        {
            using var policy = Stirred(name);
            var acts = Gradients.Random(Seeds.Child("acts").Stream(), Count, 2);
            using var answers = policy.Forward(new FitQuestion(acts, states, Draws()), new MeanQuestion(states));
            for (var i = 0; i < Count; i++)
            {
                var (act, mean) = (Row(acts, i), Row(answers[1], i));
                var expected = act.Zip(mean, static (a, m) => a - m).Zip(scale, static (d, s) => d / s * (d / s)).Sum();
                Assert.Equal(expected, Numbers(answers[0])[i], 1e-9 * Math.Max(1, expected));
            }
        }
    }

    [Fact]
    public void Members_of_an_ensemble_are_fitted_each_by_its_own_rows()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new DeterministicEnsemble(2, States, new BoxSpace([-1], [1]), [4], Activation.Tanh, Seeds, ScalarType.Float64);
        var states = Gradients.Random(Seeds.Child("data").Stream(), 2, Count, States);
        var acts = Gradients.Random(Seeds.Child("acts").Stream(), 2, Count, 1);
        using var answers = ensemble.Forward(new FitQuestion(acts, states, Draws()), new MeanQuestion(states));
        var apart = answers[1].sub(acts);
        Gradients.Equal(Numbers(apart.mul(apart).squeeze(-1)), Numbers(answers[0]), 1e-12);
    }

    [Fact]
    public void What_can_be_fitted_says_so()
    {
        Assert.True(typeof(IFitPolicy).IsAssignableFrom(typeof(GaussianPolicy)));
        Assert.True(typeof(IFitPolicy).IsAssignableFrom(typeof(DeterministicEnsemble)));
        Assert.True(typeof(IFitPolicy).IsAssignableFrom(typeof(HybridPolicy)));
        Assert.True(typeof(IFitPolicy).IsAssignableFrom(typeof(HybridEnsemble)));
        Assert.True(typeof(IFitPolicy).IsAssignableFrom(typeof(FlowPolicy)));
        Assert.False(typeof(ILogProbPolicy).IsAssignableFrom(typeof(FlowPolicy)));
    }

    private static DrawBatch Draws() => new StepDraws(Seeds, 1).Draw("z");

    private static double[] Row(Tensor tensor, int row)
    {
        using var one = tensor.select(0, row);
        return Numbers(one);
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var flat = tensor.contiguous();
        return flat.data<double>().ToArray();
    }
}
