using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Docs;

/// <summary>What pages point at is there.</summary>
public partial class PageTests
{
    public static TheoryData<string> Linking => [.. Pages.WithDiagnostics];

    public static TheoryData<string> Contributing =>
        [
            .. Pages.All.Where(static page =>
                page.StartsWith(Path.Combine("docs", "contributing"), StringComparison.Ordinal) || page == "CONTRIBUTING.md"
            ),
        ];

    [Theory]
    [MemberData(nameof(Linking))]
    public void Links_lead_to_files(string page)
    {
        var folder = Path.GetDirectoryName(References.PathOf(page))!;
        Assert.All(
            Links().Matches(File.ReadAllText(References.PathOf(page))).Select(static link => link.Groups["target"].Value),
            target => Assert.True(Path.Exists(Path.Combine(folder, target)), $"{page} links to {target}, which is not there")
        );
    }

    /// <summary>A path in these pages may begin in any folder: <c>Passes/Dimensions.cs</c>.</summary>
    [Theory]
    [MemberData(nameof(Contributing))]
    public void Files_that_are_named_exist(string page) =>
        Assert.DoesNotContain(
            Paths().Matches(File.ReadAllText(References.PathOf(page))).Select(static path => path.Groups["path"].Value),
            static path => !Files.Value.Any(file => file.EndsWith("/" + path, StringComparison.Ordinal))
        );

    private static readonly Lazy<IReadOnlyList<string>> Files = new(static () =>
        [
            .. Directory
                .EnumerateDirectories(References.Repository)
                .Where(static folder => Path.GetFileName(folder) != ".git")
                .SelectMany(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Select(static file => "/" + Path.GetRelativePath(References.Repository, file).Replace('\\', '/'))
                .Where(static file =>
                    !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
                ),
        ]
    );

    /// <summary>To files, not to other sites.</summary>
    [GeneratedRegex(@"\]\((?<target>[^):#\s]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    [GeneratedRegex(@"`(?<path>[\w.-]+(/[\w.-]+)+\.(cs|csproj|md|txt|sh|runsettings))`", RegexOptions.ExplicitCapture)]
    private static partial Regex Paths();
}
