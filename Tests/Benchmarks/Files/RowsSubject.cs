using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Storage;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Folders of rows: the files of the rows, and the description.</summary>
internal static class RowsSubject
{
    public static IEnumerable<FileSubject> Create(string folder, SeedSequence seeds)
    {
        yield return Of(Path.Combine(folder, "transitions"), Transitions(seeds.Stream()));
        yield return Of(Path.Combine(folder, "texts"), Texts());
        var described = Path.Combine(folder, "described");
        Dataset.OfEpisodes([Demonstrations(3), Demonstrations(5)]).Save(described);
        var about = Path.Combine(described, RowManifest.Name);
        yield return new("rows", about, File.ReadAllBytes(about), _ => Load<Demonstration>(described), IsRefusal, Reseal: null);
    }

    private static FileSubject Of<TRow>(string folder, Dataset<TRow> rows)
        where TRow : struct
    {
        rows.Save(folder);
        var (path, about) = (Path.Combine(folder, RowManifest.FileOf(1)), Path.Combine(folder, RowManifest.Name));
        var (text, hash) = (File.ReadAllText(about), SafeTensors.Read(path).Metadata[ContentHash.Name]);
        return new("rows", path, File.ReadAllBytes(path), Read, IsRefusal, OwnSubjects.Resealed);

        Loaded? Read(string changed)
        {
            File.WriteAllText(about, text);
            if (SafeTensors.Read(changed) is var stored && stored.IsWhole() == true) // the description says that it is this file
                File.WriteAllText(about, text.Replace(hash, stored.Metadata[ContentHash.Name], StringComparison.Ordinal));
            return Load<TRow>(folder);
        }
    }

    private static bool IsRefusal(Exception e) => e is CheckpointException or FileNotFoundException;

    private static Loaded? Load<TRow>(string folder)
        where TRow : struct
    {
        var rows = StoredDataset.Load<TRow>(folder);
        using var state = new MemoryStream();
        using (var writer = new BinaryWriter(state))
            rows.SaveRows(writer, 0);
        var fault = rows.SelectMany(static row => RowNumbers(row)).All(double.IsFinite) ? null : "numbers that are not finite";
        return new(Convert.ToHexString(state.ToArray()), fault);
    }

    private static IEnumerable<double> RowNumbers<TRow>(TRow row) =>
        row switch
        {
            Transition transition => [.. transition.State.Span, .. transition.Next.Span, transition.Reward],
            Preference pair => [.. pair.Context.Span, .. ((Vector)pair.Chosen).Span],
            Demonstration one => [.. one.State.Span],
            _ => throw new NotSupportedException($"{typeof(TRow).Name} rows are not looked at."),
        };

    private static IEnumerable<Demonstration> Demonstrations(int count) =>
        Enumerable.Range(0, count).Select(static i => new Demonstration(State.Of(i, 0.5), Act.Discrete(i % 2)));

    private static Dataset<Transition> Transitions(RandomStream random)
    {
        var rows = new Dataset<Transition>();
        for (var i = 0; i < 9; i++)
        {
            var (state, next) = (State.Of(random.NextGaussian(), i), State.Of(i, random.NextGaussian()));
            rows.Add(new(state, Act.Discrete(i % 3), i / 3.0, next, Terminal: i % 2 == 1));
        }
        return rows;
    }

    private static Dataset<Preference> Texts() =>
        Dataset.OfSequences<Preference>([
            new(State.Of(1, 2, 3), Act.Continuous(4), Act.Continuous(5, 6)),
            new(State.Of(7), Act.Continuous(8, 9, 10, 11), Act.Continuous(12)),
        ]);
}
