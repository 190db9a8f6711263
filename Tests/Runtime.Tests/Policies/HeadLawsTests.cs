using DeclarativeIL.Policies;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Every shipped head is a distribution.</summary>
public sealed class HeadLawsTests
{
    [Fact]
    public void Free_gaussian() => HeadLaws.Check<FreeGaussianHead>();
}
