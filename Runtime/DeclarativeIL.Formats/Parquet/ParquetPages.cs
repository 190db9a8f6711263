namespace DeclarativeIL.Formats.Parquet;

/// <summary>A page of a column: entries, each with its levels, and the values of those that have one.</summary>
/// <param name="IsDictionary">Whether it is the dictionary that later pages refer to.</param>
/// <param name="Count">Number of entries.</param>
/// <param name="Encoding">How values are written.</param>
/// <param name="Bytes">Of the values, from <paramref name="Start"/>.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Repetitions">Of each entry: 0 begins a row; none where it is in no list.</param>
/// <param name="Definitions">Of each entry: how much of its path is there; none where all always is.</param>
internal sealed record ParquetPage(
    bool IsDictionary,
    int Count,
    int Encoding,
    byte[] Bytes,
    int Start,
    RunLengths? Repetitions,
    RunLengths? Definitions
);

/// <summary>The pages of a column in a row group, one after the other; one is in memory at a time.</summary>
/// <param name="file">The file.</param>
/// <param name="end">Where pages end.</param>
/// <param name="chunk">Which.</param>
/// <param name="column">The column.</param>
/// <param name="budget">What pages may become in memory.</param>
internal sealed class ParquetPages(FileStream file, long end, ParquetChunk chunk, ParquetNode column, ByteBudget budget)
{
    private const int Data = 0,
        Dictionary = 2,
        Data2 = 3,
        RunLength = 3,
        LargestHeader = 1 << 24;

    private long _at = chunk.Start;
    private byte[] _header = [];

    /// <summary>The reading position, for messages.</summary>
    public string Position { get; } = $"column {chunk.Path}";

    /// <summary>The next page.</summary>
    /// <exception cref="MalformedParquetException">It is not what it should be.</exception>
    public ParquetPage Next()
    {
        while (true)
        {
            var (header, size) = Header();
            if (header.Compressed > end - _at - size)
                throw new MalformedParquetException(Position, $"{header.Compressed} bytes", $"at most {end - _at - size}, where pages end");
            if (header.Kind is not (Data or Dictionary or Data2))
            {
                _at += size + header.Compressed; // an index, which nobody needs
                continue;
            }
            budget.Take(header.Uncompressed, Position);
            var body = ParquetFooter.Bytes(file, _at + size, (int)header.Compressed);
            var page = header.Kind == Data2 ? Second(header, body) : First(header, body);
            _at += size + header.Compressed;
            return page;
        }
    }

    private (PageHeader Header, int Size) Header()
    {
        for (var most = 1 << 10; ; most *= 8)
        {
            var there = (int)Math.Min(most, end - _at);
            if (_header.Length < there)
                _header = new byte[there];
            ParquetFooter.Fill(file, _at, _header.AsSpan(0, there));
            try
            {
                var reader = new ThriftReader(_header.AsSpan(0, there), Position);
                return (PageHeader.Read(ref reader), reader.Position);
            }
            catch (MalformedParquetException) when (there == most && most < LargestHeader) // statistics may be long
            { }
        }
    }

    private byte[] Unpacked(byte[] body, int from, long size)
    {
        if (chunk.Codec == 0 && from == 0 && size == body.Length)
            return body;
        var bytes = new byte[size];
        ParquetCodecs.Fill(chunk.Codec, body.AsSpan(from), bytes, Position);
        return bytes;
    }

    private ParquetPage First(PageHeader header, byte[] body)
    {
        var bytes = Unpacked(body, 0, header.Uncompressed);
        if (header.Kind == Dictionary)
            return new(true, header.Count, header.Encoding, bytes, 0, null, null);
        var at = 0;
        var repetitions = column.Repetition == 0 ? null : Levels(header.RepetitionEncoding, bytes, ref at, column.Repetition);
        var definitions = column.Definition == 0 ? null : Levels(header.DefinitionEncoding, bytes, ref at, column.Definition);
        return new(false, header.Count, header.Encoding, bytes, at, repetitions, definitions);
    }

    private RunLengths Levels(int encoding, byte[] bytes, ref int at, int most)
    {
        var size = bytes.Length - at < sizeof(int) ? -1 : BitConverter.ToInt32(bytes, at);
        if (encoding != RunLength || size < 0 || size > bytes.Length - at - sizeof(int))
            throw new MalformedParquetException(
                Position,
                $"levels of {size} bytes in encoding {encoding}",
                $"some of the {bytes.Length - at} that are left, in encoding {RunLength}"
            );
        at += sizeof(int) + size;
        return new(bytes, at - size, at, Width(most), Position);
    }

