namespace DeclarativeIL.Formats.Columns;

/// <summary>Sizes of elements, and the .NET types that hold them.</summary>
internal static class Elements
{
    /// <summary>Bytes of a number; 0 of texts and bytes.</summary>
    public static int Size(ElementType type) =>
        type switch
        {
            ElementType.Boolean or ElementType.Int8 or ElementType.UInt8 => 1,
            ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 => 2,
            ElementType.Int32 or ElementType.UInt32 or ElementType.Float32 => 4,
            ElementType.Int64 or ElementType.UInt64 or ElementType.Float64 => 8,
            _ => 0,
        };

    /// <summary>Whether elements are numbers or truths.</summary>
    public static bool IsNumber(ElementType type) => Size(type) > 0;

    /// <summary>The element type that a .NET type is; none of others.</summary>
    public static ElementType? Of(Type type) =>
        type == typeof(bool) ? ElementType.Boolean
        : type == typeof(sbyte) ? ElementType.Int8
        : type == typeof(short) ? ElementType.Int16
        : type == typeof(int) ? ElementType.Int32
        : type == typeof(long) ? ElementType.Int64
        : type == typeof(byte) ? ElementType.UInt8
        : type == typeof(ushort) ? ElementType.UInt16
        : type == typeof(uint) ? ElementType.UInt32
        : type == typeof(ulong) ? ElementType.UInt64
        : type == typeof(Half) ? ElementType.Float16
        : type == typeof(float) ? ElementType.Float32
        : type == typeof(double) ? ElementType.Float64
        : null;

    /// <summary>A whole number of so many bytes.</summary>
    public static ElementType? Whole(int bytes, bool signed) =>
        (bytes, signed) switch
        {
            (1, true) => ElementType.Int8,
            (2, true) => ElementType.Int16,
            (4, true) => ElementType.Int32,
            (8, true) => ElementType.Int64,
            (1, false) => ElementType.UInt8,
            (2, false) => ElementType.UInt16,
            (4, false) => ElementType.UInt32,
            (8, false) => ElementType.UInt64,
            _ => null,
        };

    /// <summary>The number that lies in so many little-endian bytes.</summary>
    public static double Read(ElementType type, ReadOnlySpan<byte> bytes) =>
        type switch
        {
            ElementType.Boolean => bytes[0] != 0 ? 1 : 0,
            ElementType.Int8 => (sbyte)bytes[0],
            ElementType.Int16 => BitConverter.ToInt16(bytes),
            ElementType.Int32 => BitConverter.ToInt32(bytes),
            ElementType.Int64 => BitConverter.ToInt64(bytes),
            ElementType.UInt8 => bytes[0],
            ElementType.UInt16 => BitConverter.ToUInt16(bytes),
            ElementType.UInt32 => BitConverter.ToUInt32(bytes),
            ElementType.UInt64 => BitConverter.ToUInt64(bytes),
            ElementType.Float16 => (double)BitConverter.ToHalf(bytes),
            ElementType.Float32 => BitConverter.ToSingle(bytes),
            ElementType.Float64 => BitConverter.ToDouble(bytes),
            _ => throw new InvalidOperationException($"{type} is no number."),
        };

    /// <summary>Turns big-endian numbers into little-endian ones, in place.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        for (var at = 0; at + size <= bytes.Length && size > 1; at += size)
            bytes.Slice(at, size).Reverse();
    }
}
