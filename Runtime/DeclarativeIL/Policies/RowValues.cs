using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>The numbers of some rows, and the gradients with respect to them, as equations of a head read and write them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowValues
{
    private double[] _values = [],
        _gradients = [],
        _dense = [];
    private int _first,
        _stride;

    internal RowValues() { }

    /// <summary>Numbers per row.</summary>
    public int Width { get; private set; }

    /// <summary>The number of a row, of what is one number wide.</summary>
    public double this[int row] => _values[_first + (row * _stride)];

    /// <summary>A component of a row.</summary>
    public double this[int row, int component] => _values[_first + (row * _stride) + component];

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<double> Row(int row) => _values.AsSpan(_first + (row * _stride), Width);

    /// <summary>The numbers of a row, to be written.</summary>
    public Span<double> RowToWrite(int row) => _values.AsSpan(_first + (row * _stride), Width);

    /// <summary>The numbers of rows, one behind the other.</summary>
    /// <param name="rows">How many, from the first on.</param>
    public ReadOnlySpan<double> All(int rows)
    {
        if (_stride == Width || rows <= 1)
            return _values.AsSpan(_first, rows * Width);
        if (_dense.Length < rows * Width)
            _dense = new double[rows * Width];
        for (var row = 0; row < rows; row++)
            Row(row).CopyTo(_dense.AsSpan(row * Width));
        return _dense.AsSpan(0, rows * Width);
    }

    /// <summary>The numbers of rows, one behind the other, to be written: of what is kept.</summary>
    /// <param name="rows">How many, from the first on.</param>
    public Span<double> AllToWrite(int rows) => _values.AsSpan(_first, rows * Width);

    /// <summary>The gradient with respect to a row.</summary>
    public ReadOnlySpan<double> GradientRow(int row) => _gradients.AsSpan(_first + (row * _stride), Width);

    /// <summary>The gradient with respect to a row, to be added to.</summary>
    public Span<double> Gradients(int row) => _gradients.AsSpan(_first + (row * _stride), Width);

    /// <summary>A row as a vector; valid until the next pass.</summary>
    public Vector Vector(int row) => new(_values.AsMemory(_first + (row * _stride), Width));

    /// <summary>A row as an act; valid until the next pass.</summary>
    public Act Act(int row) => new(_values.AsMemory(_first + (row * _stride), Width));

    /// <summary>Writes the number of a row.</summary>
    public void Set(int row, double value) => _values[_first + (row * _stride)] = value;

    /// <summary>Writes a component of a row.</summary>
    public void Set(int row, int component, double value) => _values[_first + (row * _stride) + component] = value;

    /// <summary>Writes the numbers of a row.</summary>
    public void Set(int row, ReadOnlySpan<double> numbers) => numbers.CopyTo(_values.AsSpan(_first + (row * _stride), Width));

    /// <summary>The gradient with respect to the number of a row.</summary>
    public double Gradient(int row) => _gradients[_first + (row * _stride)];

    /// <summary>The gradient with respect to a component of a row.</summary>
    public double Gradient(int row, int component) => _gradients[_first + (row * _stride) + component];

    /// <summary>The gradient with respect to a row; valid until the next pass.</summary>
    public Vector GradientVector(int row) => new(_gradients.AsMemory(_first + (row * _stride), Width));

    /// <summary>Adds to the gradient with respect to the number of a row.</summary>
    public void AddGradient(int row, double gradient) => _gradients[_first + (row * _stride)] += gradient;

    /// <summary>Adds to the gradient with respect to a component of a row.</summary>
    public void AddGradient(int row, int component, double gradient) => _gradients[_first + (row * _stride) + component] += gradient;

    /// <summary>Changes the sign of the number of each row.</summary>
    internal void Negate(int rows) => Negate(_values, rows);

    /// <summary>Changes the sign of the gradient with respect to the number of each row.</summary>
    internal void NegateGradients(int rows) => Negate(_gradients, rows);

    private void Negate(double[] numbers, int rows)
    {
        for (var row = 0; row < rows; row++)
            numbers[_first + (row * _stride)] = -numbers[_first + (row * _stride)];
    }

    /// <summary>The numbers of some components of others.</summary>
    internal void Window(RowValues of, int first, int width) =>
        (_values, _gradients, _first, _stride, Width) = (of._values, of._gradients, of._first + first, of._stride, width);

    /// <summary>Says where the numbers are: those of row i begin at first + i * stride.</summary>
    internal RowValues Over(double[] values, double[] gradients, int first, int stride, int width)
    {
        (_values, _gradients, _first, _stride, Width) = (values, gradients, first, stride, width);
        return this;
    }
}
