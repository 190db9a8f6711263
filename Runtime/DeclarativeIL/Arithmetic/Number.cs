using TorchSharp;

namespace DeclarativeIL.Arithmetic;

/// <summary>One number beside a tensor; a whole one leaves tensors of whole numbers what they are.</summary>
public readonly struct Number
{
    private readonly double _real;
    private readonly long _whole;
    private readonly bool _isWhole;

    private Number(double real, long whole, bool isWhole) => (_real, _whole, _isWhole) = (real, whole, isWhole);

    /// <summary>A real number.</summary>
    public static implicit operator Number(double value) => new(value, 0, false);

    /// <summary>A whole number.</summary>
    public static implicit operator Number(long value) => new(0, value, true);

    /// <summary>1 where it holds, else 0.</summary>
    public static implicit operator Number(bool value) => new(0, value ? 1 : 0, true);

    /// <summary>The number as float32 holds it: torch refuses what is larger than that.</summary>
    internal Number Single() => _isWhole ? this : (double)(float)_real;

    /// <summary>The number for native code; whoever asks holds it through the call and disposes of it.</summary>
    internal Scalar Held()
    {
        if (_isWhole)
            return _whole;
        return _real;
    }
}
