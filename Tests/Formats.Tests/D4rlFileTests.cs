using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>D4RL's files against D4RL's own readers.</summary>
public sealed class D4rlFileTests
{
    private readonly record struct Transition(State State, Act Action, double Reward, State Next, bool Terminal);

    [Fact]
    public void Episodes_are_those_of_sequence_dataset()
    {
        var expected = Golden.Expected("d4rl/toy_timeouts.expected.json").GetProperty("sequence_dataset").EnumerateArray().ToArray();
        using var file = D4rlFile.Open(Golden.PathOf("d4rl/toy_timeouts.hdf5"));
        Assert.InRange(file.Count, expected.Length, expected.Length + 1); // D4RL drops what follows the last end
        for (var i = 0; i < expected.Length; i++)
            foreach (var column in expected[i].EnumerateObject())
                Golden.Match(column.Value, file[i][Named(column.Name)], $"episode {i}, {column.Name}");
    }

    /// <summary>
    /// D4RL itself counts one step too many after the first episode, and cuts later ones a step early: its pieces, put together, are the
    /// same.
    /// </summary>
    [Fact]
    public void Without_timeouts_episodes_end_after_so_many_steps()
    {
        var expected = Golden.Expected("d4rl/toy_no_timeouts.expected.json");
        using var file = D4rlFile.Open(Golden.PathOf("d4rl/toy_no_timeouts.hdf5"), expected.GetProperty("max_episode_steps").GetInt32());
        Assert.Equal(
            expected.GetProperty("episode_lengths").EnumerateArray().Select(static length => length.GetInt32()),
            file.Select(static episode => episode.Length)
        );
        var pieces = expected.GetProperty("sequence_dataset").EnumerateArray().ToArray();
        foreach (var column in pieces[0].EnumerateObject().Select(static column => column.Name))
            Assert.Equal(
                pieces.Sum(piece => piece.GetProperty(column).GetProperty("sum").GetDouble()),
                file.Sum(episode => Golden.Numbers(episode[Named(column)]).Sum()),
                1e-9
            );
        Assert.All(file, static episode => Assert.NotEqual(episode.IsTerminated, episode.IsTruncated));
    }

    [Fact]
    public void The_whole_is_that_of_get_dataset_and_metadata_are_attributes()
    {
        using var file = D4rlFile.Open(Golden.PathOf("d4rl/toy_timeouts.hdf5"));
        var expected = Golden.Expected("d4rl/toy_timeouts.expected.json").GetProperty("get_dataset");
        Assert.Equal("SAC", file.Attributes["metadata/algorithm"]);
        Assert.Equal("relu", file.Attributes["metadata/policy/nonlinearity"]);
        Assert.Equal("0.25", file.Attributes["metadata/ratio"]);
        Assert.Equal(expected.GetProperty("actions").GetProperty("shape")[0].GetInt32(), file.Sum(static episode => episode.Length));
    }

    [Theory]
    [InlineData("toy_arrays.npz")]
    [InlineData("toy_arrays_compressed.npz")]
    public void NumPy_archives_hold_the_same(string name)
    {
        using var arrays = D4rlFile.Open(Golden.PathOf($"d4rl/{name}"));
        using var file = D4rlFile.Open(Golden.PathOf("d4rl/toy_timeouts.hdf5"));
        Assert.Equal(file.Count, arrays.Count);
        foreach (var (one, other) in file.Zip(arrays))
        foreach (var column in one.Columns)
            Assert.True(
                column.Value.Raw.Span.SequenceEqual(
                    other[other.Columns.ContainsKey(column.Key) ? column.Key : column.Key.Replace('/', '_')].Raw.Span
                ),
                column.Key
            );
    }

    [Fact]
    public void Rows_by_name_are_those_of_qlearning_dataset()
    {
        using var file = D4rlFile.Open(Golden.PathOf("d4rl/toy_timeouts.hdf5"));
        var rows = new EpisodeRows<Transition>()
            .From("State", Episode.Observations)
            .FromNext("Next", Episode.Observations)
            .From("Terminal", Episode.Terminations)
            .ToDataset(file);
        var expected = Golden.Expected("d4rl/toy_timeouts.expected.json").GetProperty("qlearning_dataset");
        Assert.Equal(expected.GetProperty("actions").GetProperty("shape")[0].GetInt32(), rows.Count);
        Golden.Match(
            expected.GetProperty("observations"),
            Column(rows.SelectMany(static row => row.State.Span.ToArray()), 4),
            "observations"
        );
        Golden.Match(expected.GetProperty("actions"), Column(rows.SelectMany(static row => row.Action.Span.ToArray()), 2), "actions");
        Golden.Match(expected.GetProperty("rewards"), Column(rows.Select(static row => row.Reward)), "rewards");
        Assert.Equal(expected.GetProperty("terminals").GetProperty("sum").GetDouble(), rows.Count(static row => row.Terminal));
        Golden.Match(expected.GetProperty("next_observations"), Column(Next(file, rows), 4), "next_observations");
    }

    [Fact]
    public void What_is_no_such_file_is_refused_with_its_name()
    {
        var e = Assert.Throws<TrajectoryFileException>(() => D4rlFile.Open(Golden.PathOf("robomimic/low_dim.hdf5")));
        Assert.Contains("low_dim.hdf5", e.Message, StringComparison.Ordinal);
        Assert.Contains("observations", e.Message, StringComparison.Ordinal);
    }

    private static string Named(string column) =>
        column switch
        {
            "terminals" => Episode.Terminations,
            "timeouts" => Episode.Truncations,
            _ => column,
        };

    /// <summary>What follows each row. D4RL puts the first observation of the following episode behind a terminal step; its own stands
    /// here.</summary>
    private static IEnumerable<double> Next(D4rlFile file, IReadOnlyList<Transition> rows)
    {
        var firsts = file.Select(static episode => Golden.Numbers(episode[Episode.Observations].Slice(0, 1))).ToArray();
        var episode = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Terminal)
                Assert.Equal(rows[i].State, rows[i].Next);
            while (episode + 1 < firsts.Length && i > 0 && rows[i].State.Span.SequenceEqual(firsts[episode + 1]))
                episode++;
            foreach (var number in rows[i].Terminal ? firsts[episode + 1] : rows[i].Next.Span.ToArray())
                yield return number;
        }
    }

    private static EpisodeColumn Column(IEnumerable<double> numbers, params int[] shape) =>
        EpisodeColumn.Of<float>([.. numbers.Select(static number => (float)number)], shape);
}
