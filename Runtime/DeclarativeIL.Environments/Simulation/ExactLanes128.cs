using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>2 numbers in 128 bits.</summary>
internal readonly struct ExactLanes128(Vector128<double> value) : IExactLanes<ExactLanes128>
{
    private readonly Vector128<double> _value = value;

    public static int Count => Vector128<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Of(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Load(ref double first) => new(Vector128.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ExactLanes128 value, ref double first) => value._value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(ExactLanes128 value, ref float first) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref first), Vector128.Narrow(value._value, value._value).AsUInt64().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator +(ExactLanes128 left, ExactLanes128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator -(ExactLanes128 left, ExactLanes128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator *(ExactLanes128 left, ExactLanes128 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator /(ExactLanes128 left, ExactLanes128 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator -(ExactLanes128 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator |(ExactLanes128 left, ExactLanes128 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator &(ExactLanes128 left, ExactLanes128 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator <(ExactLanes128 left, ExactLanes128 right) => new(Vector128.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator >(ExactLanes128 left, ExactLanes128 right) =>
        new(Vector128.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator <=(ExactLanes128 left, ExactLanes128 right) =>
        new(Vector128.LessThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 operator >=(ExactLanes128 left, ExactLanes128 right) =>
        new(Vector128.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Same(ExactLanes128 left, ExactLanes128 right) => new(Vector128.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Select(ExactLanes128 mask, ExactLanes128 yes, ExactLanes128 no) =>
        new(Vector128.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(ExactLanes128 mask) => mask._value.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Sqrt(ExactLanes128 value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Min(ExactLanes128 left, ExactLanes128 right) => new(Vector128.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Max(ExactLanes128 left, ExactLanes128 right) => new(Vector128.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Abs(ExactLanes128 value) => new(Vector128.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Nearest(ExactLanes128 value) => new(Vector128.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Floor(ExactLanes128 value) => new(Vector128.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 Truncate(ExactLanes128 value) => new(Vector128.Truncate(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExactLanes128 ToSingle(ExactLanes128 value) => new(Vector128.WidenLower(Vector128.Narrow(value._value, value._value)));
}
