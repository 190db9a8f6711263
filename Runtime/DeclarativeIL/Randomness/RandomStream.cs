using System.Runtime.Intrinsics;

namespace DeclarativeIL.Randomness;

/// <summary>
/// Draws keyed by a number and counted: draw i of key k is a pure function of (k, i), so it can also be asked for out of order.
/// </summary>
/// <remarks>Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011), checked against the authors' published vectors.</remarks>
/// <param name="key">The key, usually of a <see cref="SeedSequence"/>.</param>
public sealed class RandomStream(ulong key)
{
    private const int Ahead = 32; // draws of a shuffle that are computed together

    private ulong _position;

    /// <summary>The key.</summary>
    public ulong Key => key;

    /// <summary>The number of draws that were taken in order; setting it resumes there.</summary>
    public ulong Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>The next draw from [0, 1), with 53 random bits.</summary>
    public double NextUniform() => UniformAt(_position++, 0);

    /// <summary>The next draw from the standard normal distribution.</summary>
    public double NextGaussian() => GaussianAt(_position++, 0);

    /// <summary>The next whole number below <paramref name="bound"/>.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return Below(bound, Philox.Bits(key, _position++, 0).Low);
    }

    /// <summary>The uniform draw of a place, whatever was drawn before.</summary>
    public double UniformAt(ulong row, ulong time) => UniformOf(key, row, time);

    /// <summary>The standard normal draw of a place, whatever was drawn before (Box, Muller 1958).</summary>
    public double GaussianAt(ulong row, ulong time) => GaussianOf(key, row, time);

    /// <summary>The standard normal draw of a key and a place, for those who keep keys instead of streams.</summary>
    internal static double GaussianOf(ulong key, ulong row, ulong time)
    {
        var (low, high) = Philox.Bits(key, row, time);
        return Math.Sqrt(-2 * Math.Log(1 - ToUnit(low))) * Math.Cos(2 * Math.PI * ToUnit(high));
    }

    /// <summary>Puts <paramref name="items"/> into a random order (Fisher, Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        Span<ulong> bits = stackalloc ulong[Ahead];
        for (var i = items.Length - 1; i > 0; )
        {
            var draws = bits[..Math.Min(Ahead, i)];
            Philox.LowBits(key, _position, draws);
            _position += (ulong)draws.Length;
            foreach (var draw in draws)
            {
                var j = Below(i + 1, draw);
                (items[i], items[j]) = (items[j], items[i]);
                i--;
            }
        }
    }

    /// <summary>The uniform draw of a key and a place, for those who keep keys instead of streams.</summary>
    internal static double UniformOf(ulong key, ulong row, ulong time) => ToUnit(Philox.Bits(key, row, time).Low);

    /// <summary>The uniform draws of rows 0 to 3 at one time, computed together.</summary>
    internal static void UniformsOf(ulong key, ulong time, Span<double> draws)
    {
        var bits = Philox.LowBits(key, Vector256.Create(0UL, 1, 2, 3), time);
        for (var row = 0; row < 4; row++)
            draws[row] = ToUnit(bits[row]);
    }

    private static int Below(int bound, ulong bits) => (int)Math.BigMul(bits, (ulong)bound, out _);

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));
}
