namespace DeclarativeIL.Algorithms.Tests.Samples;

public class ReadmeTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void The_declaration_shown_is_the_one_that_is_compiled() =>
        Assert.Contains(
            WithoutUsings(Blocks()[0]),
            WithoutComments(File.ReadAllText(Path.Combine(Root, "Samples", "FocalCloning.cs"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_generated_fragment_shown_is_what_is_generated()
    {
        var generated = new DirectoryInfo(Path.Combine(Root, "Samples", "obj"))
            .EnumerateFiles("DeclarativeIL.Samples.FocalCloning.g.cs", SearchOption.AllDirectories)
            .MaxBy(static file => file.LastWriteTimeUtc)!;

        Assert.Contains(Blocks()[1], File.ReadAllText(generated.FullName).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>The C# blocks of the README, in order.</summary>
    private static string[] Blocks() =>
        [
            .. File.ReadAllText(Path.Combine(Root, "README.md"))
                .ReplaceLineEndings("\n")
                .Split("```csharp\n")
                .Skip(1)
                .Select(block => block.Split("```")[0]),
        ];

    private static string WithoutComments(string source) =>
        string.Join(
            '\n',
            source.ReplaceLineEndings("\n").Split('\n').Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
        );

    private static string WithoutUsings(string source) =>
        string.Join(
            '\n',
            source.Split('\n').SkipWhile(static line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal))
        );

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DeclarativeIL.sln")))
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("DeclarativeIL.sln lies above no folder of the tests.");
        return folder;
    }
}
