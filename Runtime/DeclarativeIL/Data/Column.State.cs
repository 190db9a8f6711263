namespace DeclarativeIL.Data;

/// <content>Rows in the state of a run: every number as it lies in memory.</content>
public sealed partial class Column
{
    private string Kind =>
        _pixels is not null ? "bytes"
        : _wide is not null ? "float64"
        : "float32";

    /// <summary>Bytes of a number.</summary>
    private int Size =>
        _pixels is not null ? sizeof(byte)
        : _wide is not null ? sizeof(double)
        : sizeof(float);

    /// <summary>Writes the rows from one on.</summary>
    internal void Save(BinaryWriter state, int first)
    {
        var (start, end) = (NumbersOf(first), Numbers);
        state.Write(Parts);
        state.Write(PartWidth);
        state.Write(Kind);
        if (_ends is not null)
            state.WriteNumbers<int>(_ends.AsSpan(first * Parts, (Count - first) * Parts));
        if (_pixels is not null)
            state.WriteNumbers<byte>(_pixels.AsSpan(start, end - start));
        else if (_wide is not null)
            state.WriteNumbers<double>(_wide.AsSpan(start, end - start));
        else
            state.WriteNumbers<float>(_values.AsSpan(start, end - start));
    }

    /// <summary>Reads rows behind those that are there; they count once <see cref="Count"/> says so.</summary>
    /// <exception cref="InvalidDataException">They do not fit.</exception>
    internal void Restore(BinaryReader state, int rows)
    {
        var (parts, width, kind) = (state.ReadInt32(), state.ReadInt32(), state.ReadString());
        var fits = (Parts == 0 || parts == Parts) && (PartWidth == 0 || width == PartWidth || (HoldsSequences && width > PartWidth));
        if (!fits || parts < 0 || width < 0 || (rows > 0 && (parts == 0 || width == 0)))
            throw new InvalidDataException($"Column {Name}: found {parts} x {width} numbers a row; expected {Parts} x {PartWidth}.");
        if (kind == "float64" && Kind == "float32")
            Widen();
        if (kind != Kind)
            throw new InvalidDataException($"Column {Name}: found {kind}; expected {Kind}.");
        (Parts, PartWidth) = (parts, width);
        var start = Numbers;
        var numbers = _ends is null ? checked(rows * Width) : RestoreEnds(state, rows, start) - start;
        state.CheckLeft((long)numbers * Size, $"Column {Name}");
        if (_ends is null)
            Reserve(rows);
        else
            Reserve(0, numbers);
        if (_pixels is not null)
            state.ReadNumbers<byte>(_pixels.AsSpan(start, numbers), Name);
        else if (_wide is not null)
            state.ReadFinite(_wide.AsSpan(start, numbers), Name);
        else
            state.ReadFinite(_values.AsSpan(start, numbers), Name);
    }

    /// <summary>Reads where sequences end, and gives where the last one does.</summary>
    private int RestoreEnds(BinaryReader state, int rows, int start)
    {
        var before = Count * Parts;
        state.CheckLeft((long)rows * Parts * sizeof(int), $"Column {Name}");
        var ends = new int[checked(rows * Parts)];
        state.ReadNumbers<int>(ends, $"{Name}, the ends of sequences");
        for (var i = 0; i < ends.Length; i++)
            if (ends[i] <= (i == 0 ? start : ends[i - 1]))
                throw new InvalidDataException($"Column {Name}: found a sequence that ends before it begins.");
        if (_ends!.Length < before + ends.Length)
            Array.Resize(ref _ends, before + ends.Length);
        ends.CopyTo(_ends, before);
        return ends.Length == 0 ? start : ends[^1];
    }
}
