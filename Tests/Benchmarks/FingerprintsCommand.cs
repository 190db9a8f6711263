using System.CommandLine;
using DeclarativeIL.Benchmarks.Determinism;

namespace DeclarativeIL.Benchmarks;

/// <summary>Prints or renews what the test of checked-in fingerprints compares with.</summary>
internal static class FingerprintsCommand
{
    public static Command Create()
    {
        var write = new Option<bool>("--write")
        {
            Description = $"Writes {Fingerprints.Path}, for every width of registers that this processor has; lines of others stay.",
        };
        var command = new Command(Fingerprints.Verb, "What every algorithm ends with without tensors, by the bits.") { write };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(write))
                Write();
            else
                foreach (var line in Fingerprints.Lines())
                    Console.WriteLine(line);
        });
        return command;
    }

    private static void Write()
    {
        List<string> lines =
        [
            .. Fingerprints
                .Widths.SelectMany(static variables => Fingerprints.Ask(typeof(FingerprintsCommand).Assembly.Location, variables))
                .Distinct(),
        ];
        var renewed = lines.Select(Fingerprints.KindOf).ToHashSet();
        if (File.Exists(Fingerprints.Path))
            lines.AddRange(File.ReadLines(Fingerprints.Path).Where(line => !renewed.Contains(Fingerprints.KindOf(line))));
        lines.Sort(StringComparer.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(Fingerprints.Path)!);
        File.WriteAllLines(Fingerprints.Path, lines);
        foreach (var kind in lines.CountBy(Fingerprints.KindOf))
        {
            var fault = renewed.Contains(kind.Key) ? "" : ", not renewed: this processor has no such registers";
            Console.WriteLine($"{kind.Key}: {kind.Value} fingerprints{fault}");
        }
    }
}
