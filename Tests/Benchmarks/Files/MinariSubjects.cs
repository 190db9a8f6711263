using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Data sets of Minari: HDF5, Parquet, Arrow and what is beside them.</summary>
internal static class MinariSubjects
{
    public static IEnumerable<FileSubject> Create(string folder)
    {
        foreach (
            var (name, file) in ((string, string)[])
                [
                    ("dict", "main_data.hdf5"),
                    ("dict", "metadata.json"),
                    ("box_v043", "main_data.hdf5"),
                    ("dict_parquet", "0/part-0.parquet"),
                    ("box_arrow", "0/part-0.arrow"),
                    ("box_arrow", "0/metadata.json"),
                ]
        )
        {
            var data = Path.Combine(EpisodeSubject.Copy(folder, $"minari/{name}"), "data");
            yield return EpisodeSubject.Of(
                $"Minari {Path.GetExtension(file)}",
                Path.Combine(data, file),
                () => MinariDataset.Open(data, EpisodeSubject.Limit)
            );
        }
    }
}
