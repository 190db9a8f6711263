namespace DeclarativeIL.Backends.Cpu;

/// <summary>The rows of a data set that a batch holds; shared by its columns.</summary>
internal sealed class CpuRows
{
    private int[] _numbers = [];
    private int _length;
    private int _ordered; // how many of the numbers are their own places

    /// <summary>Rows for each member.</summary>
    public int Count { get; private set; }

    /// <summary>Counts batches, so that what was derived from one is not taken for the next one's.</summary>
    public long Batch { get; private set; }

    /// <summary>Row numbers, those of all members one after the other.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _length);

    public int this[int row] => _numbers[row];

    /// <summary>Room for the numbers of the next batch.</summary>
    public Span<int> Next(int members, int count)
    {
        (_length, Count, _ordered) = (members * count, count, 0);
        if (_numbers.Length < _length)
            _numbers = new int[_length];
        Batch++;
        return _numbers.AsSpan(0, _length);
    }

    /// <summary>The rows of the next batch are numbered as they stand.</summary>
    public void InOrder(int members, int count)
    {
        var ordered = _ordered;
        var numbers = Next(members, count);
        if (ordered < numbers.Length)
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = i;
        _ordered = Math.Max(ordered, numbers.Length);
    }
}
