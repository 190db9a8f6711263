using DeclarativeIL.Formats;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Reads all there is in an HDF5 file.</summary>
internal static class Hdf5Probe
{
    /// <exception cref="TrajectoryFileException">The file is damaged where it has to be whole.</exception>
    public static string Read(string path) =>
        FileGuard.Run(
            path,
            () =>
            {
                using var file = FileGuard.Open(path);
                var (root, read, refused) = (Hdf5File.Open(file).Root, 0, 0);
                foreach (var (_, found) in root.Datasets())
                    try
                    {
                        _ = found.Attributes;
                        found.Read(new MemoryLimit(1 << 18, file.Length));
                        read++;
                    }
                    catch (MalformedDataException)
                    {
                        refused++;
                    }
                _ = root.Attributes;
                return $"{read} read, {refused} refused";
            }
        );
}
