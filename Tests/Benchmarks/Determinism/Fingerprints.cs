using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Determinism;

/// <summary>
/// What every trial ends with without tensors, for each width of registers: lines of platform and width, trial, SHA-256 of the bits of
/// all parameters and losses.
/// </summary>
internal static class Fingerprints
{
    /// <summary>In the repository.</summary>
    public const string Path = "Tests/Algorithms.Tests/Determinism/fingerprints.txt";

    /// <summary>The command that writes the file anew.</summary>
    public const string Command = "dotnet run -c Release --project Tests/Benchmarks -- fingerprints --write";

    /// <summary>What a child process prints its lines by.</summary>
    public const string Verb = "fingerprints";

    private const string Separator = " | ";

    /// <summary>The runtime's variables that take wider registers away.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Widths { get; } =
    [
        new Dictionary<string, string>(),
        new Dictionary<string, string> { ["DOTNET_EnableAVX512"] = "0" },
        new Dictionary<string, string> { ["DOTNET_EnableAVX2"] = "0" },
    ];

    /// <summary>Of this process.</summary>
    public static string Kind => $"{Platform}, {Lanes} lanes";

    /// <summary>As packages name it. Other systems' C libraries have other exponentials and logarithms.</summary>
    public static string Platform => $"{OperatingSystemName}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static string OperatingSystemName =>
        OperatingSystem.IsLinux() ? "linux"
        : OperatingSystem.IsWindows() ? "win"
        : "osx";

    /// <summary>Numbers of float32 in a register of this process.</summary>
    public static int Lanes =>
        Vector512.IsHardwareAccelerated ? 16
        : Vector256.IsHardwareAccelerated ? 8
        : Vector128.IsHardwareAccelerated ? 4
        : 1;

    /// <summary>The lines of this process.</summary>
    public static IEnumerable<string> Lines() =>
        Trial
            .All.Where(static trial => trial.NotOnCpu is null)
            .Select(static trial => string.Join(Separator, Kind, trial.Name, trial.Run(Computation.Fastest)));

    /// <summary>The kind that a line is of.</summary>
    public static string KindOf(string line) => line.Split(Separator)[0];

    /// <summary>The lines that an application prints when it is started with <see cref="Verb"/> and some variables.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static IReadOnlyList<string> Ask(string application, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { application, Verb }, RedirectStandardOutput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
            : throw new InvalidOperationException($"'{application}' ended with {process.ExitCode}:\n{printed}");
    }
}
