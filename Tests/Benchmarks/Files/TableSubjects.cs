using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Steps as lines: CSV and JSON Lines.</summary>
internal static class TableSubjects
{
    public static IEnumerable<FileSubject> Create(string folder)
    {
        using var found = D4rlFile.Open(EpisodeSubject.Copy(folder, "d4rl/toy_timeouts.hdf5"));
        foreach (var name in (string[])["steps.csv", "steps.jsonl"])
        {
            var path = Path.Combine(folder, name);
            TableFile.Save(path, [.. found]);
            yield return EpisodeSubject.Of($"lines {Path.GetExtension(name)}", path, () => TableFile.Open(path, EpisodeSubject.Limit));
        }
    }
}
