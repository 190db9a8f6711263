namespace DeclarativeIL.Generators.Tests.Snapshots.Declarations;

/// <summary>What is generated for the losses of every declaration of the language's reach (Tests/Language.Tests/Declarations), in both emissions.</summary>
public class DeclarationTests
{
    private const string Namespace = "DeclarativeIL.Language.Tests.Declarations.", Concern = ".Losses";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Losses = new(static () =>
    {
        var declarations = Directory.EnumerateFiles(References.PathOf(Path.Combine("Tests", "Language.Tests", "Declarations")), "*.cs").Order(StringComparer.Ordinal);
        return GeneratorHarness.Run([.. Sources.All, .. declarations.Select(File.ReadAllText)]).Concerns
            .Where(static one => one.Key.StartsWith(Namespace, StringComparison.Ordinal) && one.Key.EndsWith(Concern, StringComparison.Ordinal))
            .ToDictionary(static one => one.Key[Namespace.Length..^Concern.Length], static one => one.Value);
    });

    public static TheoryData<string> Names => [.. Losses.Value.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Losses_of(string declaration) => await Verifier.Verify(Losses.Value[declaration], "cs").UseTextForParameters(declaration);

    [Fact]
    public void Every_declaration_of_the_reach_is_here() => Assert.InRange(Names.Count, 34, 1000);
}
