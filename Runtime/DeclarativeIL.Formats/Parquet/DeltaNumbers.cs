namespace DeclarativeIL.Formats.Parquet;

/// <summary>Whole numbers as differences from one to the next, in blocks of few bits each (DELTA_BINARY_PACKED).</summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/Encodings.md.</remarks>
internal sealed class DeltaNumbers
{
    private const int LargestBlock = 1 << 20;

    private readonly byte[] _bytes;
    private readonly string _position;
    private readonly int _end,
        _pieces,
        _perPiece;
    private readonly byte[] _widths;
    private int _at,
        _piece,
        _inPiece;
    private long _value,
        _least,
        _bit;
    private bool _isFirst = true;

    public DeltaNumbers(byte[] bytes, int start, int end, string position)
    {
        (_bytes, _at, _end, _position) = (bytes, start, end, position);
        var (block, pieces, count) = (Varint(), Varint(), Varint());
        if (
            block is 0 or > LargestBlock
            || block % 128 != 0
            || pieces is 0 or > LargestBlock
            || block % pieces != 0
            || block / pieces % 8 != 0
            || count > int.MaxValue
        )
            throw Wrong(
                $"blocks of {block} numbers in {pieces} pieces, {count} in all",
                "blocks of 128 or a multiple, pieces of 8 or a multiple"
            );
        (_pieces, _perPiece, Count) = ((int)pieces, (int)(block / pieces), (int)count);
        if (_pieces > end - _at + 1 && count > 1)
            throw Wrong($"{pieces} pieces", "no more than bytes");
        _widths = new byte[count > 1 ? _pieces : 0];
        (_value, _piece, _inPiece) = (ZigZag(), _pieces, _perPiece);
    }

    /// <summary>The number of values.</summary>
    public int Count { get; }

    /// <summary>The position of the first byte after the last number, once all were read.</summary>
    public int End => Count <= 1 ? _at : (int)Math.Min(_end, PieceEnd);

    private long PieceEnd => _piece >= _pieces ? _at : _at + (long)_widths[_piece] * _perPiece / 8;

    /// <summary>The next number; not more often than <see cref="Count"/> times.</summary>
    public long Next()
    {
        if (_isFirst)
        {
            _isFirst = false;
            return _value;
        }
        if (_inPiece == _perPiece)
            BeginPiece();
        _inPiece++;
        return _value = unchecked(_value + _least + Unpack(_widths[_piece]));
    }

    private void BeginPiece()
    {
        if (_piece < _pieces)
            _at = (int)Math.Min(_end, PieceEnd);
        if (++_piece >= _pieces)
        {
            _least = ZigZag();
            if (_pieces > _end - _at)
                throw Wrong("an end", "the widths of a block");
            Array.Copy(_bytes, _at, _widths, 0, _pieces);
            (_at, _piece) = (_at + _pieces, 0);
        }
        if (_widths[_piece] > 64)
            throw Wrong($"numbers of {_widths[_piece]} bits", "at most 64");
        (_inPiece, _bit) = (0, 8L * _at);
    }

    private long Unpack(int width)
    {
        if (_bit + width > 8L * _end)
            throw Wrong("an end", "more numbers");
        var number = 0UL;
        for (var got = 0; got < width; )
        {
            var from = (int)(_bit & 7);
            var take = Math.Min(8 - from, width - got);
            number |= ((ulong)(_bytes[_bit >> 3] >> from) & ((1UL << take) - 1)) << got;
            (got, _bit) = (got + take, _bit + take);
        }
        return (long)number;
    }

    private long ZigZag()
    {
        var number = Varint();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && _at < _end; shift += 7)
        {
            var part = _bytes[_at++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return value;
        }
        throw Wrong("an end", "a number of at most 64 bits");
    }

    private MalformedParquetException Wrong(string found, string expected) => new(_position, found, expected);
}
