namespace DeclarativeIL;

/// <summary>A table of numbers, such as a covariance or a feedback gain.</summary>
public readonly struct Matrix : IEquatable<Matrix>
{
    private readonly ReadOnlyMemory<double> _values;

    /// <summary>Copies <paramref name="values"/>, row after row.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="values">[rows * columns].</param>
    public Matrix(int rows, int columns, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (values.Length != rows * columns)
            throw new ArgumentException($"Found {values.Length} numbers; expected {rows} x {columns}.", nameof(values));
        (Rows, Columns, _values) = (rows, columns, values.ToArray());
    }

    private Matrix(int rows, int columns, ReadOnlyMemory<double> values) => (Rows, Columns, _values) = (rows, columns, values);

    /// <summary>A matrix over numbers that are not copied: it changes when they do.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="values">[rows * columns], row after row.</param>
    public static Matrix Over(int rows, int columns, ReadOnlyMemory<double> values)
    {
        if (values.Length != rows * columns)
            throw new ArgumentException($"Found {values.Length} numbers; expected {rows} x {columns}.", nameof(values));
        return new(rows, columns, values);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The numbers, row after row.</summary>
    public ReadOnlySpan<double> Span => _values.Span;

    /// <summary>The number in a row and a column, counted from 0.</summary>
    public double this[int row, int column] => _values.Span[row * Columns + column];

    /// <summary>The product with a column vector.</summary>
    public static Vector operator *(Matrix matrix, Vector vector)
    {
        if (matrix.Columns != vector.Size)
            throw new ArgumentException(
                $"A matrix of {matrix.Rows} x {matrix.Columns} cannot multiply a vector of {vector.Size}.",
                nameof(vector)
            );
        var product = new double[matrix.Rows];
        for (var row = 0; row < product.Length; row++)
        for (var column = 0; column < vector.Size; column++)
            product[row] += matrix[row, column] * vector[column];
        return new Vector(product.AsMemory());
    }

    /// <summary>Every number times <paramref name="factor"/>.</summary>
    public static Matrix operator *(double factor, Matrix matrix)
    {
        var scaled = matrix.Span.ToArray();
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] *= factor;
        return new Matrix(matrix.Rows, matrix.Columns, scaled);
    }

    /// <inheritdoc/>
    public bool Equals(Matrix other) => Rows == other.Rows && Columns == other.Columns && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Matrix other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Elementwise.Hash(Span);

    /// <summary>Equal shapes and equal numbers.</summary>
    public static bool operator ==(Matrix left, Matrix right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(Matrix left, Matrix right) => !left.Equals(right);
}
