using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Storage;

namespace DeclarativeIL.Benchmarks.Streaming;

/// <summary>Trains on the same rows in files and in memory, by turns.</summary>
/// <param name="rows">How many.</param>
/// <param name="times">Measurements of each.</param>
/// <param name="print">Takes the lines of the report.</param>
internal sealed class StreamStudy(int rows, int times, Action<string> print)
{
    private const double Gigabyte = 1 << 30;

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the rows are written, and stay; a temporary one if null.</param>
    /// <returns>Whether memory and speed are as promised: a gigabyte, and half of the speed in memory.</returns>
    public bool Run(string? folder)
    {
        var place = folder ?? Directory.CreateTempSubdirectory("declarativeil-stream-").FullName;
        try
        {
            return Measure(place);
        }
        finally
        {
            if (folder is null)
                Directory.Delete(place, recursive: true);
        }
    }

    private bool Measure(string folder)
    {
        var watch = Stopwatch.StartNew();
        using (var opened = StoredDataset.Open<Demonstration>(folder))
            if (opened.Count != rows)
                opened.Append(StreamChild.Rows(rows - opened.Count));
        print(string.Create(CultureInfo.InvariantCulture, $"rows {rows} of 14 numbers, written in {watch.Elapsed.TotalSeconds:F1} s"));
        var empty = Child(StreamChild.Empty, folder).Peak;
        var (files, memory) = (new List<(double Peak, double Speed)>(), new List<(double Peak, double Speed)>());
        for (var i = 0; i < times; i++)
        {
            files.Add(Child(StreamChild.Files, folder));
            memory.Add(Child(StreamChild.Memory, folder));
            print(Line("files", files[^1], empty));
            print(Line("memory", memory[^1], empty));
        }
        var ratio = files.Average(static one => one.Speed) / memory.Average(static one => one.Speed);
        var peak = files.Max(static one => one.Peak) - empty;
        print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"files: speed {ratio:F2} of that in memory, resident memory {peak / Gigabyte:F2} GB above that of an empty program"
            )
        );
        return ratio >= 0.5 && peak <= Gigabyte;
    }

    private static string Line(string what, (double Peak, double Speed) found, double empty) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {found.Speed:F0} rows/s, peak {(found.Peak - empty) / Gigabyte:F2} GB above an empty program's "
                + $"{empty / Gigabyte:F2} GB"
        );

    private static (double Peak, double Speed) Child(string what, string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(StreamStudy).Assembly.Location, StreamChild.Verb, what, folder])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The process for {what} ended with {process.ExitCode}; expected 0.");
        var words = line.Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
