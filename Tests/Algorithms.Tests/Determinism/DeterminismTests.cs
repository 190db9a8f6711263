namespace DeclarativeIL.Algorithms.Tests;

[Trait("Speed", "Slow")]
public class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bits_twice_in_one_process_and_in_another()
    {
        var here = Runs.Fingerprint(11);
        Assert.Equal(here, Runs.Fingerprint(11));
        Assert.Equal(here, Child.Fingerprint(11));
    }

    [Fact]
    public void Another_seed_gives_other_bits() => Assert.NotEqual(Runs.Fingerprint(11), Runs.Fingerprint(12));
}
