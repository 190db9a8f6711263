using System.Text.Json;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>LeRobot's data sets of both versions against what LeRobot was given and reads.</summary>
public sealed class LeRobotDatasetTests
{
    [Theory]
    [InlineData("v21_state")]
    [InlineData("v21_image")]
    [InlineData("v30_state")]
    [InlineData("v30_image")]
    public void Episodes_are_those_that_were_written(string name)
    {
        using var found = LeRobotDataset.Open(Golden.PathOf($"lerobot/{name}"));
        var expected = Golden.Expected($"lerobot/{name}.expected.json").GetProperty("episodes").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, found.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            var episode = found[i];
            Assert.Equal(expected[i].GetProperty("length").GetInt32(), episode.Length);
            Assert.Equal(expected[i].GetProperty("task").GetString(), episode.Attributes["task"]);
            foreach (var column in expected[i].GetProperty("first_frame").EnumerateObject())
                Match(column.Value, episode[Named(column.Name)], 0, column.Name);
            foreach (var column in expected[i].GetProperty("last_frame").EnumerateObject())
                Match(column.Value, episode[Named(column.Name)], episode.Length - 1, column.Name);
            var sum = expected[i].GetProperty("state_sum").GetDouble();
            Assert.Equal(sum, Golden.Numbers(episode["observations/state"]).Sum(), 1e-5 * (1 + Math.Abs(sum)));
            sum = expected[i].GetProperty("action_sum").GetDouble();
            Assert.Equal(sum, Golden.Numbers(episode[Episode.Actions]).Sum(), 1e-12 * (1 + Math.Abs(sum)));
            Assert.Equal(Enumerable.Range(0, episode.Length), Golden.Numbers(episode["frame_index"]).Select(static number => (int)number));
        }
    }

    [Fact]
    public void Images_stay_the_bytes_of_their_files()
    {
        using var found = LeRobotDataset.Open(Golden.PathOf("lerobot/v21_image"));
        var image = found[0]["observations/images/cam"];
        Assert.Equal(ColumnType.Bytes, image.Type);
        for (var t = 0; t < found[0].Length; t++)
            Assert.Equal(
                File.ReadAllBytes(Golden.PathOf($"lerobot/v21_image/images/observation.images.cam/episode_000000/frame_00000{t}.png")),
                image.Bytes(t).ToArray()
            );
    }

    private static string Named(string name) =>
        name switch
        {
            "action" => Episode.Actions,
            "next.reward" => Episode.Rewards,
            "next.done" => "dones",
            _ when name.StartsWith("observation.", StringComparison.Ordinal) => $"observations/{name[12..].Replace('.', '/')}",
            _ => name,
        };

    private static void Match(JsonElement expected, EpisodeColumn found, int row, string name)
    {
        if (expected.ValueKind == JsonValueKind.Object) // pixels of an image that stays encoded
            Assert.True(found.Bytes(row).Span[1..4].SequenceEqual("PNG"u8), name);
        else
            Golden.MatchNumbers([.. Golden.Flat(expected)], Golden.Numbers(found.Slice(row, 1)), found.Type, name);
    }
}
