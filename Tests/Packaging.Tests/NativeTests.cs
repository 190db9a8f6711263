using System.Globalization;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Packaging.Tests;

/// <summary>
/// The program of <see cref="TrimmedTests"/> compiled ahead of time: it trains, saves, loads and acts on the CPU without a runtime of .NET
/// beside it. The compiler needs a linker and zlib: on Debian and Ubuntu the packages clang and zlib1g-dev.
/// </summary>
[Collection(nameof(Packages))]
[Trait("Speed", "Slow")]
public sealed class NativeTests(Packages packages)
{
    private const long MostBytes = 10_000_000;

    [LinkerFact]
    public void It_is_one_small_file_and_learns_what_the_untrimmed_program_does()
    {
        var app = packages.NewFolder("native");
        File.WriteAllText(Path.Combine(app, "native.csproj"), TrimmedTests.Project);
        File.WriteAllText(Path.Combine(app, "Program.cs"), TrimmedTests.Program);
        string[] release = ["-c", "Release", "-p:RunAnalyzers=false"];
        var whole = Packages.Dotnet(app, ["run", .. release]);
        string[] native = ["-p:Native=true", "-p:DeclarativeILTensors=false", "-warnaserror"];
        Packages.Dotnet(app, ["publish", .. release, "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out", .. native]);

        string[] besides = [".dbg", ".pdb", ".xml", ".dSYM"]; // symbols and documentation: nothing that runs
        var files = Directory
            .GetFiles(Path.Combine(app, "out"))
            .Where(file => !besides.Contains(Path.GetExtension(file)))
            .Select(static file => new FileInfo(file))
            .ToList();
        Assert.Equal([OperatingSystem.IsWindows() ? "native.exe" : "native"], files.Select(static file => file.Name));
        Assert.True(files[0].Length <= MostBytes, $"{files[0].Length} bytes; expected {MostBytes} or less");

        var printed = TrimmedTests.Run(app, "native");
        Assert.Equal(printed, TrimmedTests.Run(app, "native")); // the same bits each time
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        AreClose(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries), lines[..^1]);
        Assert.StartsWith("Tensors are needed here, and this program is without them", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>
    /// Bits follow the width of the registers (docs/determinism.md), which a compiler ahead of time takes from the oldest processor that it
    /// compiles for: the same numbers but for rounding in float32.
    /// </summary>
    private static void AreClose(string[] expected, string[] found)
    {
        var (words, others) = (Words(expected), Words(found));
        Assert.Equal(words.Length, others.Length);
        foreach (var (word, other) in words.Zip(others))
            if (double.TryParse(word, CultureInfo.InvariantCulture, out var number))
                Assert.Equal(number, double.Parse(other, CultureInfo.InvariantCulture), 1e-6 * Math.Max(1, Math.Abs(number)));
            else
                Assert.Equal(word, other);

        static string[] Words(string[] lines) =>
            [.. lines.SelectMany(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }
}

/// <summary>A test that compiles ahead of time, for which .NET needs a linker and zlib.</summary>
internal sealed class LinkerFactAttribute : FactAttribute
{
    public LinkerFactAttribute() =>
        Skip =
            !OperatingSystem.IsLinux() || (IsOnPath("clang") && File.Exists("/usr/include/zlib.h"))
                ? null
                : "Compiling ahead of time needs clang and zlib1g-dev, which are not installed here.";

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
