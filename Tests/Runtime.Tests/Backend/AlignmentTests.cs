using System.Security.Cryptography;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Backend;

/// <summary>Where in memory numbers lie makes no difference to what is computed of them.</summary>
[Trait("Speed", "Slow")]
public class AlignmentTests
{
    /// <summary>Numbers of that shape, somewhere in memory.</summary>
    private delegate Tensor Place(params long[] shape);

    private const int Line = 64; // bytes: the widest register, and a line of the cache

    /// <summary>Rows, depth, columns: also those for which the library has special code (one column, few rows).</summary>
    public static TheoryData<int, int, int> Sizes =>
        new()
        {
            { 64, 17, 64 },
            { 777, 64, 64 },
            { 777, 3, 64 },
            { 777, 64, 1 },
            { 1, 64, 64 },
            { 9, 64, 2 },
            { 256, 256, 256 },
        };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_do_not_depend_on_alignment(int rows, int depth, int columns)
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            Same(type, place => place(rows, depth).mm(place(depth, columns)));
            Same(type, place => place(rows, depth).mm(place(columns, depth).t()));
            Same(type, place => place(depth, columns).addmm_(place(rows, depth).t(), place(rows, columns)));
            Same(type, place => place(columns).addmm(place(rows, depth), place(depth, columns)));
            Same(type, place => place(depth).addmv_(place(rows, depth).t(), place(rows)));
            Same(type, place => place(rows, depth).mv(place(depth)));
            Same(type, place => place(3, rows, depth).bmm(place(3, depth, columns)));
            Same(type, place => place(depth).dot(place(depth)));
        }
    }

    [Theory]
    [InlineData(777, 3)]
    [InlineData(33, 17)]
    [InlineData(1, 13)]
    public void Functions_and_sums_do_not_depend_on_alignment(int rows, int columns)
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            Same(type, place => place(rows, columns).exp());
            Same(type, place => place(rows, columns).tanh());
            Same(type, place => place(rows, columns).sigmoid());
            Same(type, place => place(rows, columns).erf());
            Same(type, place => place(rows, columns).abs().log());
            Same(type, place => place(rows, columns).log_softmax(-1));
            Same(type, place => place(rows, columns).logsumexp(-1));
            Same(type, place => place(rows, columns).sum());
            Same(type, place => place(rows, columns).sum(0));
            Same(type, place => place(rows, columns).cumsum(0));
            Same(type, place => place(rows, columns) / place(rows, columns));
        }
    }

    /// <summary>Sums on the host; the library of tensors for spans adds up in an order of the alignment.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Sums_on_the_host_do_not_depend_on_alignment(int count)
    {
        var random = new SeedSequence(3).Stream();
        var memory = new double[count + Line / sizeof(double)];
        double[] numbers = [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
        var sums = new HashSet<long>();
        for (var start = 0; start < Line / sizeof(double); start++)
        {
            numbers.CopyTo(memory, start);
            sums.Add(BitConverter.DoubleToInt64Bits(OrderedSum.Of(memory.AsSpan(start, count))));
        }
        Assert.Single(sums);
        Assert.Equal(numbers.Sum(), OrderedSum.Of(numbers), 1e-12 * (1 + count));
    }

    /// <summary>
    /// The same operation at every alignment that numbers of the type can have: of all arguments alike, and of each in another way.
    /// </summary>
    private static void Same(ScalarType type, Func<Place, Tensor> compute)
    {
        var places = Line / type.ElementSize();
        var bits = new HashSet<string>();
        for (var place = 0; place < places; place++)
            foreach (var stride in new[] { 0, 3 })
            {
                using var scope = NewDisposeScope();
                var argument = 0;
                var result = compute(shape => At((int)((place + stride * argument++) % places), type, shape));
                bits.Add(Convert.ToHexString(SHA256.HashData(result.contiguous().bytes)));
            }
        Assert.Single(bits);
    }

    /// <summary>Random numbers that start some numbers after a multiple of 64 bytes, the same wherever they start.</summary>
    private static Tensor At(int start, ScalarType type, long[] shape)
    {
        var count = shape.Aggregate(1L, static (product, size) => product * size);
        var random = new SeedSequence((ulong)count).Stream();
        using var numbers = tensor(Enumerable.Range(0, (int)count).Select(_ => random.NextGaussian()).ToArray(), type);
        return zeros(count + Line, type).narrow(0, start, count).copy_(numbers).view(shape);
    }
}
