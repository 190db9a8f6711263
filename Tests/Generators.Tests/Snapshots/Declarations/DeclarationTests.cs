using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Snapshots.Declarations;

/// <summary>
/// The code generated for the losses of every declaration of the language's reach (Tests/Language.Tests/Declarations) and of every
/// preference loss, in both emissions.
/// </summary>
public partial class DeclarationTests
{
    private const string Namespace = "DeclarativeIL.Language.Tests.Declarations.",
        Shipped = "DeclarativeIL.Algorithms.",
        Concern = ".Losses";

    private static readonly string[] Declarations =
    [
        .. Directory
            .EnumerateFiles(References.PathOf(Path.Combine("Tests", "Language.Tests", "Declarations")), "*.cs")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Losses = new(static () =>
        GeneratorHarness
            .Run([.. Sources.All, .. Declarations])
            .Concerns.Where(static one => one.Key.EndsWith(Concern, StringComparison.Ordinal))
            .Select(static one => (Name: NameOf(one.Key[..^Concern.Length]), one.Value))
            .Where(static one => one.Name is not null)
            .ToDictionary(static one => one.Name!, static one => one.Value)
    );

    /// <summary>Names by the text alone, so that finding the tests generates nothing.</summary>
    private static readonly string[] Declared =
    [
        .. Declarations
            .SelectMany(text => DeclaredClass().Matches(text))
            .Select(match => match.Groups[1].Value)
            .Concat(Sources.Preferences)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Names => [.. Declared];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Losses_of(string declaration) =>
        await Verifier.Verify(Losses.Value[declaration], "cs").UseTextForParameters(declaration);

    [Fact]
    public void Every_declaration_of_the_reach_is_here() => Assert.Equal(Declared, Losses.Value.Keys.Order(StringComparer.Ordinal));

    private static string? NameOf(string type) =>
        type.StartsWith(Namespace, StringComparison.Ordinal) ? type[Namespace.Length..]
        : type.StartsWith(Shipped, StringComparison.Ordinal) && Sources.Preferences.Contains(type[Shipped.Length..])
            ? type[Shipped.Length..]
        : null;

    [GeneratedRegex(@"public sealed partial class (\w+)")]
    private static partial Regex DeclaredClass();
}
