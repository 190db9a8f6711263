using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeclarativeIL.Files;

namespace DeclarativeIL.Checkpoints;

/// <summary>A checkpoint of a run that is being read: its checksums are right when one is open; nothing else in it is believed.</summary>
internal sealed class RunManifest : IDisposable
{
    /// <summary>The entry that is about the others.</summary>
    public const string Name = "run.json";

    private const int LongestManifest = 64 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;

    private RunManifest(string path, FileStream file, ZipArchive zip)
    {
        (_path, _file, _zip) = (path, file, zip);
        (Words, Parts) = Read();
    }

    /// <summary>Words about the run.</summary>
    public IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>The parts by name.</summary>
    public IReadOnlyDictionary<string, Entry> Parts { get; }

    /// <summary>The entry of a part.</summary>
    public static string PathOf(string part) => "parts/" + part;

    /// <summary>Opens a file and checks all of it.</summary>
    /// <exception cref="CheckpointException">It is no whole checkpoint.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RunManifest Open(string path)
    {
        if (FileKinds.Fault(path) is { } fault)
            throw new CheckpointException(path, fault, "a file");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            return new(path, file, zip);
        }
        catch (Exception e)
        {
            zip?.Dispose();
            file.Dispose();
            if (IsMalformed(e))
                throw new CheckpointException(path, $"no whole ZIP file ({e.Message.TrimEnd('.')})", "a checkpoint of a run", e);
            throw;
        }
    }

    /// <summary>Gives a part its state back.</summary>
    /// <exception cref="CheckpointException">It does not take it.</exception>
    public void Restore(RunPart part)
    {
        if (part.State is null)
            return;
        var length = Parts[part.Name].Length;
        using var stream = new StateStream(new BufferedStream(Stored(PathOf(part.Name), length).Open()), length);
        using var state = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            part.State.RestoreState(state);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new CheckpointException(_path, $"a state of '{part.Name}' that it does not take: {e.Message.TrimEnd('.')}", "its own", e);
        }
        if (stream.ReadByte() >= 0)
            throw new CheckpointException(_path, $"more of '{part.Name}' than it takes", "its own state");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _zip.Dispose();
        _file.Dispose();
    }

    private (IReadOnlyDictionary<string, string> Words, IReadOnlyDictionary<string, Entry> Parts) Read()
    {
        var about = Stored(Name, null);
        if (about.Length > LongestManifest)
            throw Wrong($"{Name} of {about.Length} bytes", $"at most {LongestManifest}");
        var bytes = new byte[about.Length];
        using (var stream = about.Open())
            stream.ReadExactly(bytes);
        if (_zip.Comment != Convert.ToHexStringLower(SHA256.HashData(bytes)))
            throw Wrong($"a {Name} that its checksum does not fit", "what was written");
        using var json = JsonDocument.Parse(bytes, Strict);
        var root = json.RootElement;
        if (root.GetProperty("version").GetInt32() is var version && version != RunArchive.Version)
            throw Wrong($"a checkpoint of version {version}", $"version {RunArchive.Version}");
        var words = root.GetProperty("words").EnumerateObject().ToDictionary(static word => word.Name, static word => Word(word.Value));
        var parts = root.GetProperty("parts").EnumerateObject().Select(ReadEntry).ToDictionary(static part => part.Name);
        foreach (var part in parts.Values)
            Check(part);
        return (words, parts);
    }

    private static Entry ReadEntry(JsonProperty part) =>
        new(
            part.Name,
            Word(part.Value.GetProperty("description")),
            part.Value.GetProperty("length").GetInt64(),
            Word(part.Value.GetProperty("sha256"))
        );

    private static string Word(JsonElement value) => value.GetString() ?? throw new JsonException("found null in place of a word");

    /// <summary>Tells what readers of ZIP, JSON and states throw at what is not as they write it.</summary>
    private static bool IsMalformed(Exception e) =>
        e
            is InvalidDataException
                or EndOfStreamException
                or JsonException
                or InvalidOperationException
                or NotSupportedException
                or KeyNotFoundException
                or FormatException
                or ArgumentException
                or OverflowException;

    private void Check(Entry part)
    {
        if (part.Length < 0)
            return;
        using var stream = Stored(PathOf(part.Name), part.Length).Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (int read; (read = stream.Read(piece)) > 0; )
                hash.AppendData(piece.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != part.Hash)
            throw Wrong($"a part '{part.Name}' that its checksum does not fit", "what was written");
    }

    /// <summary>An entry, which nothing is unpacked for: it lies in the file as it is.</summary>
    private ZipArchiveEntry Stored(string name, long? length)
    {
        var entry = _zip.GetEntry(name) ?? throw Wrong($"no '{name}'", "a checkpoint of a run");
        if (entry.CompressedLength != entry.Length || entry.Length > _file.Length || (length is { } wanted && entry.Length != wanted))
            throw Wrong(
                $"'{name}' of {entry.Length} bytes, {entry.CompressedLength} in the file",
                length is null ? "as many, uncompressed" : $"{length}, uncompressed"
            );
        return entry;
    }

    private CheckpointException Wrong(string found, string expected) => new(_path, found, expected);

    /// <summary>What is said of a part.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">Its sizes, in words.</param>
    /// <param name="Length">Bytes of its state; -1 where a description is all there is.</param>
    /// <param name="Hash">The SHA-256 of its state, 64 hexadecimal digits.</param>
    internal sealed record Entry(string Name, string Description, long Length, string Hash);
}
