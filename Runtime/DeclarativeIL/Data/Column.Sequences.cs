using System.Numerics;

namespace DeclarativeIL.Data;

/// <content>Where the numbers of a row lie: at equal distances, or, of sequences, where the one before ends.</content>
public sealed partial class Column
{
    private int[]? _ends; // of sequences: [row][act], behind the last number

    /// <summary>True if acts (states) have lengths of their own.</summary>
    internal bool HoldsSequences => _ends is not null;

    /// <summary>The number of elements, without the padding of sequences.</summary>
    internal int Numbers => _ends is null ? Count * Width : EndOf(Count * Parts);

    /// <summary>True if some sequences are shorter than the longest.</summary>
    private bool IsUneven => _ends is not null && _stored is null && Numbers != (long)Count * Width;

    /// <summary>From now on each act (state) has its own length. Before the first row.</summary>
    internal void HoldSequences() => _ends = [];

    /// <summary>The longest act of some rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="rowOf">Their numbers.</param>
    internal int Longest(int rows, Func<int, long> rowOf)
    {
        if (_ends is null)
            return PartWidth;
        var longest = 1;
        for (var i = 0; i < rows; i++)
        for (var part = 0; part < Parts; part++)
            longest = Math.Max(longest, Place((int)rowOf(i), part).Length);
        return longest;
    }

    /// <summary>The position at which an act of a row begins, and its number of elements.</summary>
    internal (int Start, int Length) Place(int row, int part)
    {
        if (_stored?.Find(_place, row) is { } found)
            return found.Column.Place(found.Row, part);
        var act = (row * Parts) + part;
        return _ends is null ? (act * PartWidth, PartWidth) : (EndOf(act), _ends[act] - EndOf(act));
    }

    /// <summary>The number of a row in the place that it has beside the longest; NaN behind a shorter one.</summary>
    internal double At(int row, int component)
    {
        if (_stored?.Find(_place, row) is { } found)
            return found.Column.At(found.Row, component / PartWidth, component % PartWidth);
        return At(row, component / PartWidth, component % PartWidth);
    }

    private double At(int row, int part, int place)
    {
        var (start, length) = Place(row, part);
        return place >= length ? double.NaN : Number(start + place);
    }

    /// <summary>Copies an act, and NaN behind it.</summary>
    /// <typeparam name="T">The number; as it was given in float64, rounded to float32.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="part">Which act.</param>
    /// <param name="target">As long as the act or longer.</param>
    internal void CopyTo<T>(int row, int part, Span<T> target)
        where T : IFloatingPointIeee754<T>
    {
        if (_stored?.Find(_place, row) is { } found)
        {
            found.Column.CopyTo(found.Row, part, target);
            return;
        }
        var (start, length) = Place(row, part);
        for (var i = 0; i < length && _pixels is not null; i++)
            target[i] = T.CreateTruncating(ImageSpace.EncodedBytes[_pixels[start + i]]);
        for (var i = 0; i < length && _pixels is null; i++)
            target[i] = _wide is null ? T.CreateTruncating(_values[start + i]) : T.CreateTruncating(_wide[start + i]);
        target[length..].Fill(T.NaN);
    }

    /// <summary>The number of elements of the first rows together.</summary>
    internal int NumbersOf(int rows) => _ends is null ? rows * Width : EndOf(rows * Parts);

    /// <summary>The position at which an act is to be written; for a sequence, behind the one before.</summary>
    private int Open(int row, int part, int length)
    {
        var act = (row * Parts) + part;
        if (_ends is null)
            return act * PartWidth;
        var start = EndOf(act);
        _ends[act] = start + length;
        return start;
    }

    private int EndOf(int acts) => acts == 0 ? 0 : _ends![acts - 1];

    private T[] Padded<T>()
        where T : IFloatingPointIeee754<T>
    {
        var numbers = new T[checked(Count * Width)];
        for (var row = 0; row < Count; row++)
        for (var part = 0; part < Parts; part++)
            CopyTo(row, part, numbers.AsSpan(((row * Parts) + part) * PartWidth, PartWidth));
        return numbers;
    }
}
