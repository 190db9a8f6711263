using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>The NPZ file that imitation reads: written, read again, refused.</summary>
public sealed class ImitationArchiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archive-");

    private string Place => Path.Combine(_folder.FullName, "t.npz");

    public void Dispose() => _folder.Delete(recursive: true);

    private void Same(List<Episode> episodes)
    {
        using var found = ImitationFile.Open(Place);
        Assert.Equal(episodes.Count, found.Count);
        foreach (var (saved, loaded) in episodes.Zip(found))
        {
            foreach (var name in (string[])[Episode.Observations, Episode.Actions, Episode.Rewards, Episode.Terminations])
            {
                Assert.Equal(saved[name].ToString(), loaded[name].ToString());
                Assert.True(saved[name].Raw.Span.SequenceEqual(loaded[name].Raw.Span), name);
            }
            for (var t = 0; t < saved.Length; t++)
                if (saved.Columns.TryGetValue(Episode.Infos, out var infos))
                    Assert.Equal(infos.Text(t), loaded[Episode.Infos].Text(t));
                else
                    Assert.Equal(0, loaded[Episode.Infos].Number(t));
        }
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    [InlineData(true, 1)]
    public void What_was_saved_is_read_with_the_same_bits(bool hasTexts, int count)
    {
        var episodes = SmallEpisodes.Of(hasTexts, count);
        ImitationFile.SaveArchive(Place, episodes);
        Same(episodes);
        var bytes = File.ReadAllBytes(Place);
        using (var found = ImitationFile.Open(Place))
            ImitationFile.SaveArchive(Place, [.. found]);
        Assert.Equal(bytes, File.ReadAllBytes(Place));
    }

    /// <summary>Repeated, they would deflate to less than a reading may take memory for.</summary>
    [Fact]
    public void Many_equal_texts_can_be_read_again()
    {
        const int Steps = 200_000;
        ImitationFile.SaveArchive(
            Place,
            [
                new(
                    "long",
                    new Dictionary<string, EpisodeColumn>
                    {
                        [Episode.Observations] = EpisodeColumn.Of<byte>(new byte[Steps + 1]),
                        [Episode.Actions] = EpisodeColumn.Of<byte>(new byte[Steps]),
                        [Episode.Infos] = EpisodeColumn.OfTexts(Enumerable.Repeat("{}", Steps)),
                    }
                ),
            ]
        );
        using var found = ImitationFile.Open(Place);
        Assert.Equal("{}", found[0][Episode.Infos].Text(Steps - 1));
        Assert.False(found[0].IsTerminated);
    }

    [Fact]
    public void What_the_next_observations_have_is_what_was_seen_last()
    {
        var whole = SmallEpisodes.Of();
        List<Episode> halves =
        [
            .. whole.Select(static episode =>
                SmallEpisodes.Changed(
                    SmallEpisodes.Changed(episode, Episode.Observations, episode[Episode.Observations].Slice(0, episode.Length)),
                    Episode.NextObservations,
                    episode[Episode.Observations].Slice(1, episode.Length)
                )
            ),
        ];
        ImitationFile.SaveArchive(Place, halves);
        Same(whole);
    }

    [Fact]
    public void Columns_padded_by_a_row_are_written_without_it()
    {
        List<Episode> padded =
        [
            .. SmallEpisodes.Of().Select(static e => SmallEpisodes.Changed(e, Episode.Rewards, SmallEpisodes.Floats(e.Length + 1, 1))),
        ];
        ImitationFile.SaveArchive(Place, padded);
        using (var found = ImitationFile.Open(Place))
            Assert.All(found, static episode => Assert.Equal(episode.Length, episode[Episode.Rewards].Rows));
        var folder = Path.Combine(_folder.FullName, "arrow");
        ImitationFile.Save(folder, padded);
        using (var found = ImitationFile.Open(folder))
            Assert.All(found, static episode => Assert.Equal(episode.Length, episode[Episode.Rewards].Rows));
    }

    [Fact]
    public void What_it_has_no_place_for_is_refused_and_nothing_is_written()
    {
        var episodes = SmallEpisodes.Of(hasTexts: true);
        Refused([], "at least one");
        Refused([episodes[0], SmallEpisodes.Changed(episodes[1], Episode.Rewards, null)], "has columns");
        Refused([episodes[0], SmallEpisodes.Changed(episodes[1], Episode.Observations, SmallEpisodes.Floats(12, 1, 3))], "Float32 [4]");
        Refused([SmallEpisodes.Changed(episodes[0], Episode.Observations, SmallEpisodes.Floats(8, 1, 4))], "what was seen last");
        Refused([SmallEpisodes.Changed(episodes[0], Episode.Rewards, EpisodeColumn.Of<long>([1, 2]))], "expected one float a step");
        Refused([SmallEpisodes.Changed(episodes[0], Episode.Rewards, SmallEpisodes.Floats(2, 1, 1))], "expected one float a step");
        Refused([SmallEpisodes.Changed(episodes[0], Episode.Actions, EpisodeColumn.OfTexts(["a", "b"]))], "one column of numbers");
        Refused(
            [SmallEpisodes.Changed(episodes[0], Episode.Infos, EpisodeColumn.OfTexts(["a\0", "b"]))],
            "row 0: found a text that ends with U+0000"
        );
        Refused(
            [SmallEpisodes.Changed(episodes[0], Episode.Infos, EpisodeColumn.OfTexts(["a", "b\ud800"]))],
            "row 1: found a text with half of"
        );
        Refused(
            [SmallEpisodes.Changed(episodes[0], Episode.Infos, EpisodeColumn.OfTexts(["", new('x', (1 << 20) + 1)]))],
            "row 1: found a text of 1048577"
        );
        Refused(
            [
                new(
                    "empty",
                    new Dictionary<string, EpisodeColumn>
                    {
                        [Episode.Observations] = SmallEpisodes.Floats(4, 1, 4),
                        [Episode.Actions] = EpisodeColumn.Of<long>([]),
                    }
                ),
            ],
            "no steps"
        );

        void Refused(List<Episode> wrong, string words)
        {
            Assert.Contains(
                words,
                Assert.Throws<ArgumentException>(() => ImitationFile.SaveArchive(Place, wrong)).Message,
                StringComparison.Ordinal
            );
            Assert.Empty(_folder.EnumerateFileSystemInfos());
        }
    }

    /// <summary><c>/proc</c> is a folder in which nobody, root included, can make a file.</summary>
    [Fact]
    public void Where_it_cannot_be_written_what_was_there_is_unchanged()
    {
        var missing = Path.Combine(_folder.FullName, "none", "t.npz");
        foreach (var place in (string[])["/proc/t.npz", missing])
            Assert.ThrowsAny<IOException>(() => ImitationFile.SaveArchive(place, SmallEpisodes.Of()));
        Assert.Empty(_folder.EnumerateFileSystemInfos());
        File.WriteAllText(Place, "old");
        File.SetAttributes(Place, FileAttributes.ReadOnly);
        Assert.Throws<IOException>(() => ImitationFile.SaveArchive(Place, SmallEpisodes.Of()));
        Assert.Equal("old", File.ReadAllText(Place));
        Assert.Single(_folder.EnumerateFileSystemInfos());
    }
}
