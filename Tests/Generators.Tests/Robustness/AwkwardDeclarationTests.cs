namespace DeclarativeIL.Generators.Tests.Robustness;

/// <summary>
/// Valid C# that makes life hard for a generator. Each is either refused by a diagnostic or generated for without a warning;
/// never an exception, never code that does not compile, never silence.
/// </summary>
[Trait("Speed", "Slow")]
public partial class AwkwardDeclarationTests
{
    private const string Loss = "[Loss] static double L(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);";

    /// <summary>
    /// The cases in which the generator still falls short, and how: the test fails when one of these starts to hold, so that the list stays
    /// true.
    /// </summary>
    private static readonly Dictionary<string, string> KnownGaps = new()
    {
        ["names that differ by case only"] =
            "the second hint name counts capitals only when the first was taken: CASE and Case both claim it",
    };

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Rows))]
    [MemberData(nameof(Gates))]
    [MemberData(nameof(Imports))]
    [MemberData(nameof(Expressions))]
    [MemberData(nameof(Operations))]
    [MemberData(nameof(Columns))]
    [MemberData(nameof(Collections))]
    [MemberData(nameof(Inputs))]
    [MemberData(nameof(Networks))]
    public async Task Is_refused_or_generated_for(string what, string source)
    {
        var run = GeneratorHarness.Run(source);
        Assert.True(!run.OwnErrors.Any(), $"{what}: the test itself is wrong: {string.Join("\n", run.OwnErrors)}");
        if (!KnownGaps.ContainsKey(what))
        {
            await Check(run);
            return;
        }
        var gap = await Record.ExceptionAsync(() => Check(run));
        Assert.True(gap is not null, $"'{what}' holds now: take it off the list of known gaps");
    }

    private static string InClass(string members) => $"sealed partial class C {{ {members} }}";

    private static string WithLoss(string members) => InClass($"{Loss} {members}");

    private static async Task Check(GeneratorRun run)
    {
        var refusals = await GeneratorHarness.Analyze(run.Before);

        Assert.DoesNotContain(refusals, refusal => refusal.Id is "AD0001" or "DIL099");
        Assert.Null(run.Failure);
        Assert.Equal(
            refusals.Select(refusal => refusal.ToString()),
            (await GeneratorHarness.Analyze(run.After)).Select(refusal => refusal.ToString())
        );
        Assert.True(!refusals.IsEmpty || run.Files.Count > 0, "neither refused nor generated for");
        run.AssertCompiles();
    }
}
