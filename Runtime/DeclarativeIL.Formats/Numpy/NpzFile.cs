using System.IO.Compression;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Numpy;

/// <summary>Arrays by name, in one file.</summary>
internal sealed partial class NpzFile : IDisposable
{
    private const string Extension = ".npy";
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _arrays = [];

    /// <summary>Reads the directory of a file.</summary>
    /// <exception cref="MalformedDataException">It is no such file, or a damaged one.</exception>
    public NpzFile(Stream file)
    {
        try
        {
            _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in _archive.Entries)
                if (entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                    if (!_arrays.TryAdd(entry.FullName[..^Extension.Length], entry))
                        throw new MalformedDataException($"array {entry.FullName}", "it twice", "once");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException)
        {
            throw new MalformedDataException("the directory of the archive", e.Message.TrimEnd('.'), "a ZIP archive of arrays");
        }
    }

    /// <summary>The names of the arrays, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => _arrays.Keys;

    /// <summary>An array; none where it is one of Python objects, of which only the header is read.</summary>
    /// <exception cref="MalformedDataException">It is not there, damaged (by its CRC-32, too) or too large.</exception>
    public EpisodeColumn? Read(string name, MemoryLimit limit)
    {
        var position = $"array {name}";
        if (!_arrays.TryGetValue(name, out var entry))
            throw new MalformedDataException(position, "nothing", $"one of {string.Join(", ", _arrays.Keys.Take(16))}");
        try
        {
            using var stream = new ChecksumStream(entry.Open());
            if (NpyArray.Read(stream, limit, position) is not { } array)
                return null;
            // .NET's ZipArchive does not compare them
            if (stream.Checksum != entry.Crc32)
                throw new MalformedDataException(position, $"a CRC-32 of {stream.Checksum:x8}", $"{entry.Crc32:x8}, as the archive says");
            return array;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new MalformedDataException(position, e.Message.TrimEnd('.'), "an array of a ZIP archive, stored or deflated");
        }
    }

    public void Dispose() => _archive.Dispose();
}
