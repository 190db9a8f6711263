using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeclarativeIL.Randomness;

/// <summary>Philox 4x32-10: a keyed bijection of 128-bit counters that passes as random (Salmon et al. 2011).</summary>
internal static class Philox
{
    private const uint MultiplierA = 0xD2511F53,
        MultiplierB = 0xCD9E8D57,
        WeylA = 0x9E3779B9,
        WeylB = 0xBB67AE85;

    public static (ulong Low, ulong High) Bits(ulong key, ulong counterLow, ulong counterHigh)
    {
        uint x0 = (uint)counterLow,
            x1 = (uint)(counterLow >> 32),
            x2 = (uint)counterHigh,
            x3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key,
            k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var a = (ulong)MultiplierA * x0;
            var b = (ulong)MultiplierB * x2;
            (x0, x1, x2, x3) = ((uint)(b >> 32) ^ x1 ^ k0, (uint)b, (uint)(a >> 32) ^ x3 ^ k1, (uint)a);
            k0 += WeylA;
            k1 += WeylB;
        }
        return (x0 | ((ulong)x1 << 32), x2 | ((ulong)x3 << 32));
    }

    /// <summary>The low halves of consecutive counters, as <see cref="Bits"/> gives them one by one.</summary>
    public static void LowBits(ulong key, ulong first, Span<ulong> bits)
    {
        var place = 0;
        if (first <= uint.MaxValue - (ulong)bits.Length)
            for (; place + 4 <= bits.Length; place += 4)
                LowBits(key, Vector256.Create(first + (ulong)place) + Vector256.Create(0UL, 1, 2, 3), 0).CopyTo(bits[place..]);
        for (; place < bits.Length; place++)
            bits[place] = Bits(key, first + (ulong)place, 0).Low;
    }

    /// <summary>The low halves of four counters that differ in <paramref name="counterLow"/> only, which is below 2^32.</summary>
    public static Vector256<ulong> LowBits(ulong key, Vector256<ulong> counterLow, ulong counterHigh)
    {
        if (!Avx2.IsSupported)
            return Vector256.Create(
                Bits(key, counterLow[0], counterHigh).Low,
                Bits(key, counterLow[1], counterHigh).Low,
                Bits(key, counterLow[2], counterHigh).Low,
                Bits(key, counterLow[3], counterHigh).Low
            );
        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue),
            x0 = counterLow,
            x1 = Vector256<ulong>.Zero;
        Vector256<ulong> x2 = Vector256.Create((ulong)(uint)counterHigh),
            x3 = Vector256.Create(counterHigh >> 32);
        Vector256<uint> multiplierA = Vector256.Create((ulong)MultiplierA).AsUInt32(),
            multiplierB = Vector256.Create((ulong)MultiplierB).AsUInt32();
        uint k0 = (uint)key,
            k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var a = Avx2.Multiply(multiplierA, x0.AsUInt32()); // the low halves of the lanes, 64 bits of product
            var b = Avx2.Multiply(multiplierB, x2.AsUInt32());
            (x0, x1, x2, x3) = (
                (b >> 32) ^ x1 ^ Vector256.Create((ulong)k0),
                b & low,
                (a >> 32) ^ x3 ^ Vector256.Create((ulong)k1),
                a & low
            );
            k0 += WeylA;
            k1 += WeylB;
        }
        return x0 | (x1 << 32);
    }
}
