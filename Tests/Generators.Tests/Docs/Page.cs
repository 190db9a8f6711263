using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Docs;

/// <summary>A block of C# in a page, and what a comment above it, which readers do not see, says of how it is to be compiled.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">The block's first line, counted from 1.</param>
/// <param name="Directive">What follows <c>snippet:</c>; empty where the block is a whole file.</param>
/// <param name="Code">The block.</param>
internal sealed record Snippet(string Page, int Line, string Directive, string Code)
{
    /// <summary>Copied from generated code, which another test compares.</summary>
    public bool IsGenerated => Directive == "generated";

    /// <summary>Members of an interface, without it.</summary>
    public bool IsInterface => Directive == "interface";

    /// <summary>A whole file; those of one page are one project.</summary>
    public bool IsFile => Directive.Length == 0;

    /// <summary>Statements, and what stands before them: parameters, separated by commas; null where the block is none.</summary>
    public string? Given => Directive.StartsWith("given", StringComparison.Ordinal) ? Directive["given".Length..].Trim() : null;
}

/// <summary>The pages of the repository.</summary>
internal static partial class Pages
{
    /// <summary>Folders of pages.</summary>
    private static readonly string[] Folders =
    [
        References.Repository,
        References.PathOf("docs"),
        References.PathOf("docs", "algorithms"),
        References.PathOf("docs", "coming-from"),
        References.PathOf("docs", "contributing"),
        References.PathOf("Runtime"),
        References.PathOf("Algorithms"),
    ];

    public static IReadOnlyList<string> WithDiagnostics { get; } =
    [
        .. Folders
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.md"))
            .Select(static file => Path.GetRelativePath(References.Repository, file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All pages but that of the diagnostics, whose examples have tests of their own.</summary>
    public static IReadOnlyList<string> All { get; } =
    [.. WithDiagnostics.Where(static page => Path.GetFileName(page) != "diagnostics.md")];

    /// <summary>The C# blocks of a page, in order.</summary>
    public static IEnumerable<Snippet> SnippetsOf(string page)
    {
        var text = File.ReadAllText(References.PathOf(page)).ReplaceLineEndings("\n");
        return Blocks()
            .Matches(text)
            .Select(block => new Snippet(
                page,
                text[..block.Groups["code"].Index].Count(static c => c == '\n') + 1,
                block.Groups["directive"].Value.Trim(),
                block.Groups["code"].Value
            ));
    }

    [GeneratedRegex(
        "(<!-- snippet:(?<directive>[^>]*?(<[^>]*>[^>]*?)*?)-->\n)?```csharp\n(?<code>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Blocks();
}
