using System.Runtime.CompilerServices;

namespace DeclarativeIL.Networks;

/// <summary>An activation and its derivative on registers.</summary>
internal interface IHostActivation
{
    /// <summary>Whether the derivative needs the argument, so that it is kept beside the result.</summary>
    static abstract bool KeepsArgument { get; }

    /// <summary>f(z).</summary>
    static abstract TVector Value<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>;

    /// <summary>gradient * f'(z), from f(z), or from z where <see cref="KeepsArgument"/>.</summary>
    static abstract TVector Backward<TVector, TLanes>(TVector gradient, TVector kept)
        where TVector : struct
        where TLanes : ILanes<TVector>;
}

/// <summary>z.</summary>
internal readonly struct HostLinear : IHostActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<TVector, TLanes>(TVector gradient, TVector kept)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => gradient;
}

/// <summary>tanh z; g (1 - h^2) = g - (g h) h.</summary>
internal readonly struct HostTanh : IHostActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => VectorMath<TVector, TLanes>.Tanh(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<TVector, TLanes>(TVector gradient, TVector kept)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => TLanes.Subtract(gradient, TLanes.Multiply(TLanes.Multiply(gradient, kept), kept));
}

/// <summary>max(0, z); g where h is above 0, and where it is NaN.</summary>
internal readonly struct HostRelu : IHostActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => TLanes.Max(z, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<TVector, TLanes>(TVector gradient, TVector kept)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => TLanes.WhereLess(kept, TLanes.Create(float.Epsilon), TLanes.Create(0), gradient);
}

/// <summary>1 / (1 + exp(-z)); g h (1 - h) = (g h) - (g h) h.</summary>
internal readonly struct HostSigmoid : IHostActivation
{
    public static bool KeepsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => VectorMath<TVector, TLanes>.Sigmoid(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<TVector, TLanes>(TVector gradient, TVector kept)
        where TVector : struct
        where TLanes : ILanes<TVector>
    {
        var product = TLanes.Multiply(gradient, kept);
        return TLanes.Subtract(product, TLanes.Multiply(product, kept));
    }
}

/// <summary>z Phi(z); Phi(z) + z phi(z).</summary>
internal readonly struct HostGelu : IHostActivation
{
    private const float InverseRootTwo = 0.70710678118654752f, NormalDensityAtZero = 0.39894228040143268f;

    public static bool KeepsArgument => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>
        => TLanes.Multiply(z, Distribution<TVector, TLanes>(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Backward<TVector, TLanes>(TVector gradient, TVector kept)
        where TVector : struct
        where TLanes : ILanes<TVector>
    {
        var density = VectorMath<TVector, TLanes>.Exp(TLanes.Multiply(TLanes.Multiply(kept, kept), TLanes.Create(-0.5f)));
        density = TLanes.Multiply(density, TLanes.Create(NormalDensityAtZero));
        return TLanes.Multiply(gradient, TLanes.MultiplyAdd(kept, density, Distribution<TVector, TLanes>(kept)));
    }

    /// <summary>Phi(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Distribution<TVector, TLanes>(TVector z)
        where TVector : struct
        where TLanes : ILanes<TVector>
    {
        var erf = VectorMath<TVector, TLanes>.Erf(TLanes.Multiply(z, TLanes.Create(InverseRootTwo)));
        return TLanes.MultiplyAdd(erf, TLanes.Create(0.5f), TLanes.Create(0.5f));
    }
}
