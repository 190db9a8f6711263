using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DeclarativeIL;

/// <summary>Exponentials of the components of a vector: in lanes where it is long, else one by one. Nothing is allocated.</summary>
internal static class Exponentials
{
    /// <summary>
    /// Lanes pay from here on: measured with AVX-512, they take as long as one by one at 16 components, a third at 24, a quarter from 64.
    /// </summary>
    public const int Long = 20;

    private const int Part = 128; // as many as are computed together on the stack

    /// <summary>e to each component.</summary>
    /// <param name="v">[k].</param>
    /// <param name="result">[k], which may be the same memory.</param>
    public static void Of(ReadOnlySpan<double> v, Span<double> result)
    {
        if (v.Length >= Long)
        {
            TensorPrimitives.Exp(v, result);
            return;
        }
        for (var i = 0; i < v.Length; i++)
            result[i] = Math.Exp(v[i]);
    }

    /// <summary>e to each component of many vectors, less the largest of its vector.</summary>
    /// <param name="vectors">[n * width], one behind the other.</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="results">[n * width], filled.</param>
    public static void OfShifted(ReadOnlySpan<double> vectors, int width, Span<double> results)
    {
        for (var first = 0; first < vectors.Length; first += width)
        {
            var largest = Largest(vectors.Slice(first, width));
            for (var i = first; i < first + width; i++)
                results[i] = vectors[i] - largest;
        }
        Of(results[..vectors.Length], results[..vectors.Length]);
    }

    /// <summary>The largest component; -infinity of none.</summary>
    public static double Largest(ReadOnlySpan<double> v)
    {
        if (v.Length >= Long)
            return TensorPrimitives.Max(v);
        var largest = double.NegativeInfinity;
        foreach (var component in v)
            largest = Math.Max(largest, component);
        return largest;
    }

    /// <summary>sum_i e^(v_i - largest).</summary>
    [SkipLocalsInit]
    public static double Sum(ReadOnlySpan<double> v, double largest)
    {
        var sum = 0.0;
        if (v.Length < Long)
        {
            foreach (var component in v)
                sum += Math.Exp(component - largest);
            return sum;
        }
        Span<double> powers = stackalloc double[Part];
        for (; v.Length > 0; v = v[Math.Min(Part, v.Length)..])
        {
            var part = powers[..Math.Min(Part, v.Length)];
            TensorPrimitives.Subtract(v[..part.Length], largest, part);
            TensorPrimitives.Exp(part, part);
            sum += Total(part);
        }
        return sum;
    }

    /// <summary>The sum, in an order of its own: that of TensorPrimitives depends on where the numbers lie.</summary>
    public static double Total(ReadOnlySpan<double> v)
    {
        var (i, sum) = (0, 0.0);
        if (v.Length >= Long)
        {
            var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0);
            for (; i <= v.Length - 4; i += 4)
            {
                first += v[i];
                second += v[i + 1];
                third += v[i + 2];
                fourth += v[i + 3];
            }
            sum = first + second + (third + fourth);
        }
        for (; i < v.Length; i++)
            sum += v[i];
        return sum;
    }

    // with d_i = v_i - largest and e_i = e^d_i: the sum of e_i but for the first of the largest, and that of e_i d_i
    [SkipLocalsInit]
    public static (double Others, double Weighted) Sums(ReadOnlySpan<double> v, double largest)
    {
        Span<double> powers = stackalloc double[Part];
        var (others, weighted, isPastLargest) = (0.0, 0.0, false);
        for (; v.Length > 0; v = v[Math.Min(Part, v.Length)..])
        {
            var part = powers[..Math.Min(Part, v.Length)];
            for (var i = 0; i < part.Length; i++)
                part[i] = v[i] - largest;
            Of(part, part);
            for (var i = 0; i < part.Length; i++)
                if (v[i] == largest && !isPastLargest)
                    isPastLargest = true; // its e_i is 1 and its d_i 0
                else
                {
                    others += part[i];
                    weighted += part[i] == 0 ? 0 : part[i] * (v[i] - largest); // 0 log 0 is 0
                }
        }
        return (others, weighted);
    }
}
