using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Packaging.Tests;

/// <summary>A stranger's project: it has the packages and nothing else of this repository.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Program = """
        using DeclarativeIL;
        using DeclarativeIL.Algorithms;
        using DeclarativeIL.Data;
        using DeclarativeIL.Networks;
        using DeclarativeIL.Policies;
        using DeclarativeIL.Randomness;
        using DeclarativeIL.Training;

        using var policy = new CategoricalPolicy(2, 2, [8], Activation.Tanh, new SeedSequence(1));
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 64; i++)
            data.Add(new Demonstration(State.Of(i % 2, 1), Act.Discrete(i % 2)));
        var result = new SureCloning { Confidence = 0.5 }.Train(policy, data, new TrainingOptions { Epochs = 40, LearningRate = 0.02 });
        Console.WriteLine($"losses {string.Join(" ", result.Losses.Keys)}");
        Console.WriteLine(result.Losses["NegativeLogLikelihood"] < 0.1 ? "learned" : $"not learned: {result.Losses["NegativeLogLikelihood"]}");

        /// <summary>The package's loss, and one of its own that calls it.</summary>
        [Loss<BehaviorCloning>]
        public sealed partial class SureCloning
        {
            [Loss]
            static double Sure(Policy pi, Demonstration d, double confidence = 1.0)
                => confidence * BehaviorCloning.NegativeLogLikelihood(pi, d, 0, 0);
        }
        """;

    private static readonly string Root = Metadata("RepositoryRoot");
    private readonly string _folder = Directory.CreateTempSubdirectory("declarativeil-package-").FullName;
    private readonly string _version = $"0.1.0-test{Guid.NewGuid():N}";

    [Fact]
    public void A_project_with_the_packages_alone_composes_a_declared_loss_and_trains()
    {
        var packages = Path.Combine(_folder, "packages");
        foreach (var project in (string[])["Runtime", "Algorithms"])
            Dotnet(Root, "pack", project, "--no-build", "-c", Metadata("Configuration"), "-o", packages, $"-p:Version={_version}");
        var app = Directory.CreateDirectory(Path.Combine(_folder, "app")).FullName;
        Assert.Equal(["DeclarativeIL.CodeFixes.dll", "DeclarativeIL.Generators.dll"], Plugins(packages));
        Dotnet(app, "new", "nugetconfig");
        Dotnet(app, "nuget", "add", "source", packages, "--name", "packed", "--configfile", "nuget.config");
        Dotnet(app, "new", "console", "--no-restore");
        File.WriteAllText(Path.Combine(app, "Directory.Build.props"),
            "<Project><PropertyGroup><CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>true</CreateHardLinksForCopyFilesToOutputDirectoryIfPossible></PropertyGroup></Project>");
        Dotnet(app, "add", "package", "DeclarativeIL.Algorithms", "--version", _version);
        Dotnet(app, "add", "package", Libtorch, "--version", "2.10.0");
        File.WriteAllText(Path.Combine(app, "Program.cs"), Program);
        Dotnet(app, "build", "-warnaserror");                           // CS8032, CS9057: a plug-in that the compiler cannot load
        var printed = Dotnet(app, "run", "--no-build").ReplaceLineEndings("\n");
        Assert.Contains("losses NegativeLogLikelihood Sure\nlearned\n", printed, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var name in (string[])["declarativeil", "declarativeil.algorithms"])
            if (Directory.Exists(Path.Combine(cache, name, _version)))
                Directory.Delete(Path.Combine(cache, name, _version), recursive: true);
    }

    /// <summary>What of the runtime's package the compiler and editors load.</summary>
    private static IEnumerable<string> Plugins(string packages)
    {
        using var package = ZipFile.OpenRead(Directory.EnumerateFiles(packages, "DeclarativeIL.0*.nupkg").Single());
        return [.. package.Entries.Where(entry => entry.FullName.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(entry => entry.Name).Order(StringComparer.Ordinal)];
    }

    private static string Libtorch => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "libtorch-cpu-win-x64"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";

    private static string Dotnet(string folder, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name == "CI").ToList())
            start.Environment.Remove(name);                             // the test host's own build settings are not the stranger's
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{error.Result}");
        return output;
    }

    private static string Metadata(string key)
        => typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
