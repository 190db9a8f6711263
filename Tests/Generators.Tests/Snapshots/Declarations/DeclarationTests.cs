namespace DeclarativeIL.Generators.Tests.Snapshots.Declarations;

/// <summary>What is generated for the losses of every declaration of the language's reach (Tests/Language.Tests/Declarations) and of every preference loss, in both emissions.</summary>
public class DeclarationTests
{
    private const string Namespace = "DeclarativeIL.Language.Tests.Declarations.", Shipped = "DeclarativeIL.Algorithms.", Concern = ".Losses";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Losses = new(static () =>
    {
        var declarations = Directory.EnumerateFiles(References.PathOf(Path.Combine("Tests", "Language.Tests", "Declarations")), "*.cs").Order(StringComparer.Ordinal);
        return GeneratorHarness.Run([.. Sources.All, .. declarations.Select(File.ReadAllText)]).Concerns
            .Where(static one => one.Key.EndsWith(Concern, StringComparison.Ordinal))
            .Select(static one => (Name: NameOf(one.Key[..^Concern.Length]), one.Value)).Where(static one => one.Name is not null)
            .ToDictionary(static one => one.Name!, static one => one.Value);
    });

    public static TheoryData<string> Names => [.. Losses.Value.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Losses_of(string declaration) => await Verifier.Verify(Losses.Value[declaration], "cs").UseTextForParameters(declaration);

    [Fact]
    public void Every_declaration_of_the_reach_is_here() => Assert.InRange(Names.Count, 50, 1000);

    private static string? NameOf(string type)
        => type.StartsWith(Namespace, StringComparison.Ordinal) ? type[Namespace.Length..]
            : type.StartsWith(Shipped, StringComparison.Ordinal) && Sources.Preferences.Contains(type[Shipped.Length..]) ? type[Shipped.Length..] : null;
}
