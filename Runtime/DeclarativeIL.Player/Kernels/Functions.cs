namespace DeclarativeIL.Player.Kernels;

/// <summary>
/// The activations as the library's kernels compute them, operation by operation (<c>VectorMath</c>, <c>ExactMath</c>); the sources of the
/// polynomials are named there.
/// </summary>
internal static class Functions<T>
    where T : struct, INumbers
{
    private static T N => default;

    public static double Of(Activation activation, double z) =>
        activation switch
        {
            Activation.Linear => z,
            Activation.Tanh => Tanh(z),
            Activation.Relu => Max(z, 0),
            Activation.Gelu => Gelu(z),
            Activation.Sigmoid => Sigmoid(z),
        };

    private static double Tanh(double x)
    {
        if (N.IsWide)
            return Math.Tanh(x);
        x = Max(Min(x, 7.90531110763549805f), -7.90531110763549805f);
        var square = Multiply(x, x);
        var numerator = Next(square, -2.76076847742355e-16f, 2.00018790482477e-13f);
        numerator = Next(square, numerator, -8.60467152213735e-11f);
        numerator = Next(square, numerator, 5.12229709037114e-08f);
        numerator = Next(square, numerator, 1.48572235717979e-05f);
        numerator = Next(square, numerator, 6.37261928875436e-04f);
        numerator = Next(square, numerator, 4.89352455891786e-03f);
        var denominator = Next(square, 1.19825839466702e-06f, 1.18534705686654e-04f);
        denominator = Next(square, denominator, 2.26843463243900e-03f);
        denominator = Next(square, denominator, 4.89352518554385e-03f);
        return N.Divide(Multiply(x, numerator), denominator);
    }

    private static double Exp(double x)
    {
        x = Max(Min(x, 89.5f), -105f);
        var n = Math.Round(Multiply(x, 1.44269504088896341f));
        var rest = N.MultiplyAdd(n, -0.693359375f, x);
        rest = N.MultiplyAdd(n, 2.12194440e-4f, rest);
        var p = Next(rest, 1.9875691500e-4f, 1.3981999507e-3f);
        p = Next(rest, p, 8.3334519073e-3f);
        p = Next(rest, p, 4.1665795894e-2f);
        p = Next(rest, p, 1.6666665459e-1f);
        p = Next(rest, p, 5.0000001201e-1f);
        p = N.Round(N.MultiplyAdd(Multiply(rest, rest), p, rest) + 1);
        var half = Math.Round(n * 0.5);
        return Multiply(Multiply(p, PowerOfTwo(half)), PowerOfTwo(n - half));
    }

    private static double Sigmoid(double x) => N.IsWide ? 1 / (1 + Math.Exp(-x)) : N.Divide(1, N.Round(1 + Exp(N.Round(0 - Max(x, -87)))));

    /// <summary>z Phi(z).</summary>
    private static double Gelu(double z)
    {
        var erf = Erf(Multiply(z, N.Round(0.70710678118654752)));
        return Multiply(z, N.MultiplyAdd(erf, 0.5, 0.5));
    }

    private static double Erf(double x)
    {
        if (N.IsWide)
            return WideErf(x);
        var size = Math.Abs(x);
        var square = Multiply(x, x);
        var near = Next(square, -5.96761703e-4f, 4.99119423e-3f);
        near = Next(square, near, -2.67681349e-2f);
        near = Next(square, near, 1.12819925e-1f);
        near = Next(square, near, -3.76125336e-1f);
        near = Next(square, near, 1.28379166e-1f);
        near = N.MultiplyAdd(near, x, x);
        var far = Next(size, -1.72853470e-5f, 3.83197126e-4f);
        far = N.MultiplyAdd(far, square, Next(size, -3.88396438e-3f, 2.42546219e-2f));
        far = Next(size, far, -1.06777877e-1f);
        far = Next(size, far, -6.34846687e-1f);
        far = Next(size, far, -1.28717512e-1f);
        far = N.Round(Multiply(far, size) - size);
        far = N.Round(1 - Exp(far));
        far = x < 0 ? 0 - far : far;
        return 0.927734375f < size ? far : near;
    }

    private static double WideErf(double x)
    {
        var size = Math.Abs(x);
        if (size >= 3)
            return x < 0 ? -Beyond(size) : Beyond(size);
        double term = x,
            sum = x; // NaN stays NaN
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Beyond(double size)
    {
        if (size > 6)
            return 1;
        var fraction = size;
        for (var n = 60; n > 0; n--)
            fraction = size + n / 2.0 / fraction;
        return 1 - Math.Exp(-size * size) / Math.Sqrt(Math.PI) / fraction;
    }

    private static double Next(double x, double y, double c) => N.MultiplyAdd(x, y, c);

    private static double Multiply(double x, double y) => N.Round(x * y);

    /// <summary>x where it is NaN.</summary>
    private static double Min(double x, double bound) => bound < x ? bound : x;

    /// <inheritdoc cref="Min"/>
    private static double Max(double x, double bound) => bound > x ? bound : x;

    /// <summary>2^n of a whole n; of NaN, any number.</summary>
    private static double PowerOfTwo(double n) => double.IsNaN(n) ? n : BitConverter.Int64BitsToDouble((long)n + 1023 << 52);
}
