using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Formats;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using Parquet;

namespace DeclarativeIL.Runtime.Tests.Data;

[Trait("Speed", "Slow")]
public sealed partial class TrajectoryFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trajectories").FullName;

    private string FileName => Path.Combine(_folder, "some.parquet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Trajectory[] Continuous()
    {
        var space = new BoxSpace([-1, float.NegativeInfinity], [1, 0.1f]);
        return
        [
            new(3, space, [1, 2, 3, 4, 5, 6, 7, 8, 9], [-1, 0.1f, 0.5f, -1e30f], [0.1, double.MaxValue], true, false),
            new(3, space, [1e-45f, -0f, 3, 4, 5, float.MaxValue], [0, 0], [-1], false, false),
        ];
    }

    private static Trajectory[] Short() =>
        [.. TrajectoryRecorder.Record(new CartPole(), Expert.From(_ => Act.Discrete(1)), 3, new SeedSequence(1))];

    private static void RequireEqual(IReadOnlyList<Trajectory> expected, IReadOnlyList<Trajectory> found)
    {
        Assert.Equal(expected.Count, found.Count);
        foreach (var (e, f) in expected.Zip(found))
        {
            Assert.Equal((e.StateSize, e.ActionSpace, e.Terminated, e.Truncated), (f.StateSize, f.ActionSpace, f.Terminated, f.Truncated));
            Assert.True(
                e.Observations.SequenceEqual(f.Observations) && e.Actions.SequenceEqual(f.Actions) && e.Rewards.SequenceEqual(f.Rewards)
            );
        }
    }

    [Fact]
    public async Task What_is_saved_is_loaded_synchronously_and_not()
    {
        foreach (var saved in new[] { Continuous(), Short() })
        {
            TrajectoryFile.Save(FileName, saved); // the second replaces the first
            RequireEqual(saved, TrajectoryFile.Load(FileName));
            await TrajectoryFile.SaveAsync(FileName, saved);
            RequireEqual(saved, await TrajectoryFile.LoadAsync(FileName));
            Assert.Single(Directory.GetFiles(_folder));
        }
    }

    [Fact]
    public void Files_of_several_row_groups_come_back_whole()
    {
        var space = new DiscreteSpace(2);
        var wide = Enumerable
            .Range(0, 5)
            .Select(k => new Trajectory(
                200_000,
                space,
                [.. Enumerable.Range(0, 11 * 200_000).Select(i => i + k / 8f)],
                new float[10],
                new double[10],
                k % 2 == 0,
                k % 2 == 1
            ))
            .ToList();
        TrajectoryFile.Save(FileName, wide);
        RequireEqual(wide, TrajectoryFile.Load(FileName));
        var exception = Assert.Throws<TrajectoryFileException>(() => TrajectoryFile.Load(FileName, limit: 9_999_999));
        Assert.Equal(("its size", "50 rows of 200001 numbers"), (exception.Position, exception.Found));
    }

    [Fact]
    public async Task Any_Parquet_reader_reads_the_file()
    {
        TrajectoryFile.Save(FileName, Continuous());
        await using var reader = await ParquetReader.CreateAsync(FileName);
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(("trajectory/1", 3L), (reader.CustomMetadata["declarativeil.format"], group.RowCount));
        var rewards = new double[3];
        await group.ReadAsync<double>(reader.Schema.FindDataField("reward"), rewards);
        Assert.Equal([0.1, double.MaxValue, -1], rewards);
    }

    [Fact]
    public void Trajectories_that_do_not_belong_together_are_not_saved()
    {
        Assert.Throws<ArgumentException>("trajectories", () => TrajectoryFile.Save(FileName, []));
        Assert.Throws<ArgumentException>("trajectories", () => TrajectoryFile.Save(FileName, [.. Short(), .. Continuous()]));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        Directory.CreateDirectory(FileName); // the rename cannot replace a folder
        Assert.ThrowsAny<Exception>(() => TrajectoryFile.Save(FileName, Short()));
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.True(Directory.Exists(FileName));
    }
}
