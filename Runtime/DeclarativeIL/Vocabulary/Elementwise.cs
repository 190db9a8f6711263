using System.Globalization;
using System.Runtime.InteropServices;

namespace DeclarativeIL;

/// <summary>The base of the one-sample value types: componentwise arithmetic in float64.</summary>
internal static class Elementwise
{
    public static Vector Zip(Vector left, Vector right, Func<double, double, double> combine)
    {
        CheckSizes(left, right);
        var result = new double[left.Size];
        for (var i = 0; i < result.Length; i++)
            result[i] = combine(left.Span[i], right.Span[i]);
        return new Vector(result.AsMemory());
    }

    /// <exception cref="ArgumentException">The vectors are not of one size.</exception>
    public static void CheckSizes(Vector left, Vector right)
    {
        if (left.Size != right.Size)
            throw new ArgumentException($"Sizes differ: the left side has {left.Size} components, the right side {right.Size}.");
    }

    public static Vector Map<T>(Vector vector, Func<double, T, double> apply, T constant)
    {
        var result = new double[vector.Size];
        for (var i = 0; i < result.Length; i++)
            result[i] = apply(vector.Span[i], constant);
        return new Vector(result.AsMemory());
    }

    /// <summary>The caller's array may change; what is made of it does not.</summary>
    public static ReadOnlyMemory<double> Copy(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.AsSpan().ToArray();
    }

    public static Vector Map(Vector vector, Func<double, double> apply) => Map(vector, static (x, apply) => apply(x), apply);

    public static int Hash(ReadOnlySpan<double> values)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(values));
        return hash.ToHashCode();
    }

    public static string Print(ReadOnlySpan<double> values)
    {
        var parts = new string[values.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = values[i].ToString("G6", CultureInfo.InvariantCulture);
        return "[" + string.Join(", ", parts) + "]";
    }
}
