using DeclarativeIL.Policies;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Every shipped head is a distribution.</summary>
[Trait("Speed", "Slow")]
public sealed class HeadLawsTests
{
    [Fact]
    public void Free_gaussian() => HeadLaws.Check<FreeGaussianHead>();

    [Fact]
    public void Deterministic() => HeadLaws.Check<DeterministicHead>();

    [Fact]
    public void Flow() => HeadLaws.Check<FlowHead>();

    [Fact]
    public void Gaussian() => HeadLaws.Check<GaussianHead>();

    [Fact]
    public void Categorical() => HeadLaws.Check<CategoricalHead>();

    [Fact]
    public void State_gaussian() => HeadLaws.Check<StateGaussianHead>();

    [Fact]
    public void Squashed_gaussian() => HeadLaws.Check<SquashedGaussianHead>();

    [Fact]
    public void Beta() => HeadLaws.Check<BetaHead>();

    [Fact]
    public void Gaussian_mixture() => HeadLaws.Check<GaussianMixtureHead>();

    [Fact]
    public void Binned() => HeadLaws.Check<BinnedHead>();

    [Fact]
    public void Multi_categorical() => HeadLaws.Check<MultiCategoricalHead>();

    [Fact]
    public void Hybrid() => HeadLaws.Check<HybridHead>();

    [Fact]
    public void Masked_categorical() => HeadLaws.Check<MaskedCategoricalHead>();

    [Fact]
    public void Bernoulli() => HeadLaws.Check<BernoulliHead>();
}
