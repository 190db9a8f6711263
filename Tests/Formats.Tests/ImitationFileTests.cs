namespace DeclarativeIL.Formats.Tests;

/// <summary>imitation's trajectories, as it saves and as it saved them.</summary>
public sealed class ImitationFileTests
{
    [Theory]
    [InlineData("hf_continuous", "")]
    [InlineData("hf_discrete", "")]
    [InlineData("legacy_discrete", ".npz")]
    [InlineData("legacy_continuous_noinfo_norew", ".npz")]
    public void Trajectories_are_those_that_were_saved(string name, string extension)
    {
        using var found = ImitationFile.Open(Golden.PathOf($"imitation/{name}{extension}"));
        var expected = Golden.Expected($"imitation/{name}.expected.json").GetProperty("trajectories").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, found.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].GetProperty("length").GetInt32(), found[i].Length);
            Assert.Equal(expected[i].GetProperty("terminal").GetBoolean(), found[i].IsTerminated);
            foreach (var (theirs, ours) in new[] { ("obs", Episode.Observations), ("acts", Episode.Actions), ("rews", Episode.Rewards) })
                if (expected[i].TryGetProperty(theirs, out var values) && values.ValueKind == System.Text.Json.JsonValueKind.Object)
                    Golden.Match(values, found[i][ours], $"{i}, {theirs}");
                else
                    Assert.False(found[i].Columns.ContainsKey(ours));
        }
    }

    [Fact]
    public void Infos_that_are_pickles_are_skipped_and_infos_that_are_texts_stay_texts()
    {
        using var pickled = ImitationFile.Open(Golden.PathOf("imitation/legacy_discrete.npz"));
        using var texts = ImitationFile.Open(Golden.PathOf("imitation/hf_continuous"));
        Assert.Empty(pickled[0].Parts(Episode.Infos));
        Assert.Equal(texts[0].Length, texts[0][Episode.Infos].Rows);
        Assert.StartsWith("{", texts[0][Episode.Infos].Text(0), StringComparison.Ordinal);
    }
}
