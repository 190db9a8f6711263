using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>4 numbers in 256 bits.</summary>
internal readonly struct ExactLanes256(Vector256<double> value) : IExactLanes<ExactLanes256>
{
    private readonly Vector256<double> _value = value;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Load(ref double first) => new(Vector256.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ExactLanes256 value, ref double first) => value._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(ExactLanes256 value, ref float first) =>
        Vector256.Narrow(value._value, value._value).GetLower().StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator +(ExactLanes256 left, ExactLanes256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator -(ExactLanes256 left, ExactLanes256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator *(ExactLanes256 left, ExactLanes256 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator /(ExactLanes256 left, ExactLanes256 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator -(ExactLanes256 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator |(ExactLanes256 left, ExactLanes256 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator &(ExactLanes256 left, ExactLanes256 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator <(ExactLanes256 left, ExactLanes256 right) => new(Vector256.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator >(ExactLanes256 left, ExactLanes256 right) =>
        new(Vector256.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator <=(ExactLanes256 left, ExactLanes256 right) =>
        new(Vector256.LessThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 operator >=(ExactLanes256 left, ExactLanes256 right) =>
        new(Vector256.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Same(ExactLanes256 left, ExactLanes256 right) => new(Vector256.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Select(ExactLanes256 mask, ExactLanes256 yes, ExactLanes256 no) =>
        new(Vector256.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(ExactLanes256 mask) => mask._value.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Sqrt(ExactLanes256 value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Min(ExactLanes256 left, ExactLanes256 right) => new(Vector256.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Max(ExactLanes256 left, ExactLanes256 right) => new(Vector256.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Abs(ExactLanes256 value) => new(Vector256.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Nearest(ExactLanes256 value) => new(Vector256.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Floor(ExactLanes256 value) => new(Vector256.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 Truncate(ExactLanes256 value) => new(Vector256.Truncate(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes256 ToSingle(ExactLanes256 value) => new(Vector256.WidenLower(Vector256.Narrow(value._value, value._value)));
}
