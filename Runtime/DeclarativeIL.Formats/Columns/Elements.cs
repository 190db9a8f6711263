namespace DeclarativeIL.Formats.Columns;

/// <summary>Sizes of elements, and the .NET types that hold them.</summary>
internal static class Elements
{
    /// <summary>Bytes of a number; 0 of texts and bytes.</summary>
    public static int Size(ColumnType type) =>
        type switch
        {
            ColumnType.Boolean or ColumnType.Int8 or ColumnType.UInt8 => 1,
            ColumnType.Int16 or ColumnType.UInt16 or ColumnType.Float16 => 2,
            ColumnType.Int32 or ColumnType.UInt32 or ColumnType.Float32 => 4,
            ColumnType.Int64 or ColumnType.UInt64 or ColumnType.Float64 => 8,
            _ => 0,
        };

    /// <summary>Whether elements are numbers or truths.</summary>
    public static bool IsNumber(ColumnType type) => Size(type) > 0;

    /// <summary>The element type that a .NET type is; none of others.</summary>
    public static ColumnType? Of(Type type) =>
        type == typeof(bool) ? ColumnType.Boolean
        : type == typeof(sbyte) ? ColumnType.Int8
        : type == typeof(short) ? ColumnType.Int16
        : type == typeof(int) ? ColumnType.Int32
        : type == typeof(long) ? ColumnType.Int64
        : type == typeof(byte) ? ColumnType.UInt8
        : type == typeof(ushort) ? ColumnType.UInt16
        : type == typeof(uint) ? ColumnType.UInt32
        : type == typeof(ulong) ? ColumnType.UInt64
        : type == typeof(Half) ? ColumnType.Float16
        : type == typeof(float) ? ColumnType.Float32
        : type == typeof(double) ? ColumnType.Float64
        : null;

    /// <summary>A whole number of so many bytes.</summary>
    public static ColumnType? Whole(int bytes, bool signed) =>
        (bytes, signed) switch
        {
            (1, true) => ColumnType.Int8,
            (2, true) => ColumnType.Int16,
            (4, true) => ColumnType.Int32,
            (8, true) => ColumnType.Int64,
            (1, false) => ColumnType.UInt8,
            (2, false) => ColumnType.UInt16,
            (4, false) => ColumnType.UInt32,
            (8, false) => ColumnType.UInt64,
            _ => null,
        };

    /// <summary>The number that lies in so many little-endian bytes.</summary>
    public static double Read(ColumnType type, ReadOnlySpan<byte> bytes) =>
        type switch
        {
            ColumnType.Boolean => bytes[0] != 0 ? 1 : 0,
            ColumnType.Int8 => (sbyte)bytes[0],
            ColumnType.Int16 => BitConverter.ToInt16(bytes),
            ColumnType.Int32 => BitConverter.ToInt32(bytes),
            ColumnType.Int64 => BitConverter.ToInt64(bytes),
            ColumnType.UInt8 => bytes[0],
            ColumnType.UInt16 => BitConverter.ToUInt16(bytes),
            ColumnType.UInt32 => BitConverter.ToUInt32(bytes),
            ColumnType.UInt64 => BitConverter.ToUInt64(bytes),
            ColumnType.Float16 => (double)BitConverter.ToHalf(bytes),
            ColumnType.Float32 => BitConverter.ToSingle(bytes),
            ColumnType.Float64 => BitConverter.ToDouble(bytes),
            _ => throw new InvalidOperationException($"{type} is no number."),
        };

    /// <summary>Turns big-endian numbers into little-endian ones, in place.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        for (var at = 0; at + size <= bytes.Length && size > 1; at += size)
            bytes.Slice(at, size).Reverse();
    }
}
