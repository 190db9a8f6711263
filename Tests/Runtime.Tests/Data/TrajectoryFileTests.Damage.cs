using DeclarativeIL.Data;
using DeclarativeIL.Formats;
using DeclarativeIL.Randomness;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed partial class TrajectoryFileTests
{
    [Fact]
    public void Truncated_files_are_refused()
    {
        TrajectoryFile.Save(FileName, Continuous());
        var whole = File.ReadAllBytes(FileName);
        for (var length = 0; length < whole.Length; length += 3)
            Assert.Equal(FileName, Refuses(whole[..length]).File);
        Refuses(whole[..^1]);
        Refuses([.. whole, 0]);
        Refuses([.. whole, .. whole]);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        TrajectoryFile.Save(FileName, Short());
        var whole = File.ReadAllBytes(FileName);
        var random = new RandomStream(1);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var n = 0; n <= i % 3; n++)
                damaged[random.NextInt(damaged.Length)] ^= (byte)(1 + random.NextInt(255));
            if (!damaged.AsSpan().SequenceEqual(whole)) // two mutations can undo each other
                Refuses(damaged);
        }
    }

    /// <summary>Behind the checksum: data pages and footer.</summary>
    [Fact]
    public void Damaged_rows_that_carry_a_right_checksum_are_refused_or_harmless()
    {
        var saved = Short();
        TrajectoryFile.Save(FileName, saved);
        var parquet = Unsealed(File.ReadAllBytes(FileName));
        var random = new RandomStream(2);
        for (var i = 0; i < 1500; i++)
        {
            var damaged = (byte[])parquet.Clone();
            damaged[4 + random.NextInt(parquet.Length - 12)] ^= (byte)(1 + random.NextInt(255));
            File.WriteAllBytes(FileName, Sealed(damaged));
            try
            {
                var loaded = TrajectoryFile.Load(FileName); // a number changed into another is not to be seen
                Assert.Equal(saved.Sum(t => t.Length), loaded.Sum(t => t.Length));
                Assert.All(
                    loaded,
                    static t => Assert.True(t.Return is not double.NaN && t.StateSize * (t.Length + 1) == t.Observations.Length)
                );
            }
            catch (TrajectoryFileException) { }
        }
    }

    [Fact]
    public void Files_that_are_not_there_or_something_else_are_refused()
    {
        Assert.IsType<FileNotFoundException>(Assert.Throws<TrajectoryFileException>(() => TrajectoryFile.Load(FileName)).InnerException);
        Assert.Throws<TrajectoryFileException>(() => TrajectoryFile.Load(_folder));
        Refuses([]);
        Refuses(new byte[10_000]);
        Assert.Throws<ArgumentException>("path", () => TrajectoryFile.Load(""));
    }

    [Theory]
    [InlineData("episode", 1)]
    [InlineData("step", 7)]
    [InlineData("reward", double.NaN)]
    [InlineData("observation", float.PositiveInfinity)]
    [InlineData("action", 2)]
    [InlineData("terminated", 1)]
    public async Task Impossible_rows_are_named(string column, double value)
    {
        var columns = TrajectoryColumns.Of(
            [new Trajectory(2, new DiscreteSpace(2), new float[8], [1, 0, 1], new double[3], true, false)],
            0,
            ofImages: false
        );
        switch (column)
        {
            case "episode":
                columns.Episode[1] = (int)value;
                break;
            case "step":
                columns.Step[1] = (int)value;
                break;
            case "reward":
                columns.Reward[1] = value;
                break;
            case "observation":
                ((TrajectoryLists)columns.Observation).Values[3] = (float)value;
                break;
            case "action":
                columns.Action.Values[1] = (float)value;
                break;
            default:
                columns.Terminated[1] = true;
                break;
        }
        var exception = Refuses(await Written(columns, new TrajectoryMetadata(2, new DiscreteSpace(2), 1, 3)));
        Assert.Equal($"row 1, column {(column == "terminated" ? "final_observation" : column)}", exception.Position);
    }

    [Theory]
    [InlineData("declarativeil.format", "trajectory/2")]
    [InlineData("declarativeil.state_size", "3")]
    [InlineData("declarativeil.state_size", "-2")]
    [InlineData("declarativeil.state_size", "2147483647")]
    [InlineData("declarativeil.action_space", "discrete 0")]
    [InlineData("declarativeil.action_space", "discrete")]
    [InlineData("declarativeil.action_space", "box 1 0")]
    [InlineData("declarativeil.action_space", "box 0,0 1,1")]
    [InlineData("declarativeil.episodes", "2")]
    [InlineData("declarativeil.rows", "4")]
    [InlineData("declarativeil.rows", "9223372036854775807")]
    [InlineData("declarativeil.rows", null)]
    public async Task Metadata_that_do_not_fit_are_refused(string key, string? value)
    {
        var columns = TrajectoryColumns.Of(
            [new Trajectory(2, new DiscreteSpace(2), new float[8], [1, 0, 1], new double[3], true, false)],
            0,
            ofImages: false
        );
        var metadata = new TrajectoryMetadata(2, new DiscreteSpace(2), 1, 3).Write();
        metadata.Remove(key);
        if (value is not null)
            metadata[key] = value;
        Refuses(await Written(columns, metadata));
    }

    [Fact]
    public async Task Other_columns_are_refused()
    {
        var schema = new ParquetSchema(new DataField<int>("episode"));
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(schema.DataFields[0], new[] { 1 });
        }
        Assert.Equal("the schema", Refuses(Sealed(stream.ToArray())).Position);
        Assert.Contains("no checksum", Refuses(stream.ToArray()).Found, StringComparison.Ordinal);
    }

    private TrajectoryFileException Refuses(byte[] contents)
    {
        File.WriteAllBytes(FileName, contents);
        return Assert.Throws<TrajectoryFileException>(() => TrajectoryFile.Load(FileName));
    }

    private static Task<byte[]> Written(TrajectoryColumns columns, TrajectoryMetadata metadata) => Written(columns, metadata.Write());

    private static async Task<byte[]> Written(TrajectoryColumns columns, Dictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(TrajectoryColumns.Schema(ofImages: false), stream))
        {
            writer.CustomMetadata = metadata;
            using var group = writer.CreateRowGroup();
            await columns.WriteAsync(group, default);
        }
        return Sealed(stream.ToArray());
    }

    private static byte[] Sealed(byte[] parquet)
    {
        using var stream = new MemoryStream();
        stream.Write(parquet);
        TrajectorySeal.Apply(stream);
        return stream.ToArray();
    }

    private static byte[] Unsealed(byte[] file)
    {
        var footer = file.Length - 8 - BitConverter.ToInt32(file, file.Length - 8);
        return [.. file[..(footer - 40)], .. file[footer..]];
    }
}
