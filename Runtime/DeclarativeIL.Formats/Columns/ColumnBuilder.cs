using System.Runtime.InteropServices;

namespace DeclarativeIL.Formats.Columns;

/// <summary>Takes elements one after the other.</summary>
/// <typeparam name="T">A number, a text or bytes.</typeparam>
internal sealed class ColumnBuilder<T>
{
    private readonly List<T> _elements = [];

    public int Count => _elements.Count;

    public void Add(T element) => _elements.Add(element);

    /// <summary>The column of all that were taken; numbers become those of <paramref name="type"/>.</summary>
    public EpisodeColumn Build(ColumnType type)
    {
        if (_elements is List<string> texts)
            return EpisodeColumn.OfTexts(texts);
        if (_elements is List<byte[]> bytes)
            return EpisodeColumn.OfBytes(bytes.Select(static one => (ReadOnlyMemory<byte>)one));
        return _elements switch
        {
            List<bool> truths => Numbers(CollectionsMarshal.AsSpan(truths), type),
            List<int> numbers => Numbers(CollectionsMarshal.AsSpan(numbers), type),
            List<long> numbers => Numbers(CollectionsMarshal.AsSpan(numbers), type),
            List<float> numbers => Numbers(CollectionsMarshal.AsSpan(numbers), type),
            List<double> numbers => Numbers(CollectionsMarshal.AsSpan(numbers), type),
            _ => throw new InvalidOperationException($"{typeof(T).Name} is no element."),
        };
    }

    /// <summary>The lowest bytes of each: a file may keep 8 bits in 32.</summary>
    private static EpisodeColumn Numbers<TNumber>(ReadOnlySpan<TNumber> numbers, ColumnType type)
        where TNumber : unmanaged
    {
        var wide = MemoryMarshal.AsBytes(numbers);
        var size = Elements.Size(type);
        var width = numbers.IsEmpty ? size : wide.Length / numbers.Length;
        var bytes = new byte[numbers.Length * size];
        for (var i = 0; i < numbers.Length; i++)
            wide.Slice(i * width, size).CopyTo(bytes.AsSpan(i * size));
        return EpisodeColumn.OfNumbers(type, numbers.Length, [], bytes);
    }
}
