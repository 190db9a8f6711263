using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Storage;

namespace DeclarativeIL.Benchmarks.Streaming;

/// <summary>Kills a process that appends episodes, again and again, and counts what is lost of those that it said were on disk.</summary>
internal static class AppendStudy
{
    private const int EpisodeRows = 100;

    /// <returns>Whether nothing was lost, halved or altered.</returns>
    public static bool Run(int times, ulong seed, Action<string> print)
    {
        var folder = Directory.CreateTempSubdirectory("declarativeil-appends-").FullName;
        var (random, said, lost, altered) = (new SeedSequence(seed).Stream(), 0, 0, 0);
        try
        {
            for (var kill = 0; kill < times; kill++)
            {
                said = Killed(folder, said, random.NextUniform());
                var isThere = File.Exists(Path.Combine(folder, "dataset.json")); // not before the first episode
                var rows = isThere ? StoredDataset.Load<Demonstration>(folder) : new Dataset<Demonstration>();
                lost += Math.Max(0, said - rows.Count) / EpisodeRows;
                for (var i = 0; i < rows.Count; i++)
                    altered += rows[i].State[0] == i && rows[i].Action.Index == i % 2 ? 0 : 1;
                altered += rows.Count % EpisodeRows;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        print($"kills {times}, rows {said}, episodes lost {lost}, rows altered or of half an episode {altered}");
        return lost + altered == 0;
    }

    /// <summary>Lets it append for up to a quarter of a second after it has begun.</summary>
    private static int Killed(string folder, int said, double moment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(AppendStudy).Assembly.Location, StreamChild.Verb, StreamChild.Appends, folder])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() is null)
            throw new InvalidOperationException("The process ended before it was killed.");
        Thread.Sleep(TimeSpan.FromSeconds(0.25 * moment));
        process.Kill();
        process.WaitForExit();
        while (process.StandardOutput.ReadLine() is { } line)
            if (line.Split(' ') is ["at", var count] && int.TryParse(count, CultureInfo.InvariantCulture, out var rows))
                said = Math.Max(said, rows);
        return said;
    }
}
