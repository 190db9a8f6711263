using System.Text.Json;

namespace DeclarativeIL.Formats.Tests;

/// <summary>Minari's data sets, in each of its formats, against Minari itself.</summary>
public sealed class MinariDatasetTests
{
    [Theory]
    [InlineData("box")]
    [InlineData("dict")]
    [InlineData("discrete_env")]
    [InlineData("box_v043")]
    [InlineData("discrete_v043")]
    [InlineData("box_parquet")]
    [InlineData("dict_parquet")]
    [InlineData("box_arrow")]
    public void Episodes_are_those_of_iterate_episodes(string name)
    {
        using var found = MinariDataset.Open(Golden.PathOf($"minari/{name}"));
        var expected = Golden.Expected($"minari/{name}.expected.json");
        var episodes = expected.GetProperty("episodes").EnumerateArray().ToArray();
        Assert.Equal(
            expected.GetProperty("episode_lengths").EnumerateArray().Select(static length => length.GetInt32()),
            found.Select(static e => e.Length)
        );
        for (var i = 0; i < episodes.Length; i++)
        {
            var columns = 0;
            foreach (var column in (string[])["observations", "actions", "rewards", "terminations", "truncations", "infos"])
                if (episodes[i].TryGetProperty(column, out var values))
                    columns += Match(values, found[i], column);
            Assert.Equal(found[i].Columns.Count, columns);
            Assert.True(found[i].IsTerminated || found[i].IsTruncated);
        }
    }

    [Fact]
    public void Metadata_are_attributes_old_or_new()
    {
        using var new5 = MinariDataset.Open(Golden.PathOf("minari/dict/data"));
        using var old4 = MinariDataset.Open(Golden.PathOf("minari/box_v043"));
        Assert.Equal("golden/dict-v0", new5.Attributes["dataset_id"]);
        Assert.Equal("golden-box_v043-v0", old4.Attributes["dataset_id"]);
        Assert.Contains("proprio", new5.Attributes["observation_space"], StringComparison.Ordinal);
        Assert.Equal("4", new5[0].Attributes["total_steps"]);
    }

    private static int Match(JsonElement expected, Episode episode, string name)
    {
        if (expected.ValueKind == JsonValueKind.Object && !expected.TryGetProperty("shape", out _))
            return expected.EnumerateObject().Sum(part => Match(part.Value, episode, $"{name}/{part.Name}"));
        if (expected.ValueKind == JsonValueKind.Array && expected.EnumerateArray().First().ValueKind == JsonValueKind.Object)
            return expected.EnumerateArray().Select((part, i) => Match(part, episode, $"{name}/{i}")).Sum();
        Golden.Match(expected, episode[name], $"{episode.Name}, {name}");
        return 1;
    }
}
