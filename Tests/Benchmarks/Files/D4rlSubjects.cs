using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of D4RL: HDF5 and NPZ.</summary>
internal static class D4rlSubjects
{
    public static IEnumerable<FileSubject> Create(string folder)
    {
        foreach (var name in (string[])["toy_timeouts.hdf5", "toy_arrays.npz", "toy_arrays_compressed.npz"])
        {
            var path = EpisodeSubject.Copy(folder, $"d4rl/{name}");
            yield return EpisodeSubject.Of($"D4RL {Path.GetExtension(name)}", path, () => D4rlFile.Open(path, 9, EpisodeSubject.Limit));
        }
    }
}