    /// <summary>Of the second version: levels are not compressed, and lie before the values.</summary>
    private ParquetPage Second(PageHeader header, byte[] body)
    {
        var (r, d) = (header.RepetitionBytes, header.DefinitionBytes);
        if (r > body.Length || d > body.Length - r || r + d > header.Uncompressed)
            throw new MalformedParquetException(Position, $"levels of {r} and {d} bytes", $"at most {body.Length} together");
        var (levels, values) = ((int)(r + d), header.Uncompressed - r - d);
        var isPacked = header.IsCompressed && chunk.Codec != 0;
        if (!isPacked && values != body.Length - levels)
            throw new MalformedParquetException(Position, $"values of {body.Length - levels} bytes", $"{values}, as the page says itself");
        return new(
            false,
            header.Count,
            header.Encoding,
            isPacked ? Unpacked(body, levels, values) : body,
            isPacked ? 0 : levels,
            column.Repetition == 0 ? null : new(body, 0, (int)r, Width(column.Repetition), Position),
            column.Definition == 0 ? null : new(body, (int)r, levels, Width(column.Definition), Position)
        );
    }

    private static int Width(int most) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)most);

    /// <summary>The header that precedes a page.</summary>
    private struct PageHeader
    {
        public int Kind,
            Count,
            Encoding,
            DefinitionEncoding,
            RepetitionEncoding;
        public long Uncompressed,
            Compressed,
            DefinitionBytes,
            RepetitionBytes;
        public bool IsCompressed;

        public static PageHeader Read(ref ThriftReader reader)
        {
            var header = new PageHeader
            {
                Kind = -1,
                Count = -1,
                Uncompressed = -1,
                Compressed = -1,
                IsCompressed = true,
            };
            var described = -1;
            for (var id = 0; reader.Field(ref id, out var type); )
                switch (id)
                {
                    case 1:
                        header.Kind = (int)reader.Integer(type, 0, int.MaxValue);
                        break;
                    case 2:
                        header.Uncompressed = reader.Integer(type, 0, int.MaxValue);
                        break;
                    case 3:
                        header.Compressed = reader.Integer(type, 0, int.MaxValue);
                        break;
                    case 5:
                        header.Describe(ref reader, type, described = Data);
                        break;
                    case 7:
                        header.Describe(ref reader, type, described = Dictionary);
                        break;
                    case 8:
                        header.Describe(ref reader, type, described = Data2);
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            if (header.Kind is Data or Dictionary or Data2 && (described != header.Kind || header.Count < 0 || header.Encoding < 0))
                throw new MalformedParquetException(
                    "a page",
                    $"kind {header.Kind} described as {described}",
                    "the same, with a number of values and an encoding"
                );
            return header.Kind >= 0 && header.Uncompressed >= 0 && header.Compressed >= 0
                ? header
                : throw new MalformedParquetException("a page", "no kind or no size", "both");
        }

        /// <summary>The numbers of values and bytes, and encodings, by their places in the structure of each kind.</summary>
        private void Describe(ref ThriftReader reader, int structure, int kind)
        {
            reader.Structure(structure);
            Encoding = -1;
            for (var id = 0; reader.Field(ref id, out var type); )
                switch (kind, id)
                {
                    case (_, 1):
                        Count = (int)reader.Integer(type, 0, int.MaxValue);
                        break;
                    case (Data or Dictionary, 2) or (Data2, 4):
                        Encoding = (int)reader.Integer(type, 0, byte.MaxValue);
                        break;
                    case (Data, 3):
                        DefinitionEncoding = (int)reader.Integer(type, 0, byte.MaxValue);
                        break;
                    case (Data, 4):
                        RepetitionEncoding = (int)reader.Integer(type, 0, byte.MaxValue);
                        break;
                    case (Data2, 5):
                        DefinitionBytes = reader.Integer(type, 0, int.MaxValue);
                        break;
                    case (Data2, 6):
                        RepetitionBytes = reader.Integer(type, 0, int.MaxValue);
                        break;
                    case (Data2, 7):
                        IsCompressed = reader.Truth(type);
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
        }
    }
}
