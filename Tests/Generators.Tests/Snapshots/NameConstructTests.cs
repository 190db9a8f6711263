namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>Names of declarations in generated code, and what it says of them in words and formulas.</summary>
public class NameConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Names_that_are_keywords() =>
        await Verifier.Verify(
            (
                await Run(
                    """
                    enum Kind { @default, other }

                    [Row]
                    readonly record struct Case(State @in, Act @out, double Class);

                    sealed partial class Keywords
                    {
                        [Loss]
                        static double @return(Policy @class, Case @event, double @double = 2, Kind @enum = Kind.other)
                            => -@class.LogProb(@event.@out, @event.@in) * @event.Class * (@enum == Kind.other ? @double : 1);
                    }
                    """
                )
            ).Result
        );

    [Fact]
    public async Task Names_that_generated_code_uses() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Local
                {
                    [Loss]
                    static double Error(
                        Policy meanWeight, Demonstration d, double step = 1, double epoch = 2, double seeds = 3,
                        double t4 = 4, double action = 5, double monitor = 6)
                        => -meanWeight.LogProb(d.Action, d.State) * step * epoch * seeds * t4 * action * monitor;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Formula_and_algorithm_box() =>
        await Verifier.Verify(
            await Generate(
                "Formula",
                """
                sealed partial class Safe
                {
                    [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

                    [Loss(Phase = 1)]
                    static double Safety(Critic safe, [Detached] Policy mu, Demonstration d, double tau = 0.01)
                        => BinaryCrossEntropy(safe.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) < tau);

                    [Column] static double Gap(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

                    [Aggregate(Store.ExpertSteps)]
                    static Control Decide(Step t, Critic safe, [Mean(nameof(Gap))] double gap)
                        => safe.Value(t.State) > gap ? Control.Learner : Control.Expert;

                    [Explore] static Act Execute(Act chosen, Gaussian z, double noise = 0.02) => chosen + noise * z;
                }
                """
            ),
            "cs"
        );
}
