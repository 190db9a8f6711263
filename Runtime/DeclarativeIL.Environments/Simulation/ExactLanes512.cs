using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>8 numbers in 512 bits.</summary>
internal readonly struct ExactLanes512(Vector512<double> value) : IExactLanes<ExactLanes512>
{
    private readonly Vector512<double> _value = value;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Load(ref double first) => new(Vector512.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ExactLanes512 value, ref double first) => value._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(ExactLanes512 value, ref float first) =>
        Vector512.Narrow(value._value, value._value).GetLower().StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator +(ExactLanes512 left, ExactLanes512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator -(ExactLanes512 left, ExactLanes512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator *(ExactLanes512 left, ExactLanes512 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator /(ExactLanes512 left, ExactLanes512 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator -(ExactLanes512 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator |(ExactLanes512 left, ExactLanes512 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator &(ExactLanes512 left, ExactLanes512 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator <(ExactLanes512 left, ExactLanes512 right) => new(Vector512.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator >(ExactLanes512 left, ExactLanes512 right) =>
        new(Vector512.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator <=(ExactLanes512 left, ExactLanes512 right) =>
        new(Vector512.LessThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 operator >=(ExactLanes512 left, ExactLanes512 right) =>
        new(Vector512.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Same(ExactLanes512 left, ExactLanes512 right) => new(Vector512.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Select(ExactLanes512 mask, ExactLanes512 yes, ExactLanes512 no) =>
        new(Vector512.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(ExactLanes512 mask) => (uint)mask._value.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Sqrt(ExactLanes512 value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Min(ExactLanes512 left, ExactLanes512 right) => new(Vector512.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Max(ExactLanes512 left, ExactLanes512 right) => new(Vector512.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Abs(ExactLanes512 value) => new(Vector512.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Nearest(ExactLanes512 value) => new(Vector512.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Floor(ExactLanes512 value) => new(Vector512.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 Truncate(ExactLanes512 value) => new(Vector512.Truncate(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes512 ToSingle(ExactLanes512 value) => new(Vector512.WidenLower(Vector512.Narrow(value._value, value._value)));
}
