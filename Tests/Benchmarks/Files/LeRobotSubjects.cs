using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Data sets of LeRobot, of both versions.</summary>
internal static class LeRobotSubjects
{
    public static IEnumerable<FileSubject> Create(string folder)
    {
        foreach (
            var (name, file) in ((string, string)[])
                [
                    ("v21_image", "data/chunk-000/episode_000000.parquet"),
                    ("v21_state", "data/chunk-000/episode_000001.parquet"),
                    ("v21_state", "meta/info.json"),
                    ("v21_state", "meta/episodes.jsonl"),
                    ("v30_image", "data/chunk-000/file-000.parquet"),
                    ("v30_state", "meta/episodes/chunk-000/file-000.parquet"),
                    ("v30_state", "meta/tasks.parquet"),
                ]
        )
        {
            var data = EpisodeSubject.Copy(folder, $"lerobot/{name}");
            yield return EpisodeSubject.Of(
                $"LeRobot {Path.GetExtension(file)}",
                Path.Combine(data, file),
                () => LeRobotDataset.Open(data, EpisodeSubject.Limit)
            );
        }
    }
}
