namespace DeclarativeIL.Packaging.Tests;

/// <summary>Follows docs/first-project.md: its commands, its two files, what it says is printed.</summary>
[Collection(nameof(Packages))]
[Trait("Speed", "Slow")]
public sealed class FirstProjectTests(Packages packages)
{
    [Fact]
    public void The_page_does_what_it_says()
    {
        var page = Page.Read("docs", "first-project.md");
        var (commands, files) = (page.Blocks("sh"), page.Blocks("csharp"));
        // done, under a version of this run
        Assert.All(Lines(commands[0]), static line => Assert.StartsWith("dotnet pack ", line, StringComparison.Ordinal));

        var folder = packages.NewFolder("page");
        foreach (var line in Lines(commands[1]))
        {
            if (line.StartsWith("cd ", StringComparison.Ordinal))
                folder = Path.Combine(folder, line[3..]);
            else
                Run(folder, line);
        }
        File.WriteAllText(Path.Combine(folder, "SmoothedCloning.cs"), files[0]);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), files[1]);
        Packages.Dotnet(folder, "build", "-warnaserror");

        Assert.Equal(page.Blocks("text").Single(), Run(folder, Lines(commands[2]).Single()));
    }

    /// <summary>A command of the page; the version, the packages' place and the platform are this run's.</summary>
    private string Run(string folder, string line)
    {
        var words = line.Replace("0.1.0", packages.Version, StringComparison.Ordinal)
            .Replace("../packages", packages.Folder, StringComparison.Ordinal)
            .Replace("libtorch-cpu-linux-x64", Packages.Libtorch, StringComparison.Ordinal)
            .Split(' ');
        Assert.Equal("dotnet", words[0]);
        return Packages.Dotnet(folder, words[1..]);
    }

    private static string[] Lines(string block) => block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
