namespace DeclarativeIL.Player.Kernels;

/// <summary>The fused operation of float64 without an instruction for it, by whole numbers of 128 bits: exact, not fast.</summary>
internal static class WideFused
{
    private const int Bias = 1075; // of whole mantissas
    private const ulong Implied = 1UL << 52,
        Mantissa = Implied - 1;

    /// <summary>x y + z, rounded once, to nearest, ties to even.</summary>
    public static double MultiplyAdd(double x, double y, double z)
    {
        if (!IsOrdinary(x) || !IsOrdinary(y))
            return (x * y) + z; // the product is exact
        if (z == 0)
            return x * y;
        if (!IsOrdinary(z))
            return z;
        var (mx, ex) = Parts(x);
        var (my, ey) = Parts(y);
        var (mz, ez) = Parts(z);
        var (high, low) = Product(mx, my); // its highest bit is 104 or 105
        var product = new Sum(high << 20 | low >> 44, low << 20, ex + ey - 20, (x < 0) != (y < 0)); // 124 or 125
        var addend = new Sum(mz << 9, 0, ez - 73, z < 0); // 125
        return Sum.Of(product, addend).Rounded();
    }

    private static bool IsOrdinary(double x) => x != 0 && !double.IsNaN(x) && !double.IsInfinity(x);

    /// <summary>|x| = mantissa 2^exponent, the mantissa's highest bit 52.</summary>
    private static (ulong Mantissa, int Exponent) Parts(double x)
    {
        var bits = (ulong)BitConverter.DoubleToInt64Bits(x);
        var (mantissa, exponent) = (bits & Mantissa, (int)(bits >> 52 & 0x7FF));
        if (exponent > 0)
            return (mantissa | Implied, exponent - Bias);
        for (exponent = 1; (mantissa & Implied) == 0; exponent--)
            mantissa <<= 1;
        return (mantissa, exponent - Bias);
    }

    private static (ulong High, ulong Low) Product(ulong x, ulong y)
    {
        ulong xl = (uint)x,
            xh = x >> 32,
            yl = (uint)y,
            yh = y >> 32;
        var low = xl * yl;
        var middle = (xh * yl) + (low >> 32);
        var other = (xl * yh) + (uint)middle;
        return ((xh * yh) + (middle >> 32) + (other >> 32), other << 32 | (uint)low);
    }

    /// <summary>A number of 128 bits with a sign and an exponent; its last bit stands for whatever was cut off, too.</summary>
    private readonly struct Sum
    {
        private readonly ulong _high,
            _low;
        private readonly int _exponent;
        private readonly bool _isNegative;

        public Sum(ulong high, ulong low, int exponent, bool isNegative) =>
            (_high, _low, _exponent, _isNegative) = (high, low, exponent, isNegative);

        public static Sum Of(Sum one, Sum other)
        {
            if (one._exponent < other._exponent)
                (one, other) = (other, one);
            var (high, low) = Shifted(other._high, other._low, one._exponent - other._exponent);
            if (one._isNegative == other._isNegative)
            {
                var sum = one._low + low;
                return new(one._high + high + (sum < low ? 1UL : 0), sum, one._exponent, one._isNegative);
            }
            if (one._high < high || (one._high == high && one._low < low))
                return new(high - one._high - (low < one._low ? 1UL : 0), low - one._low, one._exponent, other._isNegative);
            return new(one._high - high - (one._low < low ? 1UL : 0), one._low - low, one._exponent, one._isNegative);
        }

        public double Rounded()
        {
            var (high, low, exponent) = (_high, _low, _exponent);
            if ((high | low) == 0)
                return 0;
            for (; high >> 63 == 0; exponent--)
                (high, low) = (high << 1 | low >> 63, low << 1);
            // 53 bits, fewer of a denormal number, whose last bit is 2^-1074
            var cut = Math.Min(130, Math.Max(75, -1074 - exponent));
            (_, low) = Shifted(high, low, cut - 2); // two more bits, the last also for what was cut off
            var mantissa = low >> 2;
            if ((low & 3) == 3 || ((low & 3) == 2 && (mantissa & 1) != 0))
                mantissa++;
            exponent += cut;
            return Scaled(mantissa, exponent);
        }

        /// <summary>To the right; what falls off makes the last bit 1.</summary>
        private static (ulong High, ulong Low) Shifted(ulong high, ulong low, int count)
        {
            if (count == 0)
                return (high, low);
            if (count >= 128)
                return (0, (high | low) == 0 ? 0UL : 1);
            if (count >= 64)
            {
                var lost = count == 64 ? low : low | high << (128 - count);
                return (0, high >> (count - 64) | (lost == 0 ? 0UL : 1));
            }
            return (high >> count, low >> count | high << (64 - count) | (low << (64 - count) == 0 ? 0UL : 1));
        }

        private double Scaled(ulong mantissa, int exponent)
        {
            if (mantissa == Implied << 1)
                (mantissa, exponent) = (Implied, exponent + 1);
            ulong bits;
            if (mantissa < Implied)
                bits = mantissa; // denormal: the exponent is -1074
            else if (exponent + Bias >= 0x7FF)
                bits = 0x7FFUL << 52;
            else
                bits = (mantissa & Mantissa) | (ulong)(exponent + Bias) << 52;
            return BitConverter.Int64BitsToDouble((long)(bits | (_isNegative ? 1UL << 63 : 0)));
        }
    }
}
