using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Docs;

/// <summary>The site that docfx builds has every page, and its table of contents leads to pages that are there.</summary>
public partial class SiteTests
{
    private static readonly string[] Targets =
    [
        .. Addresses().Matches(File.ReadAllText(References.PathOf("toc.yml"))).Select(static match => match.Groups["target"].Value),
    ];

    /// <summary>All but the pages of single algorithms, which are reached from their index.</summary>
    public static TheoryData<string> Written =>
        [
            .. Pages
                .WithDiagnostics.Select(static page => page.Replace('\\', '/'))
                .Where(static page => page.StartsWith("docs/", StringComparison.Ordinal))
                .Where(static page =>
                    !page.StartsWith("docs/algorithms/", StringComparison.Ordinal) || page == "docs/algorithms/README.md"
                ),
        ];

    [Theory]
    [MemberData(nameof(Written))]
    public void A_page_is_in_the_table_of_contents(string page) =>
        Assert.True(Targets.Contains(page), $"{page} is not in toc.yml: add a line for it.");

    [Fact]
    public void The_table_of_contents_leads_to_pages()
    {
        Assert.Equal(Targets.Distinct(), Targets);
        Assert.All(
            Targets.Where(static target => target != "docs/api/toc.yml"), // which docfx makes
            static target => Assert.True(File.Exists(References.PathOf(target)), $"toc.yml leads to {target}, which is not there")
        );
    }

    /// <summary>A folder of pages that nobody looks into would be on the site without a test.</summary>
    [Fact]
    public void Every_folder_of_pages_is_known() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(References.PathOf("docs"), "*.md", SearchOption.AllDirectories)
                .Select(static file => Path.GetRelativePath(References.Repository, file))
                .Except(Pages.WithDiagnostics)
        );

    [Fact]
    public void Every_package_is_in_the_reference()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(References.PathOf("docfx.json")));
        var listed = settings
            .RootElement.GetProperty("metadata")[0]
            .GetProperty("src")[0]
            .GetProperty("files")
            .EnumerateArray()
            .Select(static file => Path.GetFileNameWithoutExtension(file.GetString()!));
        var packages = Directory
            .EnumerateDirectories(References.PathOf("Runtime"))
            .Select(static folder => Path.GetFileName(folder))
            .Append("DeclarativeIL.Algorithms");
        Assert.Equal(packages.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"href: (?<target>[^\s}]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Addresses();
}
