namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>Sources can be read without scrolling sideways.</summary>
public class WidthTests
{
    /// <summary>As .editorconfig says to the formatter, which breaks neither comments nor string literals.</summary>
    private const int Widest = 140;

    private static readonly string[] Folders = ["Generators", "Runtime", "Algorithms", "Samples", "Tests"];

    [Fact]
    public void Every_line_fits()
    {
        var wide = Folders
            .SelectMany(folder => Directory.EnumerateFiles(References.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(IsWritten)
            .SelectMany(Wide)
            .ToList();

        Assert.True(wide.Count == 0, $"{wide.Count} lines of more than {Widest} characters:\n{string.Join("\n", wide)}");
    }

    /// <summary>Tells whether a file is written by hand: neither built nor a snapshot.</summary>
    private static bool IsWritten(string file) =>
        !Path.GetRelativePath(References.Repository, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")
        && !file.EndsWith(".verified.cs", StringComparison.Ordinal)
        && !file.EndsWith(".received.cs", StringComparison.Ordinal);

    private static IEnumerable<string> Wide(string file) =>
        File.ReadLines(file)
            .Index()
            .Where(line => line.Item.Length > Widest)
            .Select(line => $"{Path.GetRelativePath(References.Repository, file)}:{line.Index + 1}");
}
