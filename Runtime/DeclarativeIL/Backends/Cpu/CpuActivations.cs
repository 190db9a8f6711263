using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>An activation and its derivative on registers.</summary>
internal interface ICpuActivation
{
    /// <summary>True if the derivative needs the argument, so that it is kept beside the result.</summary>
    static abstract bool KeepsArgument { get; }

    /// <summary>f(z).</summary>
    static abstract TVector Value<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector>;

    /// <summary>gradient * f'(z), from f(z), or from z where <see cref="KeepsArgument"/>.</summary>
    static abstract TVector Backward<T, TVector, TLanes>(TVector gradient, TVector kept)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector>;
}

/// <summary>z.</summary>
internal readonly struct CpuLinear : ICpuActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<T, TVector, TLanes>(TVector gradient, TVector kept)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => gradient;
}

/// <summary>tanh z; g (1 - h^2) = g - (g h) h.</summary>
internal readonly struct CpuTanh : ICpuActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => VectorMath<T, TVector, TLanes>.Tanh(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<T, TVector, TLanes>(TVector gradient, TVector kept)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => TLanes.Subtract(gradient, TLanes.Multiply(TLanes.Multiply(gradient, kept), kept));
}

/// <summary>max(0, z); g where h is above 0, and where it is NaN.</summary>
internal readonly struct CpuRelu : ICpuActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => TLanes.Max(z, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<T, TVector, TLanes>(TVector gradient, TVector kept)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => TLanes.WhereLess(kept, TLanes.Constant(float.Epsilon), TLanes.Constant(0), gradient);
}

/// <summary>1 / (1 + exp(-z)); g h (1 - h) = (g h) - (g h) h.</summary>
internal readonly struct CpuSigmoid : ICpuActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => VectorMath<T, TVector, TLanes>.Sigmoid(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<T, TVector, TLanes>(TVector gradient, TVector kept)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector>
    {
        var product = TLanes.Multiply(gradient, kept);
        return TLanes.Subtract(product, TLanes.Multiply(product, kept));
    }
}

/// <summary>z Phi(z); Phi(z) + z phi(z).</summary>
internal readonly struct CpuGelu : ICpuActivation
{
    private const double InverseRootTwo = 0.70710678118654752,
        NormalDensityAtZero = 0.39894228040143268;

    public static bool KeepsArgument => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector> => TLanes.Multiply(z, Distribution<T, TVector, TLanes>(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<T, TVector, TLanes>(TVector gradient, TVector kept)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector>
    {
        var density = VectorMath<T, TVector, TLanes>.Exp(TLanes.Multiply(TLanes.Multiply(kept, kept), TLanes.Constant(-0.5)));
        density = TLanes.Multiply(density, TLanes.Constant(NormalDensityAtZero));
        return TLanes.Multiply(gradient, TLanes.MultiplyAdd(kept, density, Distribution<T, TVector, TLanes>(kept)));
    }

    /// <summary>Phi(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Distribution<T, TVector, TLanes>(TVector z)
        where T : unmanaged
        where TVector : struct
        where TLanes : IFastLanes<T, TVector>
    {
        var erf = VectorMath<T, TVector, TLanes>.Erf(TLanes.Multiply(z, TLanes.Constant(InverseRootTwo)));
        return TLanes.MultiplyAdd(erf, TLanes.Constant(0.5), TLanes.Constant(0.5));
    }
}
