using DeclarativeIL.Randomness;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Runtime.Tests.Randomness;

public sealed class RandomnessTests
{
    /// <summary>Random123's kat_vectors for philox4x32-10: counter, key, result, four, two and four 32-bit words.</summary>
    [Fact]
    public void Four_draws_at_once_are_the_four_draws()
    {
        var draws = new double[4];
        for (ulong i = 0; i < 200; i++)
        {
            var (key, time) = (Philox.Bits(i, 1, 2).Low, Philox.Bits(i, 3, 4).High);
            RandomStream.UniformsOf(key, time, draws);
            for (var row = 0; row < 4; row++)
                Assert.Equal(RandomStream.UniformOf(key, (ulong)row, time), draws[row]);
        }
    }

    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_published_vectors(string counter, string key, string expected)
    {
        var (c, k, e) = (Words(counter), Words(key), Words(expected));
        Assert.Equal((e[0], e[1]), Philox.Bits(k[0], c[0], c[1]));
    }

    /// <summary>Pairs of 32-bit words, the lower one first.</summary>
    private static ulong[] Words(string text) =>
        [.. text.Split(' ').Select(word => Convert.ToUInt64(word, 16)).Chunk(2).Select(pair => pair[0] | pair[1] << 32)];

    /// <summary>Also where the counter leaves 32 bits, and where the draws that are computed together are not all needed.</summary>
    [Theory]
    [InlineData(0UL, 1)]
    [InlineData(0UL, 100)]
    [InlineData(7UL, 33)]
    [InlineData(4294967280UL, 65)]
    [InlineData(ulong.MaxValue - 5, 40)]
    public void A_shuffle_swaps_by_the_next_whole_numbers(ulong position, int count)
    {
        RandomStream shuffling = new(3) { Position = position },
            drawing = new(3) { Position = position };
        int[] shuffled = [.. Enumerable.Range(0, count)],
            swapped = [.. shuffled];
        shuffling.Shuffle<int>(shuffled);
        for (var i = count - 1; i > 0; i--)
        {
            var j = drawing.NextInt(i + 1);
            (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
        }
        Assert.Equal(swapped, shuffled);
        Assert.Equal(drawing.Position, shuffling.Position);
    }

    [Fact]
    public void Uniform_draws_are_uniform_and_below_one()
    {
        var random = new RandomStream(1);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextUniform()).ToArray();
        Assert.All(draws, draw => Assert.True(draw is >= 0 and < 1));
        Assert.Equal(0.5, draws.Mean(), 0.003);
        Assert.Equal(1 / 12.0, draws.Variance(), 0.001);
        var bins = new int[100];
        foreach (var draw in draws)
            bins[(int)(draw * 100)]++;
        var chi = bins.Sum(bin => (bin - 2000.0) * (bin - 2000.0) / 2000);
        Assert.InRange(chi, 53, 159); // 99 degrees of freedom: 1e-4 to 1 - 1e-4
        Assert.InRange(Lag(draws), -0.01, 0.01);
    }

    [Fact]
    public void Gaussian_draws_are_standard_normal()
    {
        var random = new RandomStream(2);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0, draws.Mean(), 0.01);
        Assert.Equal(1, draws.Variance(), 0.02);
        Assert.Equal(0, draws.Skewness(), 0.03);
        Assert.Equal(0, draws.Kurtosis(), 0.06);
        Assert.Equal(0.6827, draws.Count(draw => Math.Abs(draw) < 1) / 200_000.0, 0.005);
        Assert.All(draws, draw => Assert.True(double.IsFinite(draw)));
    }

    [Fact]
    public void Whole_numbers_are_uniform_below_their_bound()
    {
        var random = new RandomStream(3);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.NextInt(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(0, random.NextInt(1));
        Assert.InRange(random.NextInt(int.MaxValue), 0, int.MaxValue - 1);
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => random.NextInt(0));
    }

    [Fact]
    public void Shuffles_are_permutations_each_place_equally_likely()
    {
        var random = new RandomStream(4);
        var first = new int[5];
        for (var i = 0; i < 50_000; i++)
        {
            int[] items = [0, 1, 2, 3, 4];
            random.Shuffle(items.AsSpan());
            Assert.Equal(10, items.Sum());
            first[items[0]]++;
        }
        Assert.All(first, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void A_position_resumes_and_places_can_be_asked_out_of_order()
    {
        var random = new RandomStream(5);
        var draws = Enumerable.Range(0, 10).Select(_ => random.NextUniform()).ToArray();
        Assert.Equal(10UL, random.Position);
        var resumed = new RandomStream(5) { Position = 6 };
        Assert.Equal(draws[6..], Enumerable.Range(0, 4).Select(_ => resumed.NextUniform()));
        Assert.Equal(draws[3], new RandomStream(5).UniformAt(3, 0));
        Assert.NotEqual(random.UniformAt(3, 0), random.UniformAt(3, 1));
        Assert.Equal(random.GaussianAt(8, 9), new RandomStream(5).GaussianAt(8, 9));
    }

    [Fact]
    public void Children_are_distinct_independent_and_depend_on_their_path_only()
    {
        var root = new SeedSequence(6);
        Assert.Equal(root.Child("a").Child(3).Seed, new SeedSequence(6).Child("a").Child(3).Seed);
        Assert.Equal(root.Child("a").Stream().NextUniform(), root.Child("a").Stream().NextUniform());
        var seeds = new HashSet<ulong>();
        for (ulong seed = 0; seed < 100; seed++)
        for (ulong child = 0; child < 100; child++)
            Assert.True(seeds.Add(new SeedSequence(seed).Child(child).Seed));
        Assert.NotEqual(root.Child("train").Seed, root.Child("evaluation").Seed);
        Assert.NotEqual(root.Child(1).Child(2).Seed, root.Child(2).Child(1).Seed);

        var one = root.Child(1).Stream();
        var two = root.Child(2).Stream();
        var correlation = Correlation.Pearson(
            Enumerable.Range(0, 100_000).Select(_ => one.NextUniform()),
            Enumerable.Range(0, 100_000).Select(_ => two.NextUniform())
        );
        Assert.InRange(correlation, -0.012, 0.012);
    }

    private static double Lag(double[] draws) => Correlation.Pearson(draws[1..], draws[..^1]);
}
