using System.IO.Compression;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Numpy;

/// <content>Writing.</content>
internal sealed partial class NpzFile
{
    private const int Buffer = 1 << 16;

    // the same arrays are the same bytes
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks that arrays can be written.</summary>
    /// <exception cref="ArgumentException">One cannot be.</exception>
    public static void Check(IEnumerable<(string Name, EpisodeColumn Array)> arrays)
    {
        foreach (var (name, array) in arrays)
            NpyArray.Check(array, name);
    }

    /// <summary>Writes arrays that were checked, numbers deflated.</summary>
    /// <remarks>
    /// Texts of one width, repeated, deflate to less than <see cref="MemoryLimit"/> allows for what they take in memory: they are stored
    /// as they are, so that what was written can be read.
    /// </remarks>
    /// <param name="file">Where to; stays open.</param>
    /// <param name="arrays">The arrays by name.</param>
    public static void Write(Stream file, IEnumerable<(string Name, EpisodeColumn Array)> arrays)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in arrays)
        {
            var level = array.Type == ColumnType.Text ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
            var entry = archive.CreateEntry(name + Extension, level);
            entry.LastWriteTime = Undated;
            using var stream = new BufferedStream(entry.Open(), Buffer);
            NpyArray.Write(stream, array);
        }
    }
}
