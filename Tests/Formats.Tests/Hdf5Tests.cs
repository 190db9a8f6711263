using System.Text.Json;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;

namespace DeclarativeIL.Formats.Tests;

/// <summary>HDF5 of every layout, index, filter and type, written by h5py, against what h5py reads.</summary>
public sealed class Hdf5Tests
{
    /// <summary>What columns cannot have, or filters that are not read.</summary>
    private static readonly string[] Refused = ["compound", "vlen_ints", "lzf"];

    [Theory]
    [InlineData("hdf5/tricky_earliest", 80)]
    [InlineData("hdf5/tricky_v110", 80)]
    [InlineData("hdf5/tricky_latest", 80)]
    [InlineData("robomimic/d4rl_converted", 26)]
    public void Every_object_is_read_as_h5py_reads_it(string name, int least)
    {
        using var file = File.OpenRead(Golden.PathOf($"{name}.hdf5"));
        var root = Hdf5File.Open(file).Root;
        var seen = 0;
        foreach (var expected in Golden.Expected($"{name}.expected.json").GetProperty("hdf5").GetProperty("objects").EnumerateObject())
        {
            var found = root.Find(expected.Name);
            Assert.True(found is not null, expected.Name);
            foreach (var attribute in expected.Value.GetProperty("attrs").EnumerateObject())
                MatchAttribute(attribute.Value, found, attribute.Name, $"{expected.Name}@{attribute.Name}");
            if (expected.Value.GetProperty("kind").GetString() == "group")
            {
                var children = expected.Value.GetProperty("children").EnumerateArray().Select(static child => child.GetString()!);
                Assert.Equal(children.Order(StringComparer.Ordinal), found.Links.Keys.Order(StringComparer.Ordinal));
            }
            else
                MatchDataset(expected.Value, found, expected.Name);
            seen++;
        }
        Assert.True(seen >= least, $"{seen} objects");
    }

    [Fact]
    public void A_user_block_may_precede_the_file()
    {
        using var file = File.OpenRead(Golden.PathOf("hdf5/userblock.hdf5"));
        var found = Hdf5File.Open(file).Root.Find("x")!.Read(new(1 << 20, file.Length));
        Assert.Equal([0, 1, 2, 3, 4, 5], Golden.Numbers(found));
        Assert.Equal((2, 3), (found.Rows, found.Width));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("not_hdf5")]
    public void What_is_cut_off_or_something_else_is_refused(string name)
    {
        using var file = File.OpenRead(Golden.PathOf($"hdf5/{name}.hdf5"));
        var e = Assert.Throws<MalformedDataException>(() => Hdf5File.Open(file));
        Assert.Contains("superblock", e.Message, StringComparison.Ordinal);
    }

    private static void MatchDataset(JsonElement expected, Hdf5Object found, string name)
    {
        var limit = new MemoryLimit(1 << 24, found.Source.Length);
        if (Refused.Contains(name.Split('/')[^1]))
        {
            var e = Assert.Throws<MalformedDataException>(() => found.Read(limit));
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
            return;
        }
        var read = found.Read(limit);
        if (!expected.TryGetProperty("shape", out var shape) || shape.ValueKind == JsonValueKind.Null)
            Assert.Equal(0, read.Rows); // there is nothing at all
        else if (expected.TryGetProperty("value", out var value) && !expected.TryGetProperty("values", out _))
            MatchValue(value, read, name);
        else if (read.Type != ColumnType.Text)
            Golden.Match(expected, read, name);
        else if (expected.TryGetProperty("values", out var texts))
            Assert.Equal(Golden.Flat(texts).Select(static text => text.GetString()), Enumerable.Range(0, read.Rows).Select(read.Text));
    }

    private static void MatchAttribute(JsonElement expected, Hdf5Object found, string name, string place)
    {
        var value = expected.GetProperty("value");
        if (value.ValueKind == JsonValueKind.Null)
            return;
        Assert.True(found.Attributes.TryGetValue(name, out var read), place);
        MatchValue(value, read, place);
    }

    private static void MatchValue(JsonElement expected, EpisodeColumn read, string place)
    {
        if (expected.ValueKind == JsonValueKind.Null)
            Assert.Equal(0, read.Rows);
        else if (read.Type == ColumnType.Text)
            Assert.Equal(Golden.Flat(expected).Select(static text => text.GetString()), Enumerable.Range(0, read.Rows).Select(read.Text));
        else
            Golden.MatchNumbers([.. Golden.Flat(expected)], Golden.Numbers(read), read.Type, place);
    }
}
