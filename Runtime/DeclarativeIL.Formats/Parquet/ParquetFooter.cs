using System.Buffers.Binary;

namespace DeclarativeIL.Formats.Parquet;

/// <summary>
/// The description of a Parquet file at its end, read without trust: types, counts and offsets are checked against what can be.
/// </summary>
/// <remarks>
/// Format: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift. Not read by Parquet.Net, which takes
/// fields by their numbers whatever their types are, allocates what counts say, and reads on behind the end of a footer for ever.
/// </remarks>
internal sealed class ParquetFooter
{
    private const int Tail = 8,
        MostBytes = 1 << 26; // the tail: the footer's length and "PAR1"

    private ParquetFooter(long start) => Start = start;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The position of the footer's first byte, which is where pages end.</summary>
    public long Start { get; }

    /// <summary>Number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The columns.</summary>
    public ParquetNode Root { get; private set; } = ParquetNode.None;

    /// <summary>The rows, some at a time.</summary>
    public IReadOnlyList<ParquetGroup> Groups { get; private set; } = [];

    /// <summary>Words about the file.</summary>
    public Dictionary<string, string> Words { get; } = [];

    /// <summary>Reads the end of a file.</summary>
    /// <exception cref="MalformedParquetException">It is no Parquet file, or a damaged one.</exception>
    public static ParquetFooter Read(FileStream file)
    {
        var length = file.Length;
        if (length < Magic.Length + Tail)
            throw new MalformedParquetException("the file", $"{length} bytes", "a Parquet file");
        if (!Bytes(file, 0, Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new MalformedParquetException("byte 0", "other letters", "PAR1, as a Parquet file begins");
        var tail = Bytes(file, length - Tail, Tail);
        if (!tail.AsSpan(4).SequenceEqual(Magic))
            throw new MalformedParquetException($"byte {length - 4}", "other letters", "PAR1, as a complete Parquet file ends");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        var most = Math.Min(MostBytes, length - Tail - Magic.Length);
        if (size == 0 || size > most)
            throw new MalformedParquetException($"byte {length - Tail}", $"a footer of {size} bytes", $"1 to {most}");
        var footer = new ParquetFooter(length - Tail - size);
        var reader = new ThriftReader(Bytes(file, footer.Start, (int)size), "the footer");
        footer.Parse(ref reader);
        return reader.Position == size
            ? footer
            : throw new MalformedParquetException($"the footer, byte {reader.Position}", "an end", $"one at byte {size}");
    }

    /// <summary>Reads bytes whose existence was checked; the file must not be shortened meanwhile.</summary>
    public static byte[] Bytes(FileStream file, long position, int count)
    {
        var bytes = new byte[count];
        Fill(file, position, bytes);
        return bytes;
    }

    /// <summary>Fills memory with such bytes.</summary>
    public static void Fill(FileStream file, long position, Span<byte> bytes)
    {
        for (var read = 0; read < bytes.Length; )
        {
            var more = RandomAccess.Read(file.SafeFileHandle, bytes[read..], position + read);
            if (more == 0)
                throw new MalformedParquetException($"byte {position + read}", "an end", $"{bytes.Length - read} more bytes");
            read += more;
        }
    }

    private void Parse(ref ThriftReader reader)
    {
        Rows = -1;
        for (var id = 0; reader.Field(ref id, out var type); )
            switch (id)
            {
                case 2:
                    Root = ParquetNode.Read(ref reader, type);
                    break;
                case 3:
                    Rows = reader.Integer(type, 0);
                    break;
                case 4:
                    Groups = ReadGroups(ref reader, type);
                    break;
                case 5:
                    ReadWords(ref reader, type);
                    break;
                case 8:
                    throw new MalformedParquetException("the footer", "an encrypted file", "one that is not");
                default:
                    reader.Skip(type);
                    break;
            }
        if (Root == ParquetNode.None || Rows < 0)
            throw new MalformedParquetException("the footer", "no schema or no number of rows", "both");
        if (!IsSum(Rows, Groups))
            throw new MalformedParquetException("the footer", "row groups of other numbers of rows", $"{Rows} together, as it says itself");
    }

    private static bool IsSum(long rows, IReadOnlyList<ParquetGroup> groups)
    {
        foreach (var group in groups)
            if ((rows -= group.Rows) < 0)
                return false;
        return rows == 0;
    }

    private void ReadWords(ref ThriftReader reader, int type)
    {
        for (var left = reader.Elements(type, out var of); left > 0; left--)
        {
            reader.Structure(of);
            string? key = null,
                value = null;
            for (var id = 0; reader.Field(ref id, out var inner); )
                switch (id)
                {
                    case 1:
                        key = reader.Text(inner);
                        break;
                    case 2:
                        value = reader.Text(inner);
                        break;
                    default:
                        reader.Skip(inner);
                        break;
                }
            if (key is null || !Words.TryAdd(key, value ?? ""))
                throw new MalformedParquetException("the footer", key is null ? "a word without a key" : $"two words '{key}'", "one each");
        }
    }

    private List<ParquetGroup> ReadGroups(ref ThriftReader reader, int type)
    {
        var groups = new List<ParquetGroup>();
        for (var left = reader.Elements(type, out var of); left > 0; left--)
        {
            reader.Structure(of);
            var (rows, chunks) = (-1L, new List<ParquetChunk>());
            for (var id = 0; reader.Field(ref id, out var inner); )
                switch (id)
                {
                    case 1:
                        for (var columns = reader.Elements(inner, out var column); columns > 0; columns--)
                            chunks.Add(ReadChunk(ref reader, column));
                        break;
                    case 3:
                        rows = reader.Integer(inner, 0);
                        break;
                    default:
                        reader.Skip(inner);
                        break;
                }
            groups.Add(
                rows >= 0
                    ? new(rows, chunks)
                    : throw new MalformedParquetException("the footer", "a row group without a number of rows", "one")
            );
        }
        return groups;
    }

    private ParquetChunk ReadChunk(ref ThriftReader reader, int type)
    {
        reader.Structure(type);
        ParquetChunk? chunk = null;
        for (var id = 0; reader.Field(ref id, out var inner); )
            switch (id)
            {
                case 1:
                    throw new MalformedParquetException("the footer", $"a column in the file '{reader.Text(inner)}'", "all in this one");
                case 3:
                    chunk = ReadColumn(ref reader, inner);
                    break;
                default:
                    reader.Skip(inner);
                    break;
            }
        return chunk ?? throw new MalformedParquetException("the footer", "a column without its metadata", "what says where it is");
    }

    private ParquetChunk ReadColumn(ref ThriftReader reader, int type)
    {
        reader.Structure(type);
        var (path, physical, codec, count, size) = (new List<string>(), -1L, -1L, -1L, -1L);
        var start = long.MaxValue;
        for (var id = 0; reader.Field(ref id, out var inner); )
            switch (id)
            {
                case 1:
                    physical = reader.Integer(inner, 0, 7);
                    break;
                case 3:
                    for (var names = reader.Elements(inner, out var name); names > 0; names--)
                        path.Add(reader.Text(name));
                    break;
                case 4:
                    codec = reader.Integer(inner, 0, 7);
                    break;
                case 5:
                    count = reader.Integer(inner, 0);
                    break;
                case 6:
                    size = reader.Integer(inner, 0);
                    break;
                case 9 or 11: // the first data page and the dictionary: the one of both that is there first
                    var offset = reader.Integer(inner, 0, Start);
                    start = offset == 0 ? start : Math.Min(start, offset);
                    break;
                default:
                    reader.Skip(inner);
                    break;
            }
        return path.Count > 0 && physical >= 0 && codec >= 0 && count >= 0 && size >= 0 && start < Start
            ? new(string.Join('.', path), (int)physical, (int)codec, count, start, size)
            : throw new MalformedParquetException(
                "the footer",
                $"column '{string.Join('.', path)}' without path, type, codec, counts or a place inside the file",
                "all of them"
            );
    }
}
