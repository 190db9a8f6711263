using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of robomimic: HDF5, written by it and, with newer structures, by this library.</summary>
internal static class RobomimicSubjects
{
    public static IEnumerable<FileSubject> Create(string folder)
    {
        foreach (var name in (string[])["low_dim", "d4rl_converted", "image_gzip"])
        {
            var path = EpisodeSubject.Copy(folder, $"robomimic/{name}.hdf5");
            yield return EpisodeSubject.Of("robomimic", path, () => RobomimicFile.Open(path, limit: EpisodeSubject.Limit));
        }
        var own = Path.Combine(folder, "robomimic", "own.hdf5");
        using (var found = RobomimicFile.Open(Path.Combine(folder, "robomimic", "low_dim.hdf5")))
            RobomimicFile.Save(own, [.. found.Take(3)], "{}");
        yield return EpisodeSubject.Of("robomimic", own, () => RobomimicFile.Open(own, limit: EpisodeSubject.Limit));
        foreach (var name in (string[])["earliest", "v110", "latest"])
        {
            var path = EpisodeSubject.Copy(folder, $"hdf5/tricky_{name}.hdf5");
            yield return new(
                "HDF5",
                path,
                File.ReadAllBytes(path),
                static file => new(Hdf5Probe.Read(file), null),
                static e => e is TrajectoryFileException,
                null
            );
        }
    }
}
