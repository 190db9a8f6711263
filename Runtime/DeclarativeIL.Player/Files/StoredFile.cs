using System.Buffers.Binary;

namespace DeclarativeIL.Player.Files;

/// <summary>A safetensors file: tensors and words by name. Everything that it says is held against the bytes that are there.</summary>
internal sealed class StoredFile
{
    private const int LongestHeader = 100_000_000, // that the format's own implementation reads
        MostBytes = 0x7FFFFFC7; // of an array

    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["F64"] = 8,
        ["F32"] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I64"] = 8,
        ["I32"] = 4,
        ["I16"] = 2,
        ["I8"] = 1,
        ["U8"] = 1,
        ["BOOL"] = 1,
    };

    private readonly Dictionary<string, StoredTensor> _tensors = new();

    private StoredFile(string name, Dictionary<string, string> words) => (Name, Words) = (name, words);

    /// <summary>The file, for messages.</summary>
    public string Name { get; }

    /// <summary>The words by their keys.</summary>
    public Dictionary<string, string> Words { get; }

    /// <summary>The tensors.</summary>
    public IReadOnlyCollection<StoredTensor> Tensors => _tensors.Values;

    /// <summary>The tensor of that name; none where there is none.</summary>
    public StoredTensor? Find(string name) => _tensors.TryGetValue(name, out var found) ? found : null;

    /// <summary>Reads to the end of a stream. Memory is taken as bytes come, not as the file says.</summary>
    /// <exception cref="PolicyFileException">It is no well-formed safetensors file.</exception>
    public static StoredFile Read(Stream stream, string name)
    {
        var prefix = Bytes(stream, 8);
        if (prefix.Length < 8)
            throw new PolicyFileException(name, $"{prefix.Length} bytes", "8 or more");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader)
            throw new PolicyFileException(name, $"a header of {length} bytes", $"at most {LongestHeader}");
        var header = Bytes(stream, (int)length);
        if (header.Length < (int)length)
            throw new PolicyFileException(name, $"a header of {length} bytes", $"at most {header.Length}, which are there");
        var data = Bytes(stream, MostBytes);
        if (stream.ReadByte() >= 0)
            throw new PolicyFileException(name, $"more than {MostBytes} bytes of numbers", "no more");
        var (entries, words) = new HeaderReader(name, header).Read();
        var file = new StoredFile(name, words);
        entries.Sort(static (x, y) => x.Start != y.Start ? x.Start.CompareTo(y.Start) : x.End.CompareTo(y.End));
        long reached = 0;
        foreach (var entry in entries)
            reached = file.Add(entry, data, reached);
        return reached == data.Length
            ? file
            : throw new PolicyFileException(name, $"{data.Length} bytes of numbers", $"{reached}, where the last tensor ends");
    }

    private long Add(HeaderReader.Entry entry, byte[] data, long reached)
    {
        if (!Sizes.TryGetValue(entry.Type, out var size))
            throw Wrong(entry, $"of type '{entry.Type}'", $"one of {string.Join(", ", Sizes.Keys)}");
        if (entry.Start != reached || entry.End < entry.Start || entry.End > data.Length)
            throw Wrong(
                entry,
                $"at bytes [{entry.Start}, {entry.End}]",
                $"from byte {reached}, where the one before ends, to one within {data.Length} bytes"
            );
        long count = size;
        foreach (var dimension in entry.Shape)
            if (count != 0 && dimension > long.MaxValue / count)
                throw Wrong(entry, "of more numbers than can be counted", "as many as are there");
            else
                count *= dimension;
        if (count != entry.End - entry.Start)
            throw Wrong(
                entry,
                $"{StoredTensor.Describe(entry.Type, entry.Shape)}, with {entry.End - entry.Start} bytes",
                "as many as the shape needs"
            );
        _tensors.Add(entry.Name, new(entry.Name, entry.Type, entry.Shape, data.AsMemory((int)entry.Start, (int)count)));
        return entry.End;
    }

    private PolicyFileException Wrong(HeaderReader.Entry entry, string found, string expected) =>
        new(Name, $"tensor '{entry.Name}' {found}", expected);

    /// <summary>The next bytes, at most so many; fewer where the stream ends before.</summary>
    private static byte[] Bytes(Stream stream, int most)
    {
        var (bytes, count) = (new byte[Math.Min(most, 1 << 16)], 0);
        while (count < most)
        {
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(most, 2L * count));
            var read = stream.Read(bytes, count, bytes.Length - count);
            if (read == 0)
                break;
            count += read;
        }
        Array.Resize(ref bytes, count);
        return bytes;
    }
}
