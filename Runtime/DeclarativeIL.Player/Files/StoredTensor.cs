using System.Buffers.Binary;

namespace DeclarativeIL.Player.Files;

/// <summary>A tensor as it lies in a file.</summary>
internal sealed class StoredTensor
{
    private readonly ReadOnlyMemory<byte> _data;

    /// <param name="name">Its name.</param>
    /// <param name="type">The format's name for its numbers.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="data">Its numbers, little-endian, as many as the shape says.</param>
    public StoredTensor(string name, string type, long[] shape, ReadOnlyMemory<byte> data) =>
        (Name, Type, Shape, _data) = (name, type, shape, data);

    public string Name { get; }

    public string Type { get; }

    public long[] Shape { get; }

    public ReadOnlySpan<byte> Bytes => _data.Span;

    /// <summary>Number <paramref name="index"/> of a tensor in F32 or F64.</summary>
    public double this[long index] =>
        Type == "F64"
            ? BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Bytes[(int)(index * 8)..]))
            : BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32LittleEndian(Bytes[(int)(index * 4)..]));

    /// <summary>Type and shape, as read by people.</summary>
    public static string Describe(string type, long[] shape) => $"{type} [{string.Join(", ", shape)}]";
}
