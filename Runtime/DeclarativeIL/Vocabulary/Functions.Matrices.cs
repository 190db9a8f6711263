using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    // rounding leaves about (rows * epsilon) times the largest pivot where exact arithmetic leaves 0
    private const double PivotTolerance = 32 * 2.220446049250313e-16;

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
    /// diagonal counts as 0 and leaves a column of zeros. A negative pivot does so too: an indefinite matrix is not refused.
    /// No element is larger than the root of what is left of its row's diagonal, as exact arithmetic has it: so the rounding
    /// of a covariance's elements, large beside a small pivot, stays as small as it was, and L L^T is m but for 1.2 times the
    /// root of their relative error, at worst. Computed in float64, whatever the elements are; both forms have this one rule.
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
            if (pivot <= PivotTolerance * size * largest) // not so when it is no number
                continue;
            lower[j * size + j] = Math.Sqrt(pivot);
            for (var row = j + 1; row < size; row++)
                lower[row * size + j] = Within(rest[row * size + j] / Math.Sqrt(pivot), rest[row * size + row]);
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
        var (rest, columns) = (m.to(ScalarType.Float64), new Tensor[size]);
        using Scalar tolerance = PivotTolerance * size;
        var limit = rest.diagonal(0, -2, -1).amax([-1]).clamp_min(Numbers.Zero).unsqueeze(-1).mul(tolerance);
        for (var j = 0; j < size; j++)
        {
            var pivot = rest.select(-1, 0).narrow(-1, 0, 1); // [..., 1]
            var isZero = pivot.le(limit); // its root is never taken: 0/0 would be autograd's gradient of it
            var root = pivot.masked_fill(isZero, Numbers.One).sqrt();
            var others = rest.select(-1, 0).narrow(-1, 1, size - j - 1).div(root).masked_fill(isZero, Numbers.Zero);
            var below = Within(others, rest.diagonal(0, -2, -1).narrow(-1, 1, size - j - 1));
            columns[j] = nn.functional.pad(cat([root.masked_fill(isZero, Numbers.Zero), below], -1), [j, 0]);
            rest = rest.narrow(-2, 1, size - j - 1).narrow(-1, 1, size - j - 1).add(Outer(below, below), Alpha.MinusOne);
        }
        return stack(columns, -1).to(m.dtype);
    }

    /// <summary>The nearest number whose square is at most <paramref name="square"/>; 0 where there is none.</summary>
    private static double Within(double number, double square) =>
        !(number * number > square) ? number
        : square > 0 ? Math.CopySign(Math.Sqrt(square), number)
        : 0;

    /// <summary>The same; no root is taken where it has no gradient.</summary>
    private static Tensor Within(Tensor numbers, Tensor squares)
    {
        var (isLarge, isNone) = (numbers.mul(numbers).gt(squares), squares.le(Numbers.Zero));
        var bound = squares.masked_fill(isLarge.logical_not().logical_or(isNone), Numbers.One).sqrt() * numbers.sign();
        return where(isLarge, bound.masked_fill(isNone, Numbers.Zero), numbers);
    }

    /// <summary>Numbers for operations, here since temporary ones could be collected while native code reads them.</summary>
    private static class Numbers
    {
        public static readonly Scalar Zero = 0.0,
            One = 1.0;
    }

    private static void RequireSquare(long rows, long columns)
    {
        if (rows != columns)
            throw new ArgumentException($"Found a matrix of {rows} x {columns}; expected a square one.");
    }
}
