namespace DeclarativeIL.Data;

/// <content>Encoded images, a byte a number: what is given and given back is the code, pixel / 255.</content>
public sealed partial class Column
{
    private byte[]? _pixels; // in the place of the numbers

    /// <summary>True if the numbers are kept as bytes.</summary>
    internal bool HoldsImages => _pixels is not null;

    /// <summary>From now on numbers are kept as bytes. Before the first row.</summary>
    /// <param name="width">Numbers of an image.</param>
    internal void HoldImages(int width) => (_pixels, PartWidth) = ([], width);

    /// <summary>[n, width] and what there is space for, of a column of images; another array after rows were added.</summary>
    internal byte[] Pixels => InMemory(_pixels!);

    /// <summary>Writes codes that were checked.</summary>
    private void WriteImage(int start, ReadOnlySpan<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            if (!ImageSpace.TryDecode(numbers[i], out _pixels![start + i]))
                throw new ArgumentException($"Column {Name}: found {numbers[i]:R}; expected {ImageSpace.Codes}.");
    }

    private void CopyImage(Column source, int read, int write, int length)
    {
        if (_pixels is not null && source._pixels is not null)
            source._pixels.AsSpan(read, length).CopyTo(_pixels.AsSpan(write));
        else
            for (var i = 0; i < length; i++)
                if (_pixels is not null)
                    WriteImage(write + i, [source.Number(read + i)]);
                else if (_wide is not null)
                    _wide[write + i] = source.Number(read + i);
                else
                    _values[write + i] = (float)source.Number(read + i);
    }

    /// <summary>A number by its place in memory.</summary>
    private double Number(int place) =>
        _pixels is not null ? ImageSpace.EncodedBytes[_pixels[place]]
        : _wide is not null ? _wide[place]
        : _values[place];
}
