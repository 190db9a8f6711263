using System.Buffers.Binary;
using System.Text;
using DeclarativeIL.Formats;
using DeclarativeIL.LanguageModels.Preferences;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Parquet files that were made to do harm, written byte by byte.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileParquetTests : IDisposable
{
    private const int Struct = 12,
        Plain = 0,
        Dictionary = 8,
        RunLength = 3,
        Snappy = 1,
        Zstandard = 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    private string Rows => Path.Combine(_folder, "rows.parquet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Its checksum is right, and its footer has an end in the middle of a number: Parquet.Net reads on for ever.</summary>
    [Fact]
    public void A_footer_without_an_end_is_refused()
    {
        var file = GoldenFile.PathOf("hostile/endless-footer.parquet");
        var error = Assert.Throws<TrajectoryFileException>(() => TrajectoryFile.Load(file));
        Assert.Equal(file, error.File);
        Assert.Contains("footer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_without_harm_is_read()
    {
        Write(Column("prompt", "p"), Column("chosen", "c"), Column("rejected", "r"));
        Assert.Equal([new PreferenceText("p", "c", "r")], PreferenceFile.Read(Rows));
    }

    [Theory]
    [InlineData(1L << 20)]
    [InlineData(int.MaxValue)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void More_rows_than_there_are_bytes_for_are_refused_for_little_memory(long rows)
    {
        // a run of places in a dictionary of one text: five bytes say a billion rows
        var run = Varint((ulong)Math.Min(rows, int.MaxValue) << 1);
        var page = new Page(Dictionary, (int)Math.Min(rows, int.MaxValue), [1, .. run, 0], Before: [1, 0, 0, 0, (byte)'p']);
        Write(
            rows,
            [
                Column("prompt", page),
                Column("chosen", page with { Before = [1, 0, 0, 0, (byte)'c'] }),
                Column("rejected", page with { Before = [1, 0, 0, 0, (byte)'r'] }),
            ]
        );
        RefusedForLittle();
    }

    [Fact]
    public void A_page_that_says_that_it_is_large_is_refused_for_little_memory()
    {
        foreach (var size in (int[])[1 << 25, 1 << 28, int.MaxValue])
        foreach (var codec in (int[])[0, Snappy, 2, 4, 5, Zstandard, 7])
        {
            var page = new Page(Plain, 1, [1, 0, 0, 0, (byte)'p'], Uncompressed: size, Codec: codec);
            Write(Column("prompt", page), Column("chosen", "c"), Column("rejected", "r"));
            RefusedForLittle();
        }
    }

    /// <summary>A gigabyte of one letter in a megabyte or less: the sizes are right.</summary>
    [Fact]
    public void A_page_that_becomes_large_is_refused_for_little_memory()
    {
        var text = new byte[(1 << 28) + 4];
        BinaryPrimitives.WriteInt32LittleEndian(text, 1 << 28);
        text.AsSpan(4).Fill((byte)'a');
        using var compressor = new ZstdSharp.Compressor(1);
        var page = new Page(Plain, 1, compressor.Wrap(text).ToArray(), Uncompressed: text.Length, Codec: Zstandard);
        Write(Column("prompt", page), Column("chosen", "c"), Column("rejected", "r"));
        Assert.Contains("a higher limit can be asked for", RefusedForLittle().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_and_levels_and_places_that_are_not_there_are_refused()
    {
        foreach (
            var page in (Page[])
                [
                    new(Plain, 1, []),
                    new(Plain, 1, [255, 255, 255, 127]),
                    new(Plain, 1, [255, 255, 255, 255, 0]),
                    new(Plain, 1, [2, 0, 0, 0, (byte)'p']),
                    new(Plain, 1, [2, 0, 0, 0, 0xC3, 0x28]),
                    new(Plain, 1, [3, 0, 0, 0, 0xED, 0xA0, 0x80]),
                    new(Plain, 2, [1, 0, 0, 0, 97, 1, 0, 0, 0, 97]),
                    new(Plain, int.MaxValue, []),
                    new(Plain, 0, []),
                    new(Dictionary, 1, [1, 2, 0]),
                    new(Dictionary, 1, [1, 2, 1], Before: [1, 0, 0, 0, 97]),
                    new(Dictionary, 1, [33, 2, 0, 0, 0, 0, 0], Before: [1, 0, 0, 0, 97]),
                    new(Dictionary, 1, [], Before: [1, 0, 0, 0, 97]),
                    new(Dictionary, 1, [1], Before: [1, 0, 0, 0, 97]),
                    new(Dictionary, 1, [1, 255, 255, 255, 255, 255, 255], Before: [1, 0, 0, 0, 97]),
                    new(Dictionary, 1, [1, 2, 0], Before: [1, 0, 0, 0, 97], InDictionary: int.MaxValue),
                    new(Dictionary, 1, [1, 2, 0], Before: [], InDictionary: 1),
                    new(5, 1, [1, 0, 0, 0, 97]),
                    new(6, 1, [128, 1, 4, 1, 255, 255, 255, 255, 15]),
                    new(6, 1, [128, 1, 4, 2]),
                    new(6, 1, [255, 255, 255, 255, 255, 255, 255, 255, 127, 1, 1, 0]),
                    new(7, 1, [128, 1, 4, 1, 2, 128, 1, 4, 1, 0]),
                    new(7, 1, [128, 1, 0, 1, 0]),
                    new(99, 1, [1, 0, 0, 0, 97]),
                ]
        )
        {
            Write(Column("prompt", page), Column("chosen", "c"), Column("rejected", "r"));
            RefusedForLittle();
        }
    }

    [Fact]
    public void Texts_as_differences_are_read()
    {
        // one block of 128 in four pieces: lengths 2 and 1 (zigzag), or beginnings 0 and 1 before lengths 2 and 1
        byte[] lengths = [128, 1, 4, 2, 4, 1, 0, 0, 0, 0],
            beginnings = [128, 1, 4, 2, 0, 2, 0, 0, 0, 0];
        Write(
            2,
            [
                Column("prompt", new Page(6, 2, [.. lengths, .. "abc"u8])),
                Column("chosen", new Page(7, 2, [.. beginnings, .. lengths, .. "xyz"u8])),
                Column("rejected", new Page(Plain, 2, [1, 0, 0, 0, 97, 1, 0, 0, 0, 98])),
            ]
        );
        Assert.Equal([new PreferenceText("ab", "xy", "a"), new PreferenceText("c", "xz", "b")], PreferenceFile.Read(Rows));
    }

    /// <summary>Every offset and count in the footer, one after the other, as what no file has.</summary>
    [Fact]
    public void Places_outside_of_the_file_are_refused()
    {
        foreach (var start in (long[])[-1, 0, 1L << 20, 1L << 40, long.MaxValue, long.MinValue])
        {
            Write(1, [Column("prompt", "p") with { Start = start }, Column("chosen", "c"), Column("rejected", "r")]);
            RefusedForLittle();
        }
        foreach (var count in (long[])[-1, 0, 2, 1L << 31, long.MaxValue])
        {
            Write(1, [Column("prompt", "p") with { Count = count }, Column("chosen", "c"), Column("rejected", "r")]);
            RefusedForLittle();
        }
        foreach (var rows in (long[])[-1, 0, 2, 1L << 40, long.MinValue])
        {
            Write(rows, [Column("prompt", "p"), Column("chosen", "c"), Column("rejected", "r")]);
            if (rows == 0)
                Assert.Contains("more rows", RefusedForLittle().Message, StringComparison.Ordinal);
            else
                RefusedForLittle();
        }
        Write(Column("prompt", "p"), Column("prompt", "c"), Column("rejected", "r"));
        RefusedForLittle();
    }

    [Fact]
    public void Footers_that_nest_or_count_without_end_are_refused()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x1C, 100_000)],
            lists = [0x19, .. Enumerable.Repeat((byte)0x19, 100_000)];
        byte[] many = [0x29, 0xFC, .. Varint(int.MaxValue)],
            maps = [0x1B, .. Varint(1UL << 62), 0xCC];
        foreach (
            var footer in (byte[][])
                [deep, lists, many, maps, [0x15], [0x15, .. Enumerable.Repeat((byte)0xFF, 20)], [0x18, .. Varint(ulong.MaxValue)], []]
        )
        {
            File.WriteAllBytes(Rows, [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8]);
            RefusedForLittle();
        }
    }

    /// <summary>A schema whose groups say that they have a billion parts, or that are in each other.</summary>
    [Fact]
    public void Schemas_that_no_file_has_are_refused()
    {
        foreach (var parts in (int[])[int.MaxValue, 5, -1])
            Schema([Element("root", parts), Element("prompt", null)]);
        Schema([.. Enumerable.Range(0, 5000).Select(_ => Element("root", 1))]);
        Schema([]);

        void Schema(byte[][] elements)
        {
            byte[] footer =
            [
                0x15,
                2,
                0x19,
                0xFC,
                .. Varint((ulong)elements.Length),
                .. elements.SelectMany(static element => element),
                0x16,
                0,
                0x19,
                0x0C,
                0,
            ];
            File.WriteAllBytes(Rows, [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8]);
            RefusedForLittle();
        }
    }

    private PreferenceFileException RefusedForLittle()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PreferenceFileException>(() => PreferenceFile.Read(Rows).Count());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64L << 20) + (16 * new FileInfo(Rows).Length));
        Assert.Equal(Rows, error.File);
        return error;
    }

    private static HostileColumn Column(string name, string text) =>
        Column(name, new Page(Plain, 1, [(byte)text.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)]));

    private static HostileColumn Column(string name, Page page) => new(name, page, page.Count, null);

    private void Write(params HostileColumn[] columns) => Write(1, columns);

    private void Write(long rows, HostileColumn[] columns)
    {
        List<byte> bytes = [.. "PAR1"u8],
            chunks = [];
        foreach (var column in columns)
        {
            var start = column.Start ?? bytes.Count;
            bytes.AddRange(column.Page.Bytes());
            chunks.AddRange([
                0x26,
                .. ZigZag(start),
                0x1C,
                0x15,
                .. ZigZag(6),
                0x19,
                0x05,
                0x19,
                0x18,
                .. Binary(column.Name),
                0x15,
                .. ZigZag(column.Page.Codec),
                0x16,
                .. ZigZag(column.Count),
                0x16,
                .. ZigZag(100),
                0x16,
                .. ZigZag(100),
                0x26,
                .. ZigZag(start),
                0,
                0,
            ]);
        }
        byte[] schema =
        [
            0x19,
            (byte)((columns.Length + 1) << 4 | Struct),
            .. Element("root", columns.Length),
            .. columns.SelectMany(static column => Element(column.Name, null)),
        ];
        byte[] group = [0x19, (byte)(columns.Length << 4 | Struct), .. chunks, 0x16, .. ZigZag(100), 0x16, .. ZigZag(rows), 0];
        byte[] footer = [0x15, .. ZigZag(1), .. schema, 0x16, .. ZigZag(rows), 0x19, 0x1C, .. group, 0];
        File.WriteAllBytes(Rows, [.. bytes, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8]);
    }

    /// <summary>A group of parts, or a column of texts that are always there.</summary>
    private static byte[] Element(string name, int? parts) =>
        parts is { } count
            ? [0x48, .. Binary(name), 0x15, .. ZigZag(count), 0]
            : [0x15, .. ZigZag(6), 0x25, .. ZigZag(0), 0x18, .. Binary(name), 0x25, .. ZigZag(0), 0];

    private static byte[] Binary(string text) => [.. Varint((ulong)text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] ZigZag(long number) => Varint(unchecked((ulong)((number << 1) ^ (number >> 63))));

    private static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number > 127; number >>= 7)
            bytes.Add((byte)(number | 128));
        return [.. bytes, (byte)number];
    }

    private sealed record HostileColumn(string Name, Page Page, long Count, long? Start);

    /// <summary>A data page, behind its dictionary where it has one.</summary>
    private sealed record Page(
        int Encoding,
        int Count,
        byte[] Data,
        byte[]? Before = null,
        int? Uncompressed = null,
        int Codec = 0,
        int? InDictionary = null
    )
    {
        public byte[] Bytes()
        {
            byte[] header =
            [
                .. Sizes(0, Uncompressed ?? Data.Length, Data.Length),
                0x2C,
                0x15,
                .. ZigZag(Count),
                0x15,
                .. ZigZag(Encoding),
                0x15,
                .. ZigZag(RunLength),
                0x15,
                .. ZigZag(RunLength),
                0,
                0,
            ];
            byte[] dictionary = Before is null
                ? []
                :
                [
                    .. Sizes(2, Before.Length, Before.Length),
                    0x4C,
                    0x15,
                    .. ZigZag(InDictionary ?? 1),
                    0x15,
                    .. ZigZag(Plain),
                    0,
                    0,
                    .. Before,
                ];
            return [.. dictionary, .. header, .. Data];
        }

        private static byte[] Sizes(int kind, int uncompressed, int compressed) =>
            [0x15, .. ZigZag(kind), 0x15, .. ZigZag(uncompressed), 0x15, .. ZigZag(compressed)];
    }
}
