using System.Buffers.Binary;
using System.Text.Json;
using DeclarativeIL.Files;

namespace DeclarativeIL.Checkpoints;

/// <summary>
/// Named tensors and words in one file, in Hugging Face's safetensors format: the length of a JSON header (unsigned 64 bits,
/// little-endian), the header, the numbers. Nothing in a file is run. Files of other programs read, and theirs read ours.
/// </summary>
/// <remarks>Format: https://github.com/huggingface/safetensors, "Format".</remarks>
/// <param name="Tensors">The tensors, in the order of their numbers in the file.</param>
/// <param name="Metadata">Words about them.</param>
internal sealed record SafeTensors(IReadOnlyList<StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The longest header that the format's own implementation reads.</summary>
    internal const int LongestHeader = 100_000_000;

    internal const string MetadataName = "__metadata__";

    /// <summary>The tensor of that name; none where there is none.</summary>
    public StoredTensor? Find(string name) => Tensors.FirstOrDefault(tensor => tensor.Name == name);

    /// <summary>Reads a file; trusts nothing in it.</summary>
    /// <exception cref="CheckpointException">The file is not a well-formed one.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafeTensors Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (FileKinds.Fault(path) is { } fault)
            throw new CheckpointException(path, fault, "a file");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length < sizeof(ulong))
            throw new CheckpointException(path, $"{file.Length} bytes", "8 or more");
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        Fill(file, prefix, path);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var most = Math.Min(LongestHeader, file.Length - sizeof(ulong));
        if (length > (ulong)most)
            throw new CheckpointException(path, $"a header of {length} bytes", $"at most {most}");
        var rest = file.Length - sizeof(ulong) - (long)length;
        if (rest > Array.MaxLength)
            throw new CheckpointException(path, $"{rest} bytes of numbers", $"at most {Array.MaxLength}");
        var header = new byte[length];
        Fill(file, header, path);
        var data = new byte[rest];
        Fill(file, data, path);
        return new SafeTensorsHeader(path, data).Parse(header);
    }

    /// <summary>
    /// Writes a file: first beside it under another name, which then takes its place, so that a half-written one is never
    /// found.
    /// </summary>
    /// <exception cref="IOException">It cannot be written, or the path leads to what is no file; what was there is unchanged.</exception>
    /// <exception cref="ArgumentException">Two tensors have one name, or one's numbers do not fill its shape.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Writer());
    }

    /// <summary>Writes it to where it is told; what cannot be written is found before.</summary>
    internal Action<Stream> Writer()
    {
        var header = Header();
        return file =>
        {
            Span<byte> prefix = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            file.Write(prefix);
            file.Write(header);
            foreach (var tensor in Tensors)
                file.Write(tensor.Data.Span);
        };
    }

    /// <summary>The same with a checksum over everything in it among the words.</summary>
    internal SafeTensors Sealed() =>
        this with
        {
            Metadata = new Dictionary<string, string>(Metadata) { [ContentHash.Name] = ContentHash.Of(this) },
        };

    /// <summary>Tells whether the checksum is that of what is in the file; nothing where there is none.</summary>
    internal bool? IsWhole() => Metadata.TryGetValue(ContentHash.Name, out var hash) ? hash == ContentHash.Of(this) : null;

    private byte[] Header()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            var names = new HashSet<string> { MetadataName };
            long offset = 0;
            foreach (var tensor in Tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"Two tensors are named '{tensor.Name}', or the name is reserved.");
                WriteEntry(json, tensor, offset);
                offset += tensor.Data.Length;
            }
            json.WriteEndObject();
        }
        while (stream.Length % sizeof(ulong) != 0) // so that the numbers start aligned
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (Metadata.Count == 0)
            return;
        json.WriteStartObject(MetadataName);
        foreach (var (key, value) in Metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, StoredTensor tensor, long offset)
    {
        var name = ElementTypes.NameOf(tensor.Type);
        var size = tensor.Shape.Aggregate((long)ElementTypes.Find(name)!.Value.Size, static (product, length) => checked(product * length));
        if (size != tensor.Data.Length)
            throw new ArgumentException(
                $"Tensor '{tensor.Name}', {StoredTensor.Describe(tensor.Type, tensor.Shape)}, "
                    + $"has {tensor.Data.Length} bytes; expected {size}."
            );
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", name);
        WriteNumbers(json, "shape", tensor.Shape);
        WriteNumbers(json, "data_offsets", [offset, offset + size]);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Fill(FileStream file, Span<byte> bytes, string path)
    {
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new CheckpointException(path, "a file that ended before its length", "one that is not shortened while it is read");
    }
}
