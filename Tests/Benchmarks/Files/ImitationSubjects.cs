using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Trajectories of imitation: Arrow, NPZ.</summary>
internal static class ImitationSubjects
{
    public static IEnumerable<FileSubject> Create(string folder)
    {
        foreach (var (name, file) in ((string, string)[])[("hf_continuous", "data-00000-of-00001.arrow"), ("hf_discrete", "state.json")])
        {
            var data = EpisodeSubject.Copy(folder, $"imitation/{name}");
            yield return EpisodeSubject.Of(
                $"imitation {Path.GetExtension(file)}",
                Path.Combine(data, file),
                () => ImitationFile.Open(data, EpisodeSubject.Limit)
            );
        }
        var path = EpisodeSubject.Copy(folder, "imitation/legacy_discrete.npz");
        yield return EpisodeSubject.Of("imitation .npz", path, () => ImitationFile.Open(path, EpisodeSubject.Limit));
    }
}
