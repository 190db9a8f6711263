using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>One number: float32 for processors without vectors and as what the others are compared with, float64 to be exact.</summary>
internal readonly unsafe struct FastLanes1<T> : IFastLanes<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsSupported => true;

    public static int Count => 1;

    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Create(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Constant(double value) => T.CreateTruncating(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, T* target) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T x, T y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T x, T y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T x, T y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T x, T y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T x, T y, T z) => T.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sqrt(T x) => T.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs(T x) => T.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min(T x, double bound) => Constant(bound) < x ? Constant(bound) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(T x, double bound) => Constant(bound) > x ? Constant(bound) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WhereLess(T x, T y, T yes, T no) => x < y ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round(T x) => T.Round(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwo(T n) => T.ScaleB(T.One, int.CreateTruncating(n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(T x) => double.CreateTruncating(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Total(T x) => x;
}
