namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>Steps that are written out.</summary>
public class FoldConstructTests : ConstructSnapshots
{
    /// <summary>The entropy is asked in no step, and so in neither form.</summary>
    [Fact]
    public async Task Steps_of_a_fold() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Formula"],
                """
                sealed partial class Descending
                {
                    [Loss]
                    static double Miss(Policy mu, Demonstration d, double rate = 0.1)
                    {
                        var act = Fold(mu.Mean(d.State), 3, (a, k) => k < 3 ? a - rate / (k + 1) * Tanh(a - d.Action) : mu.Mode(d.State));
                        return SquaredNorm(act - d.Action) + Fold(0, 2, (x, k) => k > 1 ? mu.Entropy(d.State) : Math.Sin(x) + act[0]);
                    }
                }
                """
            ),
            "cs"
        );
}
