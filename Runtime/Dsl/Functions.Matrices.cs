using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    // rounding leaves about (rows * epsilon) times the largest pivot where exact arithmetic leaves 0
    private const double PivotTolerance = 32, Epsilon32 = 1.1920928955078125e-7, Epsilon64 = 2.220446049250313e-16;

    /// <summary>The sum of the diagonal of a square matrix.</summary>
    [Operation(nameof(Trace), Latex = @"\mathrm{{tr}}\left( {0} \right)")]
    public static double Trace(Matrix m)
    {
        RequireSquare(m.Rows, m.Columns);
        var sum = 0.0;
        for (var i = 0; i < m.Rows; i++)
            sum += m[i, i];
        return sum;
    }

    /// <summary>The batched form: [..., k, k] -> [...].</summary>
    public static Tensor Trace(Tensor m)
    {
        RequireSquare(Given(m).size(-2), m.size(-1));
        return m.diagonal(0, -2, -1).sum(-1);
    }

    /// <summary>The outer product u v^T.</summary>
    [Operation(nameof(Outer), Latex = @"{0} {1}^\top")]
    public static Matrix Outer(Vector u, Vector v)
    {
        var products = new double[u.Size * v.Size];
        for (var i = 0; i < products.Length; i++)
            products[i] = u[i / v.Size] * v[i % v.Size];
        return new Matrix(u.Size, v.Size, products);
    }

    /// <summary>The batched form: [..., k], [..., l] -> [..., k, l].</summary>
    public static Tensor Outer(Tensor u, Tensor v) => Given(u).unsqueeze(-1) * Given(v).unsqueeze(-2);

    /// <summary>The lower triangular L with L L^T = m, of a symmetric matrix whose lower triangle alone is read.</summary>
    /// <remarks>
    /// The matrix may be semidefinite, singular or zero: a pivot not above 32 k epsilon times the largest element of the
    /// diagonal (epsilon of float64 here, of the element type in the batched form) counts as 0 and leaves a column of zeros.
    /// A negative pivot does so too: an indefinite matrix is not refused.
    /// </remarks>
    [Operation(nameof(Cholesky), Latex = @"\mathrm{{chol}}\left( {0} \right)")]
    public static Matrix Cholesky(Matrix m)
    {
        var lower = new double[m.Span.Length];
        Cholesky(m, m.Span.ToArray(), lower);
        return new Matrix(m.Rows, m.Columns, lower);
    }

    /// <param name="m">[k, k].</param>
    /// <param name="rest">Its numbers, which are written over.</param>
    /// <param name="lower">[k, k], zeros.</param>
    internal static void Cholesky(Matrix m, Span<double> rest, Span<double> lower)
    {
        RequireSquare(m.Rows, m.Columns);
        var size = m.Rows;
        var largest = 0.0;
        for (var i = 0; i < size; i++)
            largest = Math.Max(largest, m[i, i]);
        for (var j = 0; j < size; j++)
        {
            var pivot = rest[j * size + j];
            if (pivot <= PivotTolerance * size * Epsilon64 * largest)    // not so when it is no number
                continue;
            for (var row = j; row < size; row++)
                lower[row * size + j] = rest[row * size + j] / Math.Sqrt(pivot);
            for (var row = j + 1; row < size; row++)
                for (var column = j + 1; column <= row; column++)
                    rest[row * size + column] -= lower[row * size + j] * lower[column * size + j];
        }
    }

    /// <summary>The batched form: [..., k, k] -> [..., k, k]. As many steps as there are columns, and no waiting for the device.</summary>
    public static Tensor Cholesky(Tensor m)
    {
        var size = Given(m).size(-1);
        RequireSquare(m.size(-2), size);
        var epsilon = m.dtype == ScalarType.Float64 ? Epsilon64 : Epsilon32;
        var limit = m.diagonal(0, -2, -1).amax([-1]).clamp(min: 0).unsqueeze(-1) * (PivotTolerance * size * epsilon);
        var (rest, columns) = (m, new Tensor[size]);
        for (var j = 0; j < size; j++)
        {
            var pivot = rest.select(-1, 0).narrow(-1, 0, 1);             // [..., 1]
            var isZero = pivot.le(limit);                                // its root is never taken: 0/0 would be autograd's gradient of it
            var column = rest.select(-1, 0).div(pivot.masked_fill(isZero, 1).sqrt()).masked_fill(isZero, 0);
            columns[j] = nn.functional.pad(column, [j, 0]);
            var below = column.narrow(-1, 1, size - j - 1);
            rest = rest.narrow(-2, 1, size - j - 1).narrow(-1, 1, size - j - 1) - Outer(below, below);
        }
        return stack(columns, -1);
    }

    private static void RequireSquare(long rows, long columns)
    {
        if (rows != columns)
            throw new ArgumentException($"Found a matrix of {rows} x {columns}; expected a square one.");
    }
}
