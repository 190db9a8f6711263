namespace DeclarativeIL.Formats.Parquet;

/// <summary>
/// Whole numbers of few bits as Parquet keeps levels and places in a dictionary: runs of one number, or bits one after the other.
/// </summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".</remarks>
/// <param name="bytes">Where they are.</param>
/// <param name="start">From here,</param>
/// <param name="end">to here.</param>
/// <param name="width">Bits of each, up to 32.</param>
/// <param name="position">Where that is, for messages.</param>
internal sealed class RunLengths(byte[] bytes, int start, int end, int width, string position)
{
    private int _at = start,
        _value;
    private long _repeats,
        _packed,
        _bit;

    /// <summary>The next number.</summary>
    public int Next()
    {
        if (width == 0)
            return 0;
        while (_repeats == 0 && _packed == 0)
            Begin();
        if (_repeats > 0)
        {
            _repeats--;
            return _value;
        }
        _packed--;
        return Unpack();
    }

    private void Begin()
    {
        var header = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (_at >= end || shift > 28)
                throw new MalformedParquetException(position, _at >= end ? "an end" : "a run of more than 2^32", "more numbers");
            var part = bytes[_at++];
            header |= (ulong)(part & 127) << shift;
            if (part < 128)
                break;
        }
        if ((header & 1) == 0)
        {
            _repeats = (long)(header >> 1);
            var size = (width + 7) / 8;
            if (size > end - _at)
                throw new MalformedParquetException(position, "an end", "the number of a run");
            _value = 0;
            for (var i = 0; i < size; i++)
                _value |= bytes[_at++] << (8 * i);
            return;
        }
        (_packed, _bit) = ((long)(header >> 1) * 8, 8L * _at);
        _at = (int)Math.Min(end, _at + (long)(header >> 1) * width); // the last group may be cut off behind its last number
    }

    private int Unpack()
    {
        if (_bit + width > 8L * end)
            throw new MalformedParquetException(position, "an end", "more numbers");
        var number = 0UL;
        for (var got = 0; got < width; )
        {
            var (from, left) = ((int)(_bit & 7), width - got);
            var take = Math.Min(8 - from, left);
            number |= ((ulong)(bytes[_bit >> 3] >> from) & ((1UL << take) - 1)) << got;
            (got, _bit) = (got + take, _bit + take);
        }
        return (int)(uint)number;
    }
}
