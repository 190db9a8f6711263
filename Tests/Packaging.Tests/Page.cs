using System.Text.RegularExpressions;

namespace DeclarativeIL.Packaging.Tests;

/// <summary>A page of the documentation, as who follows it reads it.</summary>
internal sealed partial class Page(string text)
{
    public static Page Read(params string[] path) => new(File.ReadAllText(Path.Combine([Packages.Root, .. path])).ReplaceLineEndings("\n"));

    /// <summary>The blocks of a language, in order.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Block().Matches(text).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value)];

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
