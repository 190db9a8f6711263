using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Packaging.Tests;

/// <summary>
/// The packages of this repository, packed once under a version of their own, and projects of strangers that have nothing else of it.
/// </summary>
public sealed class Packages : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("declarativeil-package-").FullName;

    /// <summary>Packs what was built.</summary>
    public Packages()
    {
        foreach (var (_, project) in Projects)
            Dotnet(Root, "pack", project, "--no-build", "-c", Metadata("Configuration"), "-o", Folder, $"-p:Version={Version}");
        File.WriteAllText(
            Path.Combine(_folder, "Directory.Build.props"),
            """
            <Project>
              <PropertyGroup>
                <CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>true</CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>
              </PropertyGroup>
            </Project>
            """
        );
    }

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => [.. Projects.Select(static project => project.Name)];

    private static readonly (string Name, string Folder)[] Projects =
    [
        ("DeclarativeIL", "Runtime/DeclarativeIL"),
        ("DeclarativeIL.Environments", "Runtime/DeclarativeIL.Environments"),
        ("DeclarativeIL.Formats", "Runtime/DeclarativeIL.Formats"),
        ("DeclarativeIL.LanguageModels", "Runtime/DeclarativeIL.LanguageModels"),
        ("DeclarativeIL.Onnx", "Runtime/DeclarativeIL.Onnx"),
        ("DeclarativeIL.Player", "Runtime/DeclarativeIL.Player"),
        ("DeclarativeIL.Consoles", "Runtime/DeclarativeIL.Consoles"),
        ("DeclarativeIL.Logging", "Runtime/DeclarativeIL.Logging"),
        ("DeclarativeIL.Plots", "Runtime/DeclarativeIL.Plots"),
        ("DeclarativeIL.Sweeps", "Runtime/DeclarativeIL.Sweeps"),
        ("DeclarativeIL.Algorithms", "Algorithms"),
        ("DeclarativeIL.Templates", "Templates/DeclarativeIL.Templates"),
    ];

    /// <summary>The repository.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>Where the packages lie: beside the projects, as a clone's are in docs/first-project.md.</summary>
    public string Folder => Path.Combine(_folder, "packages");

    /// <summary>No other run's.</summary>
    public string Version { get; } = $"0.1.0-test{Guid.NewGuid():N}";

    /// <summary>libtorch's package of this platform.</summary>
    public static string Libtorch =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "libtorch-cpu-win-x64"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "libtorch-cpu-osx-arm64"
        : "libtorch-cpu-linux-x64";

    /// <summary>What lies in a package, below a folder.</summary>
    public IEnumerable<string> Files(string package, string below, string kind = ".nupkg")
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, $"{package}.{Version}{kind}"));
        return
        [
            .. archive
                .Entries.Where(entry => entry.FullName.StartsWith(below, StringComparison.Ordinal))
                .Select(entry => entry.Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The text of a file in a package.</summary>
    public string Text(string package, string file)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, $"{package}.{Version}.nupkg"));
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>A folder beside the packages.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>A new console project with the algorithms.</summary>
    public string NewProject(string name, bool libtorch)
    {
        var app = NewFolder(name);
        Dotnet(app, "new", "console", "--no-restore");
        Dotnet(app, "new", "nugetconfig");
        Dotnet(app, "nuget", "add", "source", Folder, "--name", "packed", "--configfile", "nuget.config");
        Dotnet(app, "add", "package", "DeclarativeIL.Algorithms", "--version", Version);
        Dotnet(app, "add", "package", "DeclarativeIL.Environments", "--version", Version);
        if (libtorch)
            Dotnet(app, "add", "package", Libtorch, "--version", "2.10.0");
        return app;
    }

    /// <summary>Runs a command of the SDK in a folder, and returns what it prints.</summary>
    public static string Dotnet(string folder, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name == "CI")
                .ToList()
        )
            start.Environment.Remove(name); // the test host's own build settings are not the stranger's
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0,
            $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{error.Result}"
        );
        return output.ReplaceLineEndings("\n");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        var cache =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var name in Names.Select(static name => name.ToLowerInvariant()))
            if (Directory.Exists(Path.Combine(cache, name, Version)))
                Directory.Delete(Path.Combine(cache, name, Version), recursive: true);
    }

    private static string Metadata(string key) =>
        typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}

/// <summary>Packed once for all.</summary>
[CollectionDefinition(nameof(Packages))]
public sealed class PackagesCollection : ICollectionFixture<Packages>;
