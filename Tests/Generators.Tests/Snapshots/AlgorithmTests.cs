namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>
/// Everything that is generated for each class in Algorithms/; of the preference losses, for one offline and one online, their losses being
/// in DeclarationTests.
/// </summary>
[Trait("Speed", "Slow")]
public class AlgorithmTests
{
    private static readonly Lazy<Task<GeneratorRun>> Run = new(static () => GeneratorHarness.Run(Sources.All).AssertClean());

    public static TheoryData<string> Declarations => [.. Sources.Names, "Dpo", "OnlineDpo"];

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task Generates(string declaration)
    {
        var run = await Run.Value;
        var own = run
            .Files.Where(file => file.Key.StartsWith($"DeclarativeIL.Algorithms.{declaration}.", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(own);
        var text = string.Join("\n", own.Select(file => $"//HintName: {file.Key}\n{file.Value}"));
        await Verifier.Verify(text, "cs").UseTextForParameters(declaration);
    }
}
