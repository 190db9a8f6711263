using System.Runtime.CompilerServices;

namespace DeclarativeIL.Player.Kernels;

/// <summary>Fused operations of float32 without an instruction for them, in doubles that hold numbers of float32.</summary>
internal static class Fused
{
    private const long Below = (1L << 29) - 1, // bits of a double that a float32 has not
        Middle = 1L << 28;
    private const double Smallest = 2.350988701644575e-38; // 2^-125: from here on float32 has all its digits

    /// <summary>x y + z, rounded once.</summary>
    /// <remarks>
    /// The product of two float32 is exact in float64. The sum is rounded to 53 bits, then to 24: that is wrong only where the first
    /// result lies in the middle between two float32 and the sum did not. There the sum is rounded to an odd last bit instead, from which
    /// every shorter rounding is right (Boldo, Melquiond 2008, "Emulation of FMA and correctly rounded sums: proved algorithms using
    /// rounding to odd").
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Single(double x, double y, double z)
    {
        var product = x * y;
        var sum = product + z;
        return (BitConverter.DoubleToInt64Bits(sum) & Below) != Middle && Math.Abs(sum) >= Smallest
            ? (float)sum
            : (float)ToOdd(product, z, sum);
    }

    /// <summary>
    /// x / y from an estimate by the bits of y and two steps, as the library's kernel for 512 bits: y is above 0, and neither it nor its
    /// inverse is denormal.
    /// </summary>
    public static double Quotient(double x, double y)
    {
        double inverse = BitConverter.Int32BitsToSingle(0x7EF311C0 - BitConverter.SingleToInt32Bits((float)y));
        var error = Single(-y, inverse, 1);
        inverse = Single(inverse, Single(error, error, error), inverse);
        double quotient = (float)(x * inverse);
        return Single(quotient, Single(-y, inverse, 1), quotient);
    }

    /// <summary>product + z rounded to an odd last bit where it is not exact; NaN and infinities as they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double ToOdd(double product, double z, double sum)
    {
        var part = sum - product;
        var error = (product - (sum - part)) + (z - part); // exact (Knuth's sum of two)
        var bits = BitConverter.DoubleToInt64Bits(sum);
        if (error == 0 || double.IsNaN(error) || (bits & 1) != 0)
            return sum;
        return BitConverter.Int64BitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
    }
}
