namespace DeclarativeIL.Formats.Hdf5;

/// <summary>Where the elements of a data set are.</summary>
/// <param name="Kind">0 in the header, 1 in one piece, 2 in chunks.</param>
/// <param name="Bytes">Those in the header.</param>
/// <param name="Address">Of the piece or of the index of chunks; none where nothing was written.</param>
/// <param name="Size">Bytes of the piece.</param>
/// <param name="Chunk">The shape of a chunk.</param>
/// <param name="Index">How chunks are found: 0 by a B-tree of version 1, else by the number that the format gives to the index.</param>
/// <param name="Stored">Of the only chunk: bytes in the file, and the filters that were left out.</param>
internal sealed record Hdf5Layout(int Kind, byte[] Bytes, long? Address, long Size, long[] Chunk, int Index, (long Size, long Mask)? Stored)
{
    public const int InHeader = 0,
        InOnePiece = 1,
        InChunks = 2;

    public const int Tree = 0,
        Only = 1,
        Implicit = 2,
        FixedArray = 3,
        ExtensibleArray = 4,
        Tree2 = 5;

    private const int MostAxes = 33;

    public static Hdf5Layout Read(Hdf5Reader reader)
    {
        var (version, kind) = (reader.Version(3, 5), reader.Byte());
        switch (kind)
        {
            case InHeader:
                return new(kind, reader.Take(reader.Short()).ToArray(), null, 0, [], 0, null);
            case InOnePiece:
                var address = reader.Address();
                return new(kind, [], address, reader.Size(), [], 0, null);
            case InChunks when version == 3:
                var axes = Axes(reader.Byte(), reader);
                var index = reader.Address();
                return new(kind, [], index, 0, Sizes(ref reader, axes, 4), Tree, null);
            case InChunks:
                return Newer(ref reader);
            default:
                throw reader.Wrong($"a layout of kind {kind}", "in the header, in one piece or in chunks");
        }
    }

    private static Hdf5Layout Newer(ref Hdf5Reader reader)
    {
        var flags = reader.Byte();
        var axes = Axes(reader.Byte(), reader);
        var width = reader.Byte();
        if (width is 0 or > 8)
            throw reader.Wrong($"sizes of {width} bytes", "1 to 8");
        var chunk = Sizes(ref reader, axes, width);
        var index = reader.Byte();
        (long, long)? stored = index == Only && (flags & 2) != 0 ? (reader.Size(), reader.Word()) : null;
        reader.Skip(
            index switch
            {
                Only or Implicit => 0,
                FixedArray => 1,
                ExtensibleArray => 5,
                Tree2 => 6,
                _ => throw reader.Wrong($"an index of kind {index}", "1 to 5"),
            }
        );
        return new(InChunks, [], reader.Address(), 0, chunk, index, stored);
    }

    private static int Axes(int found, Hdf5Reader reader) =>
        found is > 1 and <= MostAxes ? found : throw reader.Wrong($"chunks of {found - 1} axes", $"1 to {MostAxes - 1}");

    /// <summary>The sizes of a chunk; the last one, bytes of an element, is left out.</summary>
    private static long[] Sizes(ref Hdf5Reader reader, int axes, int width)
    {
        var sizes = new long[axes - 1];
        for (var i = 0; i < axes; i++)
            if (reader.Number(width) is var size && i < sizes.Length)
                sizes[i] = size > 0 ? size : throw reader.Wrong("a chunk of size 0", "1 or more");
        return sizes;
    }
}
