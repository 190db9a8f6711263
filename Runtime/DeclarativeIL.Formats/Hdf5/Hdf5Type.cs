using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>A type of elements that columns can have.</summary>
/// <param name="Element">What they become.</param>
/// <param name="Size">Bytes of one in the file.</param>
/// <param name="IsBig">Whether the highest byte comes first.</param>
/// <param name="IsReference">Whether they are texts that lie in a heap.</param>
/// <param name="Padding">Of texts of one length: 0 ends with a zero, 1 is filled with zeros, 2 with spaces.</param>
internal sealed record Hdf5Type(ColumnType Element, int Size, bool IsBig, bool IsReference, int Padding)
{
    private const int Whole = 0,
        Float = 1,
        Text = 3,
        Enumeration = 8,
        Variable = 9;

    private static readonly string[] Classes =
    [
        "whole numbers",
        "numbers",
        "times",
        "texts",
        "bits",
        "opaque bytes",
        "compounds",
        "references",
        "an enumeration",
        "lists of any length",
        "arrays",
    ];

    /// <summary>Reads a type; what columns cannot have is refused.</summary>
    public static Hdf5Type Read(ref Hdf5Reader reader)
    {
        var first = reader.Byte();
        var (kind, version, bits, size) = (first & 15, first >> 4, reader.Number(3), reader.Word());
        if (version is < 1 or > 5 || size is 0 or > int.MaxValue)
            throw reader.Wrong($"a type of version {version}, {size} bytes", "version 1 to 5, a byte or more");
        switch (kind)
        {
            case Whole:
                var (offset, precision) = (reader.Short(), reader.Short());
                if (offset == 0 && precision == 8 * size && Elements.Whole((int)size, (bits & 8) != 0) is { } whole)
                    return new(whole, (int)size, (bits & 1) != 0, false, 0);
                throw reader.Wrong($"whole numbers of {precision} bits in {size} bytes", "8, 16, 32 or 64 bits");
            case Float:
                return ReadFloat(ref reader, bits, size);
            case Text:
                return new(ColumnType.Text, (int)size, false, false, (int)(bits & 15));
            case Enumeration:
                return ReadEnumeration(ref reader, (int)(bits & 0xFFFF), version);
            case Variable when (bits & 15) == 1:
                return new(ColumnType.Text, (int)size, false, true, 0);
            default:
                throw reader.Wrong(kind < Classes.Length ? Classes[kind] : $"a type of class {kind}", "numbers, truths or texts");
        }
    }

    private static Hdf5Type ReadFloat(ref Hdf5Reader reader, long bits, long size)
    {
        var (offset, precision) = (reader.Short(), reader.Short());
        reader.Skip(1);
        var exponent = reader.Byte();
        reader.Skip(2);
        ColumnType? element = (size, exponent) switch
        {
            (2, 5) => ColumnType.Float16,
            (4, 8) => ColumnType.Float32,
            (8, 11) => ColumnType.Float64,
            _ => null,
        };
        return element is { } known && offset == 0 && precision == 8 * size && (bits & 64) == 0
            ? new(known, (int)size, (bits & 1) != 0, false, 0)
            : throw reader.Wrong(
                $"numbers of {precision} bits in {size} bytes, {exponent} of them of the exponent",
                "IEEE 754 of 16, 32 or 64"
            );
    }

    /// <summary>Truths, as Python writes them; any other enumeration is its numbers.</summary>
    private static Hdf5Type ReadEnumeration(ref Hdf5Reader reader, int count, int version)
    {
        var below = Read(ref reader);
        if (!Elements.IsNumber(below.Element))
            throw reader.Wrong($"an enumeration of {below.Element}", "one of whole numbers");
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var from = reader.At;
            var name = reader.Name();
            if (version < 3)
                reader.Skip(Math.Min(reader.Left, (8 - ((reader.At - from) % 8)) % 8));
            if (names.Count < 3)
                names.Add(name);
        }
        return below.Size == 1 && names is ["FALSE", "TRUE"] && count == 2 ? below with { Element = ColumnType.Boolean } : below;
    }
}

/// <summary>The shape of what an object holds.</summary>
/// <param name="Sizes">Along each axis; empty where it is one element.</param>
/// <param name="IsNull">Whether there is nothing at all.</param>
internal sealed record Hdf5Space(long[] Sizes, bool IsNull)
{
    private const int MostAxes = 32;

    /// <summary>Number of elements; the largest number there is where it is more.</summary>
    public long Count
    {
        get
        {
            var count = IsNull ? 0 : 1L;
            foreach (var size in Sizes)
                if (size == 0)
                    return 0;
            foreach (var size in Sizes)
                count = count > long.MaxValue / size ? long.MaxValue : count * size;
            return count;
        }
    }

    public static Hdf5Space Read(ref Hdf5Reader reader)
    {
        var version = reader.Version(1, 2);
        var axes = reader.Byte();
        reader.Skip(1);
        var kind = reader.Byte();
        if (axes > MostAxes)
            throw reader.Wrong($"{axes} axes", $"at most {MostAxes}");
        if (version == 1)
            reader.Skip(4);
        var sizes = new long[axes];
        for (var i = 0; i < axes; i++)
            sizes[i] = reader.Size();
        return new(sizes, version == 2 && kind == 2);
    }
}
