using DeclarativeIL.Formats.Columns;
using ParquetSharp;

namespace DeclarativeIL.Formats.Tests;

/// <summary>What is written is read again: by this library, HDF5 by h5py, NPZ by NumPy, Parquet by Apache's C++ library
/// (ParquetSharp).</summary>
public sealed class ExportTests : IDisposable
{
    private const string Toy = """{"env_name": "Toy", "type": 2, "env_kwargs": {}}""";

    private static readonly Dictionary<string, IReadOnlyList<int>> Keys = new() { ["train"] = [0, 2], ["valid"] = [1] };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("formats-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static List<Episode> Episodes(bool isFlat, bool hasImages = false)
    {
        var episodes = new List<Episode>();
        for (var k = 0; k < 3; k++)
        {
            var (steps, number) = (2 + k, 0.25f * (k + 1));
            var columns = new Dictionary<string, EpisodeColumn>();
            if (isFlat)
                columns[Episode.Observations] = Floats((steps + 1) * 4, number, 4);
            else
            {
                columns["observations/state"] = Floats((steps + 1) * 4, number, 4);
                columns["observations/camera"] = hasImages
                    ? EpisodeColumn.OfBytes(Enumerable.Range(0, steps + 1).Select(static t => (ReadOnlyMemory<byte>)new byte[t + 1]))
                    : EpisodeColumn.Of<byte>([.. Enumerable.Range(0, (steps + 1) * 12).Select(static i => (byte)(i * 7))], 2, 2, 3);
            }
            columns[Episode.Actions] = EpisodeColumn.Of<double>([.. Enumerable.Range(0, steps * 2).Select(static i => i / 3.0)], 2);
            columns[Episode.Rewards] = EpisodeColumn.Of<double>([.. Enumerable.Range(0, steps).Select(static t => t - 0.1)]);
            columns[Episode.Terminations] = EpisodeColumn.Of<bool>([.. Enumerable.Range(0, steps).Select(t => t == steps - 1 && k != 1)]);
            columns[Episode.Truncations] = EpisodeColumn.Of<bool>([.. Enumerable.Range(0, steps).Select(t => t == steps - 1 && k == 1)]);
            columns["infos/count"] = EpisodeColumn.Of<long>([.. Enumerable.Range(0, steps).Select(static t => (long)t << 33)]);
            episodes.Add(new($"episode {k}", columns, new Dictionary<string, string> { ["task"] = k == 1 ? "stack é" : "pick" }));
        }
        return episodes;
    }

    private static List<Episode> WithTuples() =>
        [
            .. Episodes(isFlat: false)
                .Select(static episode => new Episode(
                    episode.Name,
                    episode
                        .Columns.Where(static column => column.Key != Episode.Actions)
                        .Concat([
                            new("actions/0", EpisodeColumn.Of<long>(new long[episode.Length])),
                            new("actions/1", episode[Episode.Actions]),
                            new("observations/text", EpisodeColumn.OfTexts(Enumerable.Repeat("naïve π", episode.Length + 1))),
                        ])
                )),
        ];

    private static EpisodeColumn Floats(int count, float step, params int[] shape) =>
        EpisodeColumn.Of<float>([.. Enumerable.Range(0, count).Select(i => (i * step) - 1)], shape);

    [Fact]
    public void Minari_round_trip_with_parts_tuples_and_metadata()
    {
        var episodes = WithTuples();
        MinariDataset.Save(At("minari"), episodes, "test/toy-v0", new Dictionary<string, string> { ["author"] = "é" });
        using var found = MinariDataset.Open(At("minari"));
        Same(episodes, found, static column => column);
        Assert.Equal("test/toy-v0", found.Attributes["dataset_id"]);
        Assert.Equal("é", found.Attributes["author"]);
        Assert.Contains("Tuple", found.Attributes["action_space"], StringComparison.Ordinal);
    }

    [Fact]
    public void Robomimic_round_trip_with_filter_keys()
    {
        var episodes = Episodes(isFlat: false);
        RobomimicFile.Save(At("r.hdf5"), episodes, Toy, Keys);
        using var found = RobomimicFile.Open(At("r.hdf5"));
        Same(episodes, found, static column => column);
        using var valid = RobomimicFile.Open(At("r.hdf5"), "valid");
        Assert.Equal(["demo_1"], valid.Select(static episode => episode.Name));
    }

    [Fact]
    public void D4rl_round_trip()
    {
        var episodes = Episodes(isFlat: true);
        D4rlFile.Save(At("d.hdf5"), episodes);
        using var found = D4rlFile.Open(At("d.hdf5"));
        Same(episodes, found, static column => column);
    }

    [H5pyFact]
    public void Minari_is_read_by_h5py()
    {
        MinariDataset.Save(At("minari"), WithTuples(), "test/toy-v0");
        ReadByPython(
            """
            f = h5py.File(sys.argv[1] + '/minari/data/main_data.hdf5')
            assert sorted(f) == ['episode_0', 'episode_1', 'episode_2'], list(f)
            e = f['episode_2']
            assert e.attrs['id'] == 2 and e.attrs['total_steps'] == 4, dict(e.attrs)
            assert e['observations/state'].dtype == np.float32 and e['observations/state'].shape == (5, 4)
            assert e['observations/state'][4, 3] == np.float32(19 * 0.75 - 1)
            assert e['observations/camera'].dtype == np.uint8 and e['observations/camera'].shape == (5, 2, 2, 3)
            assert e['observations/camera'][4, 1, 1, 2] == (59 * 7) % 256
            assert e['observations/text'].asstr()[0] == 'naïve π'
            assert e['actions/_index_0'].dtype == np.int64 and e['actions/_index_1'][1, 1] == 3 / 3.0
            assert e['terminations'].dtype == bool and list(e['terminations']) == [False, False, False, True]
            assert list(e['infos/count']) == [t << 33 for t in range(4)]
            """
        );
    }

    [H5pyFact]
    public void Robomimic_is_read_by_h5py()
    {
        RobomimicFile.Save(At("r.hdf5"), Episodes(isFlat: false), Toy, Keys);
        ReadByPython(
            """
            import json
            f = h5py.File(sys.argv[1] + '/r.hdf5')
            assert json.loads(f['data'].attrs['env_args'])['env_name'] == 'Toy'
            assert f['data'].attrs['total'] == 9
            assert [s.decode() if isinstance(s, bytes) else s for s in f['mask/train'][:]] == ['demo_0', 'demo_2']
            d = f['data/demo_2']
            assert d.attrs['num_samples'] == 4
            assert d['obs/state'].shape == (4, 4) and d['next_obs/state'].shape == (4, 4)
            assert (d['obs/state'][1:] == d['next_obs/state'][:-1]).all()
            assert list(d['dones']) == [0, 0, 0, 1]
            """
        );
    }

    [H5pyFact]
    public void D4rl_is_read_by_h5py()
    {
        D4rlFile.Save(At("d.hdf5"), Episodes(isFlat: true));
        ReadByPython(
            """
            f = h5py.File(sys.argv[1] + '/d.hdf5')
            assert f['observations'].shape == (9, 4) and f['actions'].dtype == np.float64
            assert list(np.flatnonzero(f['terminals'])) == [1, 8] and list(np.flatnonzero(f['timeouts'])) == [4]
            assert f['next_observations'].shape == (9, 4)
            """
        );
    }

    [Fact]
    public void Imitation_round_trip()
    {
        var episodes = Episodes(isFlat: true);
        ImitationFile.Save(At("i"), episodes);
        using var found = ImitationFile.Open(At("i"));
        Assert.Equal(episodes.Count, found.Count);
        foreach (var (saved, loaded) in episodes.Zip(found))
        {
            foreach (var name in (string[])[Episode.Observations, Episode.Actions, Episode.Rewards, Episode.Terminations])
                Assert.True(saved[name].Raw.Span.SequenceEqual(loaded[name].Raw.Span), name);
            Assert.Equal("{}", loaded[Episode.Infos].Text(0));
        }
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.jsonl")]
    public void Lines_round_trip(string name)
    {
        var episodes = Episodes(isFlat: true);
        TableFile.Save(At(name), episodes);
        using var found = TableFile.Open(At(name));
        Assert.Equal(episodes.Count, found.Count);
        foreach (var (saved, loaded) in episodes.Zip(found))
        foreach (var (column, values) in saved.Columns)
            Assert.Equal(
                Golden.Numbers(values.Slice(0, saved.Length)).Select(number => values.Type == ColumnType.Float32 ? (float)number : number),
                Golden.Numbers(loaded[column]).Select(number => values.Type == ColumnType.Float32 ? (float)number : number)
            );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LeRobot_round_trip_and_Apaches_own_reader(bool hasImages)
    {
        var episodes = Episodes(isFlat: false, hasImages);
        LeRobotDataset.Save(At("l"), episodes, framesPerSecond: 10);
        using var found = LeRobotDataset.Open(At("l"));
        Assert.Equal(episodes.Select(static e => e.Attributes["task"]), found.Select(static e => e.Attributes["task"]));
        foreach (var (saved, loaded) in episodes.Zip(found))
        {
            foreach (var name in (string[])["observations/state", Episode.Actions, Episode.Rewards])
                Assert.True(saved[name].Slice(0, saved.Length).Raw.Span.SequenceEqual(loaded[name].Raw.Span), name);
            for (var t = 0; t < saved.Length; t++)
                Assert.Equal(saved["observations/camera"].Bytes(t).ToArray(), Bytes(loaded["observations/camera"], t));
        }
        using var file = new ParquetFileReader(At("l/data/chunk-000/file-000.parquet"));
        Assert.Equal((3, 9L), (file.FileMetaData.NumRowGroups, file.FileMetaData.NumRows));
        using var group = file.RowGroup(2);
        var columns = Enumerable
            .Range(0, file.FileMetaData.NumColumns)
            .ToDictionary(i => file.FileMetaData.Schema.Column(i).Path.ToDotString());
        using var rewards = group.Column(columns["next.reward"]).LogicalReader<double>();
        Assert.Equal(Golden.Numbers(episodes[2][Episode.Rewards]), rewards.ReadAll(4));
        using var actions = group.Column(columns["action.list.element"]).LogicalReader<double[]>();
        Assert.Equal(Golden.Numbers(episodes[2][Episode.Actions]), actions.ReadAll(4).SelectMany(static row => row));
        if (hasImages)
        {
            using var images = group.Column(columns["observation.camera.bytes"]).LogicalReader<Nested<byte[]>?>();
            Assert.Equal(Enumerable.Range(1, 4), images.ReadAll(4).Select(static row => row!.Value.Value.Length));
        }
    }

    [Fact]
    public void What_a_format_has_no_place_for_is_refused_and_nothing_is_written()
    {
        var images = Episodes(isFlat: false, hasImages: true);
        Assert.Contains(
            "unequal length",
            Assert.Throws<ArgumentException>(() => MinariDataset.Save(At("m"), images, "x-v0")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => D4rlFile.Save(At("d.hdf5"), images));
        Assert.Throws<ArgumentException>(() => TableFile.Save(At("t.csv"), images));
        Assert.Throws<ArgumentException>(() => TableFile.Save(At("t.txt"), Episodes(true)));
        Assert.Throws<ArgumentException>(() => RobomimicFile.Save(At("r.hdf5"), [], "{}"));
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    private static byte[] Bytes(EpisodeColumn column, int row) =>
        column.Type is ColumnType.Bytes or ColumnType.UInt8 ? column.Bytes(row).ToArray() : throw new InvalidOperationException();

    /// <summary>All columns that were saved, up to what the format leaves out, have the same bits.</summary>
    private static void Same(List<Episode> saved, EpisodeFile loaded, Func<string, string> named)
    {
        Assert.Equal(saved.Count, loaded.Count);
        for (var k = 0; k < saved.Count; k++)
            foreach (var (name, column) in saved[k].Columns)
            {
                var found = loaded[k][named(name)];
                var rows = Math.Min(column.Rows, found.Rows);
                Assert.True(rows >= saved[k].Length && column.Type == found.Type, $"{name}: {found}; saved {column}");
                if (column.IsNumeric)
                    Assert.True(column.Slice(0, rows).Raw.Span.SequenceEqual(found.Slice(0, rows).Raw.Span), name);
                else
                    Assert.Equal(Enumerable.Range(0, rows).Select(column.Text), Enumerable.Range(0, rows).Select(found.Text));
            }
    }

    private void ReadByPython(string script)
    {
        File.WriteAllText(At("check.py"), "import sys\nimport h5py\nimport numpy as np\n" + script);
        var (code, output) = SystemPython.Run(At("check.py"), _folder.FullName);
        Assert.True(code == 0, output);
    }
}
