using System.Buffers.Binary;
using System.Text;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Checkpoints;

[Trait("Speed", "Slow")]
public sealed class SafeTensorsTests
{
    private static readonly byte[] Four = [0, 0, 128, 63]; // 1.0f

    [Fact]
    public void Tensors_of_every_type_come_back_to_the_bit()
    {
        using var temporary = new Temporary();
        using var scope = NewDisposeScope();
        var tensors = new (string, Tensor)[]
        {
            ("a", tensor(new float[] { 1, float.NaN, -0f, 1e-45f }, [2, 2])),
            ("b.c", tensor(Math.PI)),
            ("d", tensor(new long[] { long.MinValue, 7 })),
            ("e", tensor(new bool[] { true, false, true })),
            ("f", tensor(new byte[] { 255 })),
            ("g", zeros(0, 3)),
            ("h", tensor(new float[] { 1.5f }).to(ScalarType.BFloat16)),
            ("i", tensor(new long[] { 0, 1, 2, 3, 4, 5 }).view(2, 3).t()),
        };
        var path = temporary.File("all.safetensors");
        var words = new Dictionary<string, string> { ["ключ"] = "\"value\"\n" };
        new SafeTensors([.. tensors.Select(static pair => StoredTensor.From(pair.Item1, pair.Item2))], words).Write(path);

        var read = SafeTensors.Read(path);

        Assert.Equal("\"value\"\n", read.Metadata["ключ"]);
        foreach (var (name, value) in tensors)
        {
            var copy = zeros_like(value).contiguous();
            read.Find(name)!.CopyTo(copy);
            Assert.Equal(value.contiguous().bytes.ToArray(), copy.bytes.ToArray());
        }
        Assert.Null(read.Find("z"));
        Assert.Equal([path], Directory.GetFiles(temporary.Folder));
    }

    [Fact]
    public void Numbers_start_aligned_and_the_layout_is_the_published_one()
    {
        using var temporary = new Temporary();
        var path = temporary.File("one.safetensors");
        new SafeTensors([new StoredTensor("w", ElementType.Float32, [1], Four)], new Dictionary<string, string>()).Write(path);

        var bytes = File.ReadAllBytes(path);

        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(Four, bytes[(8 + length)..]);
    }

    [Theory]
    [InlineData("""[]""", "does not start with '{'")]
    [InlineData("""{"w":""", "not JSON")]
    [InlineData(
        """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        "not JSON"
    )]
    [InlineData("""{"w":3}""", "of kind Number")]
    [InlineData("""{"w":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", "of type 'F31'")]
    [InlineData("""{"w":{"shape":[1],"data_offsets":[0,4]}}""", "of type ''")]
    [InlineData("""{"w":{"dtype":"F32","data_offsets":[0,4]}}""", "without a proper shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", "without a proper data_offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""", "at bytes [4]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "at bytes [4, 0]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "at bytes [0, 8]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "'-1' in shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "'1.5' in shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "with 4 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}""", "with 4 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", "with 0 bytes")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""",
        "'b' starting at byte 2"
    )]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""",
        "'b' starting at byte 2"
    )]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "4 bytes of numbers")]
    [InlineData("""{"__metadata__":{"a":1},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "metadata 'a'")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "not JSON")]
    public void Malformed_headers_are_refused(string header, string found)
    {
        using var temporary = new Temporary();
        var path = temporary.File("bad.safetensors");
        var bytes = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
        File.WriteAllBytes(path, [.. length, .. bytes, .. Four]);

        var error = Assert.Throws<CheckpointException>(() => SafeTensors.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_length_beyond_the_file_is_refused_before_memory_is_taken()
    {
        using var temporary = new Temporary();
        var path = temporary.File("bad.safetensors");
        foreach (var length in new[] { ulong.MaxValue, 1UL << 63, 1UL << 33, 9UL })
        {
            var prefix = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
            File.WriteAllBytes(path, prefix);
            Assert.Equal("at most 8", Assert.Throws<CheckpointException>(() => SafeTensors.Read(path)).Expected);
        }
    }

    [Fact]
    public void What_cannot_be_read_again_is_not_written()
    {
        using var temporary = new Temporary();
        var path = temporary.File("kept.safetensors");
        var one = new StoredTensor("w", ElementType.Float32, [1], Four);
        var words = new Dictionary<string, string>();
        new SafeTensors([one], words).Write(path);
        var before = File.ReadAllBytes(path);

        Assert.Throws<ArgumentException>(() => new SafeTensors([one, one], words).Write(path));
        Assert.Throws<ArgumentException>(() => new SafeTensors([one with { Name = "__metadata__" }], words).Write(path));
        Assert.Throws<ArgumentException>(() => new SafeTensors([one with { Shape = [2] }], words).Write(path));
        Assert.Throws<NotSupportedException>(() => ElementTypes.Of(ScalarType.ComplexFloat32));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(temporary.Folder));
    }

    [Fact]
    public void Random_changes_are_read_or_refused_and_nothing_else()
    {
        using var temporary = new Temporary();
        var path = temporary.File("some.safetensors");
        new SafeTensors(
            [new StoredTensor("w", ElementType.Float32, [1], Four), new StoredTensor("x.y", ElementType.Byte, [2, 2], Four)],
            new Dictionary<string, string> { ["k"] = "v" }
        ).Write(path);
        var whole = File.ReadAllBytes(path);
        var random = new RandomStream(5);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = whole.ToList();
            for (var changes = random.NextInt(3); changes >= 0; changes--)
                Change(bytes, random);
            File.WriteAllBytes(path, [.. bytes]);
            try
            {
                SafeTensors.Read(path);
            }
            catch (CheckpointException) { }
        }
    }

    private static void Change(List<byte> bytes, RandomStream random)
    {
        var place = random.NextInt(bytes.Count);
        switch (random.NextInt(4))
        {
            case 0:
                bytes[place] ^= (byte)(1 << random.NextInt(8));
                break;
            case 1:
                bytes[place] = "0123456789{}[]\":,\\"u8[random.NextInt(18)];
                break;
            case 2:
                bytes.RemoveAt(place);
                break;
            default:
                bytes.Insert(place, (byte)random.NextInt(256));
                break;
        }
    }
}
