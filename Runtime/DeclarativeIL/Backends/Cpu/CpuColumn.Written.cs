using System.ComponentModel;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Backends.Cpu;

/// <content>Columns that are written anew for each batch, and columns of draws.</content>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class CpuColumn
{
    private readonly RandomStream? _stream; // of a column of draws
    private ulong _first; // the place of its first row
    private ulong[]? _places; // of each row, where they are not one after the other
    private CpuColumn? _only;

    /// <summary>A column of draws: each row is a place of its own in a stream.</summary>
    internal CpuColumn(string name, RandomStream stream, CpuRows rows)
        : this(name, rows) => _stream = stream;

    /// <summary>The randomness of a row, in a column of draws.</summary>
    public Draw Draw(int row) => new(Stream.Key, PlaceOf(row));

    /// <summary>One row of a column of draws, for what is asked about one row at a time; valid until the next call.</summary>
    /// <param name="row">Which.</param>
    public CpuColumn Only(int row)
    {
        if (_only is null)
        {
            var single = new CpuRows();
            single.InOrder(1, 1);
            _only = new(Name, Stream, single);
        }
        _only.Start(PlaceOf(row));
        return _only;
    }

    /// <summary>Resizes a column that is written anew for each batch to the present one.</summary>
    /// <param name="width">Numbers per row.</param>
    /// <exception cref="InvalidOperationException">The column is one of a data set.</exception>
    public void Resize(int width)
    {
        if (!_isWritten)
            throw new InvalidOperationException($"Column {Name} is one of a data set; expected one that is written anew for each batch.");
        _width = width;
        if (_own!.Length < Rows * width)
            _own = new double[Rows * width];
    }

    /// <summary>Writes the number of a row, after <see cref="Resize"/>.</summary>
    public void Set(int row, double value) => _own![row] = value;

    /// <summary>Writes a component of a row, after <see cref="Resize"/>.</summary>
    public void Set(int row, int component, double value) => _own![(row * _width) + component] = value;

    /// <summary>Writes the numbers of a row, rows in their order; the first one says how wide the column is.</summary>
    /// <param name="row">Which.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <exception cref="ArgumentException">There are not as many as in the first row.</exception>
    public void Set(int row, ReadOnlySpan<double> numbers)
    {
        if (row == 0)
            Resize(numbers.Length);
        if (numbers.Length != _width)
            throw new ArgumentException(
                $"Column {Name}, row {row}: found {numbers.Length} numbers; expected {_width}, as in row 0.",
                nameof(numbers)
            );
        numbers.CopyTo(_own.AsSpan(row * _width));
    }

    /// <summary>Writes all rows, after <see cref="Resize"/>.</summary>
    internal void Set(ReadOnlySpan<double> numbers) => numbers.CopyTo(_own.AsSpan(0, Rows * _width));

    /// <summary>Writes one number everywhere, after <see cref="Resize"/>.</summary>
    internal void Set(double number) => _own.AsSpan(0, Rows * _width).Fill(number);

    /// <summary>A column over the same rows, to be written.</summary>
    internal CpuColumn Beside() => new(Name, _rows);

    /// <summary>Goes on to the draws of a step.</summary>
    /// <param name="first">The place of its first row.</param>
    internal void Start(ulong first) => (_first, _places) = (first, null);

    /// <summary>Goes on to the draws of a step.</summary>
    /// <param name="places">The place of each row; they are not copied.</param>
    internal void Start(ulong[] places) => _places = places;

    /// <summary>The place of a row, in a column of draws.</summary>
    internal ulong PlaceOf(int row) => _places is null ? _first + (ulong)row : _places[row];

    /// <summary>The same for a batch by tensors.</summary>
    internal DrawBatch Draws() => new(Stream, _first) { Places = _places };

    /// <summary>A row's uniform draw, in a column of draws.</summary>
    internal double UniformAt(int row, int component) => Stream.UniformAt(PlaceOf(row), (ulong)component);

    /// <summary>A row's standard normal draw, in a column of draws.</summary>
    internal double GaussianAt(int row, int component) => Stream.GaussianAt(PlaceOf(row), (ulong)component);

    private RandomStream Stream => _stream ?? throw new InvalidOperationException($"Column {Name} holds numbers; expected one of draws.");
}
