using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>The numbers of some rows, and the gradients with respect to them, as equations of a head read and write them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowValues
{
    private double[] _values = [],
        _gradients = [];
    private int _first,
        _stride;

    internal RowValues() { }

    /// <summary>Numbers per row.</summary>
    public int Width { get; private set; }

    /// <summary>The number of a row, of what is one number wide.</summary>
    public double this[int row] => _values[_first + (row * _stride)];

    /// <summary>A component of a row.</summary>
    public double this[int row, int component] => _values[_first + (row * _stride) + component];

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

    /// <summary>Says where the numbers are: those of row i begin at first + i * stride.</summary>
    internal RowValues Over(double[] values, double[] gradients, int first, int stride, int width)
    {
        (_values, _gradients, _first, _stride, Width) = (values, gradients, first, stride, width);
        return this;
    }
}
