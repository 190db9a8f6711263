using DeclarativeIL.Player.Kernels;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Player.Tests;

/// <summary>The fused operations without an instruction against those of the runtime, by bits.</summary>
public sealed class FusedTests
{
    private const int Tries = 500_000;

    /// <summary>Numbers of any exponent, of neighbouring ones, with few digits, and such that the sum nearly cancels or is a tie.</summary>
    [Fact]
    public void Single_precision_rounds_once()
    {
        var random = new SeedSequence(1).Stream();
        for (var i = 0; i < Tries; i++)
        {
            var (x, y) = (Single(random, i), Single(random, i));
            var z = (i % 5) switch
            {
                0 => -(x * y),
                1 => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x * y) ^ random.NextInt(8)),
                2 => x * y * (1 << random.NextInt(30)),
                3 => x * y / (1 << random.NextInt(30)),
                _ => Single(random, i),
            };
            var (expected, found) = (MathF.FusedMultiplyAdd(x, y, z), (float)Fused.Single(x, y, z));
            Assert.True(
                BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found)
                    || float.IsNaN(expected) && float.IsNaN(found),
                $"{x:R} * {y:R} + {z:R}: expected {expected:R}, found {found:R}"
            );
        }
    }

    [Fact]
    public void Double_precision_rounds_once()
    {
        var random = new SeedSequence(2).Stream();
        for (var i = 0; i < Tries; i++)
        {
            var (x, y) = (Double(random, i), Double(random, i));
            var z = (i % 5) switch
            {
                0 => -(x * y),
                1 => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x * y) ^ random.NextInt(8)),
                2 => x * y * Math.ScaleB(1, random.NextInt(120)),
                3 => x * y * Math.ScaleB(1, -random.NextInt(120)),
                _ => Double(random, i),
            };
            var (expected, found) = (Math.FusedMultiplyAdd(x, y, z), WideFused.MultiplyAdd(x, y, z));
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(found)
                    || double.IsNaN(expected) && double.IsNaN(found),
                $"{x:R} * {y:R} + {z:R}: expected {expected:R}, found {found:R}"
            );
        }
    }

    private static float Single(RandomStream random, int i) =>
        (i % 3) switch
        {
            0 => BitConverter.Int32BitsToSingle(unchecked((int)Bits(random))), // anything, NaN and infinities too
            1 => (float)random.NextGaussian(),
            _ => (random.NextInt(1 << 13) - 4096) * MathF.ScaleB(1, random.NextInt(20) - (i % 2 == 0 ? 10 : 80)),
        };

    private static double Double(RandomStream random, int i) =>
        (i % 4) switch
        {
            0 => BitConverter.Int64BitsToDouble(unchecked((long)Bits(random))),
            1 => random.NextGaussian(),
            2 => random.NextGaussian() * Math.ScaleB(1, -500 - random.NextInt(60)), // products at the end of the range
            _ => (random.NextInt(1 << 30) - (1 << 29)) * Math.ScaleB(1, random.NextInt(20) - 10),
        };

    private static ulong Bits(RandomStream random) =>
        ((ulong)(uint)random.NextInt(int.MaxValue) << 33) ^ ((ulong)random.NextInt(int.MaxValue) << 9) ^ (ulong)random.NextInt(1 << 20);
}
