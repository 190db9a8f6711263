namespace DeclarativeIL.Randomness;

/// <summary>Philox 4x32-10: a keyed bijection of 128-bit counters that passes as random (Salmon et al. 2011).</summary>
internal static class Philox
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57, WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    public static (ulong Low, ulong High) Bits(ulong key, ulong counterLow, ulong counterHigh)
    {
        uint x0 = (uint)counterLow, x1 = (uint)(counterLow >> 32), x2 = (uint)counterHigh, x3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
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
}
