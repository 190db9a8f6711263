namespace DeclarativeIL.Player;

/// <summary>
/// Draws keyed by a number and counted, those of the library's <c>RandomStream</c> with the same key: Philox 4x32-10 (Salmon, Moraes,
/// Dror, Shaw 2011). <c>new DrawStream(seed)</c> draws as <c>new SeedSequence(seed).Stream()</c>.
/// </summary>
public sealed class DrawStream
{
    /// <summary>A stream from its first draw on.</summary>
    /// <param name="key">Any number.</param>
    public DrawStream(ulong key) => Key = key;

    /// <summary>The key.</summary>
    public ulong Key { get; }

    /// <summary>The number of draws that were taken; setting it resumes there.</summary>
    public ulong Position { get; set; }

    internal double NextUniform() => UniformOf(Key, Position++, 0);

    internal double NextGaussian() => GaussianOf(Key, Position++, 0);

    /// <summary>The next whole number below a bound: the upper 64 bits of draw x bound.</summary>
    internal int NextInt(int bound)
    {
        var bits = Bits(Key, Position++, 0).Low;
        var low = (bits & uint.MaxValue) * (ulong)bound;
        return (int)((((bits >> 32) * (ulong)bound) + (low >> 32)) >> 32);
    }

    /// <summary>From [0, 1), with 53 random bits.</summary>
    internal static double UniformOf(ulong key, ulong row, ulong time) => ToUnit(Bits(key, row, time).Low);

    /// <summary>Box, Muller 1958.</summary>
    internal static double GaussianOf(ulong key, ulong row, ulong time)
    {
        var (low, high) = Bits(key, row, time);
        return Math.Sqrt(-2 * Math.Log(1 - ToUnit(low))) * Math.Cos(2 * Math.PI * ToUnit(high));
    }

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static (ulong Low, ulong High) Bits(ulong key, ulong counterLow, ulong counterHigh)
    {
        uint x0 = (uint)counterLow,
            x1 = (uint)(counterLow >> 32),
            x2 = (uint)counterHigh,
            x3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key,
            k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var a = 0xD2511F53UL * x0;
            var b = 0xCD9E8D57UL * x2;
            (x0, x1, x2, x3) = ((uint)(b >> 32) ^ x1 ^ k0, (uint)b, (uint)(a >> 32) ^ x3 ^ k1, (uint)a);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return (x0 | ((ulong)x1 << 32), x2 | ((ulong)x3 << 32));
    }
}
