namespace DeclarativeIL.Packaging.Tests;

/// <summary>The template of <c>dotnet new</c>, installed apart from whatever the machine has: its projects build, test and run.</summary>
[Collection(nameof(Packages))]
[Trait("Speed", "Slow")]
public sealed class TemplateTests(Packages packages)
{
    [Fact]
    public void What_it_makes_builds_passes_its_tests_and_runs()
    {
        var folder = packages.NewFolder("template");
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];
        var package = Path.Combine(packages.Folder, $"DeclarativeIL.Templates.{packages.Version}.nupkg");
        Packages.Dotnet(folder, ["new", "install", package, .. hive]);
        Packages.Dotnet(folder, ["new", "declarativeil", "-n", "First.Try", "-o", ".", .. hive]);
        Packages.Dotnet(folder, "new", "nugetconfig");
        Packages.Dotnet(folder, "nuget", "add", "source", packages.Folder, "--name", "packed", "--configfile", "nuget.config");

        Packages.Dotnet(folder, "build", "First.Try.Tests", "-warnaserror");
        var tested = Packages.Dotnet(folder, "test", "First.Try.Tests", "--no-build");
        Assert.Matches(@"Passed:\s+3\b", tested);
        var printed = Packages.Dotnet(folder, "run", "--project", "First.Try", "--no-build");
        Assert.Equal("loss 0.25 after 1410 steps\nkept the pole up for 500 steps\n", printed);
    }
}
