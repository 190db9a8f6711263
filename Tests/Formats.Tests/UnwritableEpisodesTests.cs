using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>What a format cannot hold is refused when it is saved: not changed, and not found out when it is read.</summary>
public sealed class UnwritableEpisodesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Every format that is written.</summary>
    private Dictionary<string, Action<IReadOnlyList<Episode>>> Formats =>
        new()
        {
            ["csv"] = episodes => TableFile.Save(PathOf("a.csv"), episodes),
            ["jsonl"] = episodes => TableFile.Save(PathOf("a.jsonl"), episodes),
            ["npz"] = episodes => ImitationFile.SaveArchive(PathOf("a.npz"), episodes),
            ["imitation"] = episodes => ImitationFile.Save(PathOf("imitation"), episodes),
            ["minari"] = episodes => MinariDataset.Save(PathOf("minari"), episodes, "small/test-v0"),
            ["robomimic"] = episodes => RobomimicFile.Save(PathOf("r.hdf5"), episodes, "Small"),
            ["d4rl"] = episodes => D4rlFile.Save(PathOf("d.hdf5"), episodes),
            ["lerobot"] = episodes => LeRobotDataset.Save(PathOf("lerobot"), episodes, 10),
        };

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static Episode WithTexts(params string[] texts) =>
        new(
            "one",
            new Dictionary<string, EpisodeColumn>
            {
                [Episode.Observations] = SmallEpisodes.Floats(texts.Length + 1, 1),
                [Episode.Actions] = SmallEpisodes.Floats(texts.Length, 1),
                [Episode.Rewards] = SmallEpisodes.Floats(texts.Length, 1),
                ["notes"] = EpisodeColumn.OfTexts(texts),
            }
        );

    [Fact]
    public void Episodes_without_steps()
    {
        var none = new Episode(
            "none",
            new Dictionary<string, EpisodeColumn>
            {
                [Episode.Observations] = SmallEpisodes.Floats(1, 1),
                [Episode.Actions] = SmallEpisodes.Floats(0, 1),
                [Episode.Rewards] = SmallEpisodes.Floats(0, 1),
            }
        );
        foreach (var (format, save) in Formats)
        {
            var refused = Assert.Throws<ArgumentException>(() => save([none]));
            Assert.True(refused.Message.Contains("none: found no steps", StringComparison.Ordinal), $"{format}: {refused.Message}");
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("x", "NaN")]
    [InlineData("left", "5")]
    [InlineData("007", "1e3")]
    [InlineData("True", "maybe")]
    public void Texts_that_csv_gives_back_as_something_else(params string[] texts)
    {
        var refused = Assert.Throws<ArgumentException>(() => Formats["csv"]([WithTexts(texts)]));
        Assert.Contains("Column notes, step", refused.Message, StringComparison.Ordinal);
        Formats["jsonl"]([WithTexts(texts)]);
        var column = TableFile.Open(PathOf("a.jsonl"))[0]["notes"];
        Assert.Equal(texts, Enumerable.Range(0, texts.Length).Select(column.Text));
    }

    [Theory]
    [InlineData("minari")]
    [InlineData("robomimic")]
    [InlineData("d4rl")]
    public void Texts_that_hdf5_would_cut(string format)
    {
        var refused = Assert.Throws<ArgumentException>(() => Formats[format]([WithTexts("whole", "a\0b")]));
        Assert.Contains("row 1: found a text with U+0000", refused.Message, StringComparison.Ordinal);
    }
}
