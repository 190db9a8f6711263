namespace DeclarativeIL.Environments.Simulation;

/// <summary>A few float64 numbers of neighbouring environments, computed with at once.</summary>
/// <remarks>
/// Only operations whose result IEEE 754 fixes, and no fused multiply-add: a number comes out the same in every lane, at every
/// width and on every machine. A mask has all bits of a lane set or none.
/// </remarks>
internal interface IExactLanes<T>
    where T : unmanaged, IExactLanes<T>
{
    static abstract int Count { get; }

    /// <summary>One number in all lanes.</summary>
    static abstract T Of(double value);

    static abstract T Load(ref double first);

    static abstract void Store(T value, ref double first);

    /// <summary>Rounded to float32.</summary>
    static abstract void StoreSingles(T value, ref float first);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator -(T value);

    static abstract T operator |(T left, T right);

    static abstract T operator &(T left, T right);

    static abstract T operator <(T left, T right);

    static abstract T operator >(T left, T right);

    static abstract T operator <=(T left, T right);

    static abstract T operator >=(T left, T right);

    static abstract T Same(T left, T right);

    static abstract T Select(T mask, T yes, T no);

    /// <summary>One bit a lane.</summary>
    static abstract uint Bits(T mask);

    static abstract T Abs(T value);

    /// <summary>To the nearest whole number; of two, the even one.</summary>
    static abstract T Nearest(T value);

    static abstract T Floor(T value);

    static abstract T Truncate(T value);

    /// <summary>To float32 and back.</summary>
    static abstract T ToSingle(T value);
}

/// <summary>Operations that all register widths share.</summary>
internal static class ExactLanesOf<T>
    where T : unmanaged, IExactLanes<T>
{
    /// <summary>Within two bounds.</summary>
    public static T Clamp(T value, double low, double high) =>
        T.Select(value < T.Of(low), T.Of(low), T.Select(value > T.Of(high), T.Of(high), value));
}
