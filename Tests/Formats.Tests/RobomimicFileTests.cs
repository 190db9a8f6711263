using System.Text.Json;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>robomimic's files against its own <c>SequenceDataset</c>.</summary>
public sealed class RobomimicFileTests
{
    [Theory]
    [InlineData("low_dim")]
    [InlineData("image_gzip")]
    public void Items_are_those_of_SequenceDataset(string name)
    {
        var expected = Golden.Expected($"robomimic/{name}.expected.json");
        var compared = 0;
        foreach (var dataset in expected.GetProperty("sequence_dataset").EnumerateArray())
        {
            if (dataset.GetProperty("frame_stack").GetInt32() != 1 || dataset.GetProperty("seq_length").GetInt32() != 1)
                continue;
            var key = dataset.GetProperty("filter_key").GetString();
            using var file = RobomimicFile.Open(Golden.PathOf($"robomimic/{name}.hdf5"), key);
            Assert.Equal(dataset.GetProperty("length").GetInt32(), file.Sum(static episode => episode.Length));
            if (key is null)
                Assert.Equal(
                    dataset.GetProperty("demos").EnumerateArray().Select(static demo => demo.GetString()),
                    file.Select(static e => e.Name)
                );
            var steps = Demos(dataset, file)
                .SelectMany(static episode => Enumerable.Range(0, episode.Length).Select(t => (episode, t)))
                .ToArray();
            foreach (var item in dataset.GetProperty("items").EnumerateObject())
                compared += Compare(item.Value, steps[int.Parse(item.Name, System.Globalization.CultureInfo.InvariantCulture)]);
        }
        Assert.True(compared > 10, $"{compared} columns");
    }

    [Fact]
    public void Filter_keys_and_attributes_are_those_of_the_file()
    {
        using var file = RobomimicFile.Open(Golden.PathOf("robomimic/low_dim.hdf5"));
        var expected = Golden.Expected("robomimic/low_dim.expected.json");
        Assert.Equal(
            expected.GetProperty("filter_keys").EnumerateObject().ToDictionary(static key => key.Name, static key => Texts(key.Value)),
            file.FilterKeys.ToDictionary(static key => key.Key, static key => key.Value.Order(StringComparer.Ordinal).ToList())
        );
        using var environment = JsonDocument.Parse(file.Attributes["env_args"]);
        Assert.Equal("Toy", environment.RootElement.GetProperty("env_name").GetString());
        Assert.Equal("5", file[0].Attributes["num_samples"]);
        foreach (var demo in expected.GetProperty("episode_lengths").EnumerateObject())
            Assert.Equal(demo.Value.GetInt32(), file.Single(episode => episode.Name == demo.Name).Length);
    }

    [Fact]
    public void An_unknown_filter_key_is_refused_with_those_that_are_there()
    {
        var e = Assert.Throws<TrajectoryFileException>(() => RobomimicFile.Open(Golden.PathOf("robomimic/low_dim.hdf5"), "test"));
        Assert.Contains("two demos", e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Episode> Demos(JsonElement dataset, RobomimicFile file) =>
        dataset.GetProperty("demos").EnumerateArray().Select(demo => file.Single(episode => episode.Name == demo.GetString()));

    private static List<string> Texts(JsonElement names) => [.. names.EnumerateArray().Select(static name => name.GetString()!)];

    private static int Compare(JsonElement item, (Episode Episode, int Step) at)
    {
        var compared = 0;
        foreach (var column in item.EnumerateObject())
            if (column.Name is "obs" or "next_obs")
                foreach (var part in column.Value.EnumerateObject())
                    compared +=
                        part.Name == "pad_mask"
                            ? 0
                            : Match(
                                part.Value,
                                at,
                                $"{(column.Name == "obs" ? Episode.Observations : Episode.NextObservations)}/{part.Name}"
                            );
            else if (column.Name is "actions" or "rewards" or "dones")
                compared += Match(column.Value, at, column.Name);
        return compared;
    }

    private static int Match(JsonElement expected, (Episode Episode, int Step) at, string name)
    {
        var found = at.Episode[name].Slice(at.Step, 1);
        if (expected.ValueKind == JsonValueKind.Object)
        {
            if (expected.TryGetProperty("sum", out var sum))
                Assert.Equal(sum.GetDouble(), Golden.Numbers(found).Sum(), 1e-9 * (1 + Math.Abs(sum.GetDouble())));
            return 1;
        }
        var type = found.Type == ColumnType.Float32 ? ColumnType.Float32 : ColumnType.Float64;
        Golden.MatchNumbers([.. Golden.Flat(expected)], Golden.Numbers(found), type, $"{at.Episode.Name}, step {at.Step}, {name}");
        return 1;
    }
}
