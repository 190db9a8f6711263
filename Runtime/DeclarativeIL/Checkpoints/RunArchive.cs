using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeclarativeIL.Files;

namespace DeclarativeIL.Checkpoints;

/// <summary>
/// A checkpoint of a run: a ZIP file, uncompressed, with an entry for each part, and <c>run.json</c> about them: its words, and of each
/// part description, length and SHA-256. The SHA-256 of <c>run.json</c> is the comment of the file.
/// </summary>
internal static class RunArchive
{
    /// <summary>The version of the layout.</summary>
    public const int Version = 1;

    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="words">Words about the run.</param>
    /// <param name="parts">Its parts.</param>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> words, IReadOnlyList<RunPart> parts) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
                var written = parts.Select(part => Write(zip, part)).ToList();
                var about = About(words, written);
                using (var entry = Open(zip, RunManifest.Name))
                    entry.Write(about);
                zip.Comment = Convert.ToHexStringLower(SHA256.HashData(about));
            }
        );

    private static RunManifest.Entry Write(ZipArchive zip, RunPart part)
    {
        using var hashed = new HashedStream(part.State is null ? Stream.Null : Open(zip, RunManifest.PathOf(part.Name)));
        using var buffered = new BufferedStream(hashed);
        using (var state = new BinaryWriter(buffered, Encoding.UTF8, leaveOpen: true))
            part.State?.SaveState(state);
        buffered.Flush();
        return new(part.Name, part.Description, part.State is null ? -1 : hashed.Length, hashed.Hash());
    }

    private static Stream Open(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Undated;
        return entry.Open();
    }

    private static byte[] About(IReadOnlyDictionary<string, string> words, IReadOnlyList<RunManifest.Entry> parts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartObject("words");
            foreach (var (key, value) in words)
                json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteStartObject("parts");
            foreach (var part in parts)
            {
                json.WriteStartObject(part.Name);
                json.WriteString("description", part.Description);
                json.WriteNumber("length", part.Length);
                json.WriteString("sha256", part.Hash);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
