using DeclarativeIL.Samples.Heads;

namespace DeclarativeIL.Algorithms.Tests.Samples;

[Trait("Speed", "Slow")]
public class HeadsTests
{
    [Fact]
    public void A_gaussian_goes_between_two_ways_a_mixture_bins_and_a_flow_take_one()
    {
        var (demonstrations, heads) = new HeadsStudy(1, 200, 60).Run(CancellationToken.None);
        Assert.All(demonstrations, static way => Assert.True(way.IsPast));
        Assert.InRange(heads[0].Passed, 0, 0.1);
        Assert.InRange(heads[1].Passed, 0.9, 1);
        Assert.InRange(heads[2].Passed, 0.9, 1);
        Assert.InRange(heads[3].Passed, 0.9, 1);
    }
}
