using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeclarativeIL.Data;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>What came before the states of a column that holds all rows of a data set in their order.</summary>
/// <param name="Episodes">The episodes that the rows are steps of.</param>
/// <param name="States">The states of the rows: this column itself, or that of the states before its own.</param>
internal sealed record ColumnHistory(IRowEpisodes Episodes, CpuColumn States);

/// <summary>One column of a batch on the CPU, read in place: rows are looked up in the data set, not copied.</summary>
public sealed partial class CpuColumn
{
    private const int Long = 17; // numbers from which on a call that copies them pays

    private readonly float[]? _source; // of a data set that stays as it is, rows by number
    private readonly byte[]? _pixels; // or its images
    private readonly bool _isWritten,
        _isLive; // whether the source changes within a batch
    private double[]? _own; // or its float64 numbers, or numbers of its own
    private int _width;
    private readonly CpuRows _rows;
    private double[] _wide = []; // the batch in float64, where values are asked for
    private long _widened = -1;
    private double[] _sorted = [];
    private Act[]?[] _acts = [];

    internal CpuColumn(string name, Column source, CpuRows rows) =>
        (Name, _pixels, _source, _own, _width, Parts, _rows) = (
            name,
            source.HoldsImages ? source.Pixels : null,
            source.IsWide || source.HoldsImages ? null : source.Narrow,
            source.IsWide ? source.Wide : null,
            source.Width,
            source.Parts,
            rows
        );

    internal CpuColumn(string name, double[] own, int width, CpuRows rows, int parts = 1) =>
        (Name, _own, _width, Parts, _rows) = (name, own, width, parts, rows);

    /// <summary>A column over numbers that somebody else writes, at any time.</summary>
    internal CpuColumn(string name, float[] live, int width, CpuRows rows) =>
        (Name, _source, _width, Parts, _rows, _isLive) = (name, live, width, 1, rows, true);

    /// <summary>A column that is written anew for each batch, rows in their order.</summary>
    internal CpuColumn(string name, CpuRows rows) => (Name, _own, Parts, _rows, _isWritten) = (name, [], 1, rows, true);

    /// <summary>What is known of what came before its states; null where nothing is.</summary>
    internal ColumnHistory? History { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Numbers per row.</summary>
    public int Width => _width;

    /// <summary>Acts per row where it holds several; else 1.</summary>
    public int Parts { get; }

    /// <summary>Rows of the present batch for each member.</summary>
    public int Count => _rows.Count;

    /// <summary>Rows of the present batch, those of all members one after the other.</summary>
    public int Rows => _rows.Numbers.Length;

    /// <summary>Row numbers of the present batch in the data set.</summary>
    internal ReadOnlySpan<int> Numbers => _rows.Numbers;

    /// <summary>The number of a row, of a column one number wide.</summary>
    public double this[int row] => _source is null ? Other(_rows[row]) : _source[_rows[row]];

    /// <summary>A component of a row.</summary>
    public double this[int row, int component]
    {
        get
        {
            var place = (_rows[row] * _width) + component;
            return _source is null ? Other(place) : _source[place];
        }
    }

    /// <summary>A number that is not in float32.</summary>
    private double Other(int place) => _own is null ? ImageSpace.EncodedBytes[_pixels![place]] : _own[place];

    /// <summary>A row as a state; valid until the next batch.</summary>
    public State State(int row) => new(Wide(row));

    /// <summary>A row as an act; valid until the next batch. What is no number behind a short sequence is not part of it.</summary>
    public Act Act(int row) => new(Unpadded(Wide(row)));

    /// <summary>A row as several acts; valid until the next batch.</summary>
    public Acts Acts(int row)
    {
        var numbers = Wide(row);
        if (_acts.Length < Rows)
            Array.Resize(ref _acts, Rows);
        var acts = _acts[row] ??= new Act[Parts];
        for (var part = 0; part < Parts; part++)
            acts[part] = new(Unpadded(numbers.Slice(part * (_width / Parts), _width / Parts)));
        return new(acts);
    }

    /// <summary>The numbers of a row; valid until the next batch.</summary>
    public Vector Vector(int row) => new(Wide(row));

    /// <summary>Copies every row of one member to where a kernel wants them.</summary>
    /// <typeparam name="T">The kernel's number.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="target">The first row's first number, and what follows.</param>
    /// <param name="stride">Numbers from one row's first to the next row's.</param>
    internal void CopyTo<T>(int member, Span<T> target, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = _rows.Numbers.Slice(member * Count, Count);
        if (_source is not null && typeof(T) == typeof(float))
            CopyFloats(numbers, MemoryMarshal.Cast<T, float>(target), stride);
        else
            for (var i = 0; i < numbers.Length; i++)
            for (int k = 0, from = numbers[i] * _width; k < _width; k++)
                target[(i * stride) + k] = _source is null ? T.CreateTruncating(Other(from + k)) : T.CreateTruncating(_source[from + k]);
    }

    private void CopyFloats(ReadOnlySpan<int> numbers, Span<float> target, int stride)
    {
        var width = _width;
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = target.Slice(i * stride, width);
            var from = _source.AsSpan(numbers[i] * width, width);
            var k = 0;
            if (width >= Long)
                from.CopyTo(row);
            else
                for (; k + 4 <= width; k += 4)
                    Vector128.Create(from[k..]).CopyTo(row[k..]);
            for (; width < Long && k < width; k++)
                row[k] = from[k];
        }
    }

    /// <summary>Copies the first numbers of some rows.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="target">[rows, width].</param>
    /// <param name="width">Numbers of each row, at most <see cref="Width"/>.</param>
    internal void CopyTo(int row, Span<double> target, int width)
    {
        var numbers = _rows.Numbers[row..];
        for (int place = 0, i = 0; place < target.Length; i++)
        for (int k = 0, from = numbers[i] * _width; k < width; k++, place++)
            target[place] = _source is null ? Other(from + k) : _source[from + k];
    }

    /// <summary>The numbers of some rows in float64, one row after the other.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many rows.</param>
    internal ReadOnlySpan<double> Numbers64(int first, int count) => Wide().Span.Slice(first * _width, count * _width);

    /// <summary>The same, from the smallest to the largest; valid until the next call.</summary>
    internal ReadOnlySpan<double> Sorted(int first, int count)
    {
        if (_sorted.Length < count * _width)
            _sorted = new double[Rows * _width];
        var sorted = _sorted.AsSpan(0, count * _width);
        Numbers64(first, count).CopyTo(sorted);
        sorted.Sort();
        return sorted;
    }

    private static ReadOnlyMemory<double> Unpadded(ReadOnlyMemory<double> act)
    {
        while (act.Length > 1 && double.IsNaN(act.Span[^1]) && !double.IsNaN(act.Span[0])) // an act of nothing but NaN is no sequence
            act = act[..^1];
        return act;
    }

    private ReadOnlyMemory<double> Wide(int row)
    {
        if (_isLive)
            Widen(row, row + 1);
        return (_isLive ? _wide.AsMemory() : Wide()).Slice(row * _width, _width);
    }

    private ReadOnlyMemory<double> Wide()
    {
        if (_isWritten)
            return _own;
        if (_isLive || _widened != _rows.Batch)
            Widen(0, Rows);
        _widened = _rows.Batch;
        return _wide;
    }

    private void Widen(int first, int end)
    {
        if (_wide.Length < Rows * _width)
            _wide = new double[Rows * _width];
        for (var row = first; row < end; row++)
        for (var k = 0; k < _width; k++)
            _wide[(row * _width) + k] = this[row, k];
    }
}
