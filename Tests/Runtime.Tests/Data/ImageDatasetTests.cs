using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Images as bytes in data sets: the numbers of any other data set, in a quarter of the memory.</summary>
public sealed class ImageDatasetTests
{
    private static readonly ImageSpace Images = new(3, 4, 2);
    private static readonly ImageSpace Larger = new(3, 4, 3);

    [Fact]
    public void Every_byte_comes_back_as_its_code()
    {
        var all = new ImageSpace(16, 16, 1);
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];
        var encoded = new float[256];
        all.Encode([.. bytes.Select(static b => (float)b)], encoded);

        var data = Dataset.OfImages<Demonstration>(all, [new(all.ToState(bytes), Act.Discrete(1))]);

        Assert.Equal([.. encoded.Select(static code => (double)code)], data[0].State.Span.ToArray());
        Assert.Equal(bytes, all.ToBytes(data[0].State));
        Assert.True(data.Columns[0].HoldsImages);
        Assert.False(data.Columns[1].HoldsImages);
        Assert.Equal(all, data.Images);
    }

    [Fact]
    public void Rows_and_batches_have_the_numbers_of_other_data()
    {
        var (floats, bytes) = (new Dataset<Transition>(Rows(9)), Dataset.OfImages(Images, Rows(9)));

        Assert.Equal(floats.AsEnumerable(), bytes);
        Assert.Equal(floats.Take(4).AsEnumerable(), bytes.Take(4));
        Assert.Equal(Images, bytes.Take(4).Images);
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using var scope = NewDisposeScope();
            using var expected = new BatchFeed<Transition>(floats, type);
            using var found = new BatchFeed<Transition>(bytes, type);
            foreach (var seed in (ulong[])[1, 2])
            {
                expected.Shuffle(new SeedSequence(seed).Stream());
                found.Shuffle(new SeedSequence(seed).Stream());
                while (expected.Next(4) is { } batch)
                    Same(batch, found.Next(4)!);
            }
            bytes.AddRange(Rows(3)); // the device learns of what is new
            floats.AddRange(Rows(3));
            expected.Refresh();
            found.Refresh();
            Same(expected.Next(50)!, found.Next(50)!);
        }
    }

    [Fact]
    public void Ensembles_and_loops_over_rows_see_them_too()
    {
        var (floats, bytes) = (new Dataset<Transition>(Rows(9)), Dataset.OfImages(Images, Rows(9)));
        using var scope = NewDisposeScope();
        using var expected = new BootstrapFeed<Transition>(floats, 3, Bootstrap.WithReplacement, new SeedSequence(4), ScalarType.Float32);
        using var found = new BootstrapFeed<Transition>(bytes, 3, Bootstrap.WithReplacement, new SeedSequence(4), ScalarType.Float32);
        Same(expected.Next(5)!, found.Next(5)!);

        var (one, other) = (new CpuFeed<Transition>(floats), new CpuFeed<Transition>(bytes));
        Assert.True(one.Next(5) && other.Next(5));
        foreach (var column in (string[])["State", "Next"])
        {
            Assert.Equal(one.Rows[column].Vector(3).Span, other.Rows[column].Vector(3).Span);
            Assert.Equal(one.Rows[column][2, 7], other.Rows[column][2, 7]);
            Assert.Equal(Copied<float>(one.Rows[column]), Copied<float>(other.Rows[column]));
            Assert.Equal(Copied<double>(one.Rows[column]), Copied<double>(other.Rows[column]));
        }
    }

    [Fact]
    public void Memory_is_a_byte_a_number()
    {
        var data = Dataset.OfImages<Transition>(Images, Rows(64));
        Assert.InRange(data.Columns[0].Pixels.Length, 64 * Images.Width, 2 * 64 * Images.Width);
    }

    [Fact]
    public void Data_moves_between_the_kinds_and_a_ring_goes_round()
    {
        var bytes = Dataset.OfImages(Images, Rows(5));
        var floats = new Dataset<Transition>(bytes);
        Assert.Equal(bytes.AsEnumerable(), floats);
        Assert.False(floats.Columns[0].HoldsImages);
        floats.Add(Row(new RandomStream(8), static _ => 0.3)); // no code: eight bytes a number from now on
        floats.AddRange(bytes);
        Assert.Equal(bytes[2], floats[8]);

        var again = Dataset.OfImages<Transition>(Images);
        again.AddRange(new Dataset<Transition>(Rows(5)));
        again.AddRange(bytes);
        Assert.Equal(bytes.Concat(bytes), again);
    }

    [Fact]
    public void What_is_no_such_image_is_refused_and_nothing_is_kept()
    {
        var data = Dataset.OfImages(Images, Rows(2));

        Assert.Equal(
            "Column State, row 2: found 36 numbers; expected 24.",
            Assert.Throws<ArgumentException>(() => data.Add(Of(Larger.ToState(new byte[Larger.Width])))).Message
        );
        Assert.Contains(
            "Column State, row 2, component 0: found 17; expected a whole number from 0 to 255 divided by 255",
            Assert.Throws<ArgumentException>(() => data.Add(Of(new State(Enumerable.Repeat(17.0, Images.Width).ToArray())))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => data.AddRange(new Dataset<Transition>([Row(new RandomStream(8), static _ => 0.3)])));
        Assert.Throws<ArgumentException>(() => Dataset.OfImages(Larger, (IEnumerable<Transition>)data));
        Assert.Throws<NotSupportedException>(static () => Dataset.OfImages<Stateless>(Images));
        Assert.Equal(2, data.Count);
        Assert.Equal(Rows(2), data);

        static Transition Of(State state) => new(state, Act.Discrete(0), 0, state, false, false);
    }

    [Fact]
    public void Bytes_of_another_size_or_no_bytes_are_refused()
    {
        Assert.Contains(
            "Found an image of 36 numbers; expected 3 x 4 x 2 = 24.",
            Assert.Throws<ArgumentException>(static () => Images.ToState(new byte[36])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Found an image of 2 numbers; expected 3 x 4 x 2 = 24.",
            Assert.Throws<ArgumentException>(static () => Images.ToBytes(State.Of(1, 2))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Found 0.5 at 0",
            Assert.Throws<ArgumentException>(static () => Images.ToBytes(new State(Enumerable.Repeat(0.5, 24).ToArray()))).Message,
            StringComparison.Ordinal
        );
    }

    public readonly record struct Stateless(double Number);

    private static Transition[] Rows(int count)
    {
        var random = new SeedSequence(3).Stream();
        return [.. Enumerable.Range(0, count).Select(_ => Row(random, static random => random.NextInt(256) / 255f))];
    }

    private static Transition Row(RandomStream random, Func<RandomStream, double> number)
    {
        State Image() => new(Enumerable.Range(0, Images.Width).Select(_ => number(random)).ToArray());
        return new(Image(), Act.Discrete(random.NextInt(3)), random.NextGaussian(), Image(), false, false, Act.Discrete(0));
    }

    private static T[] Copied<T>(CpuColumn column)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[column.Rows * (column.Width + 1)];
        column.CopyTo(0, numbers.AsSpan(), column.Width + 1);
        return numbers;
    }

    private static void Same(Batch<Transition> expected, Batch<Transition> found)
    {
        foreach (var column in (string[])["State", "Action", "Reward", "Next"])
        {
            Assert.Equal(expected[column].dtype, found[column].dtype);
            Assert.Equal(expected[column].shape, found[column].shape);
            Assert.True(expected[column].equal(found[column]).all().item<bool>(), column);
        }
    }
}
