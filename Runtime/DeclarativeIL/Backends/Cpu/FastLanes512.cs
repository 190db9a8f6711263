using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Sixteen floats: AVX-512, whose 32 registers hold a tile of 8 rows by 32 columns.</summary>
internal readonly unsafe struct FastLanes512 : IFastLanes<float, Vector512<float>>
{
    public static bool IsSupported => Avx512F.IsSupported;

    public static int Count => 16;

    public static int TileRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Create(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Constant(double value) => Vector512.Create((float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* target) => Vector512.Store(value, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> x, Vector512<float> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> x, Vector512<float> y) => x * y;

    /// <summary>
    /// An estimate from the bits of y (its exponent and fraction negated: at most 5.1 % off), a step of third and one of second order:
    /// a third of the time of the exact instruction. The processor's own estimate is not the same on every make.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> x, Vector512<float> y)
    {
        var inverse = (Vector512.Create(0x7EF311C0) - y.AsInt32()).AsSingle();
        var error = Avx512F.FusedMultiplyAddNegated(y, inverse, Vector512<float>.One);
        inverse = Avx512F.FusedMultiplyAdd(inverse, Avx512F.FusedMultiplyAdd(error, error, error), inverse);
        var quotient = x * inverse;
        return Avx512F.FusedMultiplyAdd(quotient, Avx512F.FusedMultiplyAddNegated(y, inverse, Vector512<float>.One), quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z) =>
        Vector512.MultiplyAddEstimate(x, y, z);

    /// <summary>
    /// As <see cref="Divide"/>, from an estimate of 1 / root that is at most 3.5 % off; the residual is that of a number near 1, so
    /// that none is denormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> x)
    {
        var inverse = (Vector512.Create(0x5F374740) - (x.AsInt32() >> 1)).AsSingle();
        var error = Avx512F.FusedMultiplyAddNegated(x * inverse, inverse, Vector512<float>.One);
        var change = error * Avx512F.FusedMultiplyAdd(error, Vector512.Create(0.375f), Vector512.Create(0.5f));
        inverse = Avx512F.FusedMultiplyAdd(inverse, change, inverse);
        var root = x * inverse;
        var residual = Avx512F.FusedMultiplyAddNegated(root, inverse, Vector512<float>.One);
        return Avx512F.FusedMultiplyAdd(root * Vector512.Create(0.5f), residual, root);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Abs(Vector512<float> x) => Vector512.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Min(Vector512<float> x, double bound) => Vector512.MinNative(Vector512.Create((float)bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> x, double bound) => Vector512.MaxNative(Vector512.Create((float)bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WhereLess(Vector512<float> x, Vector512<float> y, Vector512<float> yes, Vector512<float> no) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, y), yes, no);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Round(Vector512<float> x) => Vector512.Round(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PowerOfTwo(Vector512<float> n) =>
        Vector512.ShiftLeft(Vector512.ConvertToInt32Native(n) + Vector512.Create(127), 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<float> x)
    {
        var (low, high) = Vector512.Widen(x);
        return Vector512.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector512<float> x) => Vector512.Sum(x);
}
