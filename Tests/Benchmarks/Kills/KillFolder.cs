using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace DeclarativeIL.Benchmarks.Kills;

/// <summary>What lies in a folder of checkpoints, as anybody can read it.</summary>
internal static class KillFolder
{
    private const string Prefix = "checkpoint-",
        Temporary = ".declarativeil-*.tmp";

    /// <summary>Steps of the run at its newest checkpoint; 0 where there is none.</summary>
    public static long Steps(string folder)
    {
        if (Newest(folder) is not { } newest)
            return 0;
        using var zip = ZipFile.OpenRead(newest);
        using var about = zip.GetEntry("run.json")!.Open();
        using var json = JsonDocument.Parse(about);
        var steps = json.RootElement.GetProperty("words").GetProperty("Steps").GetString()!;
        return long.Parse(steps, CultureInfo.InvariantCulture);
    }

    /// <summary>How many checkpoints were written so far: they are numbered.</summary>
    public static long Written(string folder) =>
        Newest(folder) is { } newest
            ? long.Parse(Path.GetFileNameWithoutExtension(newest)[Prefix.Length..], CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Whether a checkpoint is half-written there.</summary>
    public static bool IsBeingWritten(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Temporary).Any();

    /// <summary>Removes what a killed writer left, so that the next one is told apart.</summary>
    public static void Sweep(string folder)
    {
        foreach (var left in Directory.EnumerateFiles(folder, Temporary))
            File.Delete(left);
    }

    private static string? Newest(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Prefix + "*.zip").Max(StringComparer.Ordinal) : null;
}
