using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>A few float64 numbers of neighbouring environments, computed with at once.</summary>
/// <remarks>
/// Only operations whose result IEEE 754 fixes, and no fused multiply-add: a number comes out the same in every lane, at every
/// width and on every machine. A mask has all bits of a lane set or none.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IExactLanes<T>
    where T : unmanaged, IExactLanes<T>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>One number in all lanes.</summary>
    static abstract T Of(double value);

    /// <summary>The numbers at a place and behind it.</summary>
    static abstract T Load(ref double first);

    /// <summary>Writes the numbers to a place and behind it.</summary>
    static abstract void Store(T value, ref double first);

    /// <summary>Rounded to float32.</summary>
    static abstract void StoreSingles(T value, ref float first);

    /// <summary>Sums.</summary>
    static abstract T operator +(T left, T right);

    /// <summary>Differences.</summary>
    static abstract T operator -(T left, T right);

    /// <summary>Products.</summary>
    static abstract T operator *(T left, T right);

    /// <summary>Quotients.</summary>
    static abstract T operator /(T left, T right);

    /// <summary>The numbers with the other sign.</summary>
    static abstract T operator -(T value);

    /// <summary>A mask of where one of two is.</summary>
    static abstract T operator |(T left, T right);

    /// <summary>A mask of where both are.</summary>
    static abstract T operator &(T left, T right);

    /// <summary>A mask of where the left one is less.</summary>
    static abstract T operator <(T left, T right);

    /// <summary>A mask of where the left one is greater.</summary>
    static abstract T operator >(T left, T right);

    /// <summary>A mask of where the left one is less or equal.</summary>
    static abstract T operator <=(T left, T right);

    /// <summary>A mask of where the left one is greater or equal.</summary>
    static abstract T operator >=(T left, T right);

    /// <summary>A mask of where two numbers are equal.</summary>
    static abstract T Same(T left, T right);

    /// <summary>The one number where the mask is set, the other where it is not.</summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>One bit a lane.</summary>
    static abstract uint Bits(T mask);

    /// <summary>Square roots, rounded once.</summary>
    static abstract T Sqrt(T value);

    /// <summary>The lesser of two numbers, as <see cref="Math.Min(double, double)"/> has it.</summary>
    static abstract T Min(T left, T right);

    /// <summary>The greater of two numbers, as <see cref="Math.Max(double, double)"/> has it.</summary>
    static abstract T Max(T left, T right);

    /// <summary>Magnitudes.</summary>
    static abstract T Abs(T value);

    /// <summary>To the nearest whole number; of two, the even one.</summary>
    static abstract T Nearest(T value);

    /// <summary>The whole numbers below.</summary>
    static abstract T Floor(T value);

    /// <summary>The whole numbers towards 0.</summary>
    static abstract T Truncate(T value);

    /// <summary>To float32 and back.</summary>
    static abstract T ToSingle(T value);
}

/// <summary>Operations that all register widths share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExactLanes
{
    /// <summary>Within two bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T value, double low, double high)
        where T : unmanaged, IExactLanes<T> => Clamp(value, T.Of(low), T.Of(high));

    /// <summary>Within two bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T value, T low, T high)
        where T : unmanaged, IExactLanes<T> => T.Select(value < low, low, T.Select(value > high, high, value));

    /// <summary>
    /// Within half a turn of 0, by whole turns added or taken off one by one; beyond <see cref="Trigonometry.Limit"/> as they are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WrapAngle<T>(T angle)
        where T : unmanaged, IExactLanes<T> => T.Bits(T.Abs(angle) > T.Of(Math.PI)) == 0 ? angle : Wrapped(angle);

    private static T Wrapped<T>(T angle)
        where T : unmanaged, IExactLanes<T>
    {
        var near = T.Abs(angle) <= T.Of(Trigonometry.Limit); // else a turn less may be the same number
        for (var over = angle > T.Of(Math.PI) & near; T.Bits(over) != 0; over = angle > T.Of(Math.PI) & near)
            angle = T.Select(over, angle - T.Of(2 * Math.PI), angle);
        for (var under = angle < T.Of(-Math.PI) & near; T.Bits(under) != 0; under = angle < T.Of(-Math.PI) & near)
            angle = T.Select(under, angle + T.Of(2 * Math.PI), angle);
        return angle;
    }

    /// <summary>A mask of where another is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Not<T>(T mask)
        where T : unmanaged, IExactLanes<T> => T.Select(mask, T.Of(0), Truth<T>(true));

    /// <summary>A mask of all lanes, or of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Truth<T>(bool value)
        where T : unmanaged, IExactLanes<T> => value ? T.Same(T.Of(0), T.Of(0)) : T.Of(0);
}
