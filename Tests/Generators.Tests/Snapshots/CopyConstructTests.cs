namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One small declaration for each view of a network: frozen, following, detached.</summary>
public class CopyConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Frozen_copy() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Train"],
                """
                sealed partial class Preferring
                {
                    [Loss]
                    static double Margin(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1)
                        => -LogSigmoid(beta * (Ratio(pi, reference, p.Chosen, p.Context) - Ratio(pi, reference, p.Rejected, p.Context)));

                    static double Ratio(Policy pi, Policy reference, Act y, State x) => pi.LogProb(y, x) - reference.LogProb(y, x);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Target_network() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Train"],
                """
                sealed partial class Bellman
                {
                    [Loss]
                    static double Residual(Features q, [Target(nameof(q), 0.01)] Features slow, Transition t, double gamma = 0.99)
                        => Square(q.Of(t.State)[t.Action] - (t.Reward + (t.Terminal ? 0 : gamma * LogSumExp(slow.Of(t.Next)))));
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Detached_view() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Focal
                {
                    [Loss]
                    static double Loss(Policy pi, [Detached] Policy now, Demonstration d, double focus = 2.0)
                        => -Math.Pow(1 - Math.Exp(now.LogProb(d.Action, d.State)), focus) * pi.LogProb(d.Action, d.State);
                }
                """
            ),
            "cs"
        );
}
