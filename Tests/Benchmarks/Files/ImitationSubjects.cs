using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Trajectories of imitation: Arrow, NPZ as it wrote it and as this library does.</summary>
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
        var written = Path.Combine(folder, "imitation", "written.npz");
        using (var texts = ImitationFile.Open(Path.Combine(folder, "imitation", "hf_continuous")))
            ImitationFile.SaveArchive(written, [.. texts]);
        yield return EpisodeSubject.Of("imitation .npz, written here", written, () => ImitationFile.Open(written, EpisodeSubject.Limit));
    }
}
