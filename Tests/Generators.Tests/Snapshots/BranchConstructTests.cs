namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One small declaration for each way to choose: by hyperparameters, by rows.</summary>
public class BranchConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Branches_over_hyperparameters() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                namespace Declared;

                enum Mode { Plain, Scaled }

                sealed partial class Branching
                {
                    [Loss]
                    static double Error(Policy pi, Demonstration d, bool bonus = true, Mode mode = Mode.Plain)
                        => (mode == Mode.Plain ? -pi.LogProb(d.Action, d.State) : 2.5) - (bonus ? pi.Entropy(d.State) : 0);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Branches_over_rows() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Branching
                {
                    [Loss]
                    static double Error(Policy pi, Transition t, double floor = 0)
                        => t.Reward > floor && !t.Terminal ? -t.Reward * pi.LogProb(t.Action, t.State) : 0.1 * pi.Entropy(t.State);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Switch_over_a_hyperparameter() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Formula"],
                """
                namespace Declared;

                enum Link { Linear, Soft, Exponential }

                sealed partial class Linked
                {
                    [Loss]
                    static double Error(Policy pi, Demonstration d, double beta = 0.1, Link link = Link.Linear)
                        => -LogSigmoid(beta * Of(pi.LogProb(d.Action, d.State), link));

                    static double Of(double x, Link link)
                        => link switch { Link.Soft => x - Softplus(x), Link.Exponential => -Math.Exp(-x), _ => x };
                }
                """
            ),
            "cs"
        );
}
