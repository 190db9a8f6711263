using System.Diagnostics;

namespace DeclarativeIL.Runtime.Tests.Backend;

/// <summary>A folder with an application in it (this assembly, see <see cref="Child"/>), a home and a cache of its own.</summary>
internal sealed class Application : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("declarativeil-test");

    /// <summary>As built, or laid out flat as published, with links to the native libraries that <paramref name="bring"/> picks.</summary>
    public Application(Func<string, bool>? bring = null)
    {
        Folder = bring is null ? AppContext.BaseDirectory : Path.Combine(_root.FullName, "app");
        if (bring is not null)
            Publish(bring);
        Cache = Path.Combine(_root.FullName, "cache");
        Home = Path.Combine(_root.FullName, "home");
        Temporary = Directory.CreateDirectory(Path.Combine(_root.FullName, "tmp")).FullName;
    }

    public static string Natives => Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");

    public static string Shim => Path.Combine(Natives, "libLibTorchSharp.so");

    public string Folder { get; }

    /// <summary>XDG_CACHE_HOME; null for none.</summary>
    public string? Cache { get; set; }

    public string Home { get; set; }

    public string Temporary { get; }

    /// <summary>Every file that was put into the cache.</summary>
    public IReadOnlyList<string> Cached => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*", SearchOption.AllDirectories) : [];

    public async Task<Answer> Run(string verb, params (string Name, string Value)[] variables)
    {
        using var process = Start([verb], variables);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await errors);
    }

    /// <summary>A child process that goes on by itself.</summary>
    public Process Start(params string[] arguments) => Start(arguments, []);

    private Process Start(string[] arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(Folder, Path.GetFileName(typeof(Application).Assembly.Location)) },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _root.FullName,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["HOME"] = Home;
        start.Environment["TMPDIR"] = Temporary;
        start.Environment["XDG_CACHE_HOME"] = Cache;
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_root.FullName, "packages"); // TorchSharp would copy from there
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Publish(Func<string, bool> bring)
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            // without the list of dependencies, the host takes what lies there
            if (!file.EndsWith(".deps.json", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }
        foreach (var file in Directory.GetFiles(Natives).Where(file => bring(Path.GetFileName(file))))
            File.CreateSymbolicLink(Path.Combine(Folder, Path.GetFileName(file)), file);
    }
}

/// <summary>What a child process said.</summary>
internal sealed record Answer(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> Mapped =>
        [.. Output.Split('\n').Where(line => line.StartsWith("mapped=", StringComparison.Ordinal)).Select(line => line[7..])];

    /// <summary>Fails unless the sum of three ones was printed.</summary>
    public void AssertThree() => Assert.True(Code == 0 && Output.StartsWith("3\n", StringComparison.Ordinal), Output + Errors);
}
