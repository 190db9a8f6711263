namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>What the tests of constructs show of a run.</summary>
public abstract class ConstructSnapshots
{
    private protected static async Task<GeneratorRun> Run(string source) => await GeneratorHarness.Run(source).AssertClean();

    private protected static async Task<string> Generate(string concern, string source) => (await Run(source)).Concern(concern);

    /// <summary>The files about several concerns, of the only class that has them or of the one named.</summary>
    private protected static async Task<string> Parts(string[] concerns, string source, string type = "") =>
        Parts(concerns, await Run(source), type);

    private protected static string Parts(string[] concerns, GeneratorRun run, string type = "") =>
        string.Join("\n", concerns.Select(concern => run.Concern(concern, type)));

    private protected static Task<string> Gate(string gate) =>
        Generate(
            "Collect",
            $$"""
            sealed partial class Gated
            {
                [Loss]
                static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

                {{gate}}
            }
            """
        );
}
