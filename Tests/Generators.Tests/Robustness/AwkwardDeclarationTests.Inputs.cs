namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Draws, the clock and given values.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Inputs =>
        new()
        {
            {
                "draw in a loss",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, Uniform u, Gaussian z)
                        => -u * pi.LogProb(d.Action + 0.1 * z, d.State);
                    """
                )
            },
            {
                "draw that nothing says the size of",
                InClass("[Loss] static double L(Policy pi, Demonstration d, Gaussian z) => SquaredNorm(z) * pi.Entropy(d.State);")
            },
            {
                "draw of an episode in a loss",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [PerEpisode] Uniform u) => u * pi.Entropy(d.State);")
            },
            {
                "draw named draws",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, Uniform draws, Gaussian clock)
                        => draws * pi.LogProb(d.Action + 0.1 * clock, d.State);
                    """
                )
            },
            {
                "clock named like a local",
                InClass("[Loss] static double L(Policy pi, Demonstration d, Clock share) => share.Fraction * pi.Entropy(d.State);")
            },
            {
                "clock and column together",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d, Clock now) => now.Round * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(A))] double a) => a * pi.Entropy(d.State);
                    """
                )
            },
            {
                "given values of every type",
                InClass(
                    """
                    [Loss]
                    static double L(Policy pi, Demonstration d, [Given] double x, [Given] int n, [Given] bool b, [Given] Vector v,
                        [Given] State s, [Given] Act a, [Given] Matrix m)
                        => (b ? x : n) * (SquaredNorm(v) + SquaredNorm(d.State - s) + Trace(m)) * pi.LogProb(a, d.State);
                    """
                )
            },
            {
                "given value with a default",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [Given] double x = 1) => x * pi.Entropy(d.State);")
            },
            {
                "given values of two types by one name",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Given] Vector x) => SquaredNorm(x) * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, [Given] Matrix x) => Trace(x) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "given value and hyperparameter by one name",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Given] double x) => x * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, double x = 1) => x * pi.Entropy(d.State);
                    """
                )
            },
        };
}
