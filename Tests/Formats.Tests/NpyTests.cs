using System.IO.Compression;
using System.Text;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Numpy;

namespace DeclarativeIL.Formats.Tests;

/// <summary>NumPy's arrays, alone and in archives, against what NumPy reads.</summary>
public sealed class NpyTests
{
    [Theory]
    [InlineData("stored")]
    [InlineData("deflated")]
    [InlineData("streamed_data_descriptor")]
    public void Arrays_of_archives_are_those_of_NumPy(string name)
    {
        using var file = File.OpenRead(Golden.PathOf($"npz/{name}.npz"));
        using var archive = new NpzFile(file);
        Assert.NotEmpty(archive.Names);
        var arrays = Golden.Expected("npz/expected.json").GetProperty("arrays");
        foreach (var array in archive.Names)
            if (array is "complex" or "structured")
                Assert.Contains(
                    array,
                    Assert.Throws<MalformedDataException>(() => archive.Read(array, new(1 << 20, file.Length))).Message,
                    StringComparison.Ordinal
                );
            else if (archive.Read(array, new(1 << 20, file.Length)) is not { } found)
                Assert.Equal("object", array);
            else
                Match(arrays.GetProperty(array == "a" ? "f8" : array), found, array);
    }

    [Fact]
    public void Arrays_of_objects_are_skipped_and_never_run()
    {
        using var file = File.OpenRead(Golden.PathOf("npz/object_refuse.npy"));
        Assert.Null(NpyArray.Read(file, new(1 << 20, file.Length), "array"));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }", "bytes more")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "bytes more")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "cut off")]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", "a header")]
    [InlineData("{'descr': '<c16', 'fortran_order': False, 'shape': (0,), }", "elements 'c16'")]
    [InlineData("", "a header")]
    public void What_is_no_array_is_refused(string header, string words)
    {
        var bytes = Encoding.Latin1.GetBytes(header);
        using var file = new MemoryStream([0x93, .. "NUMPY"u8, 1, 0, (byte)bytes.Length, 0, .. bytes]);
        var e = Assert.Throws<MalformedDataException>(() => NpyArray.Read(file, new(1 << 30, file.Length), "array x"));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Contains("array x", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_unpacks_to_more_than_it_may_is_refused_before_memory_is_taken()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("x.npy", CompressionLevel.Optimal).Open();
            var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (16777216,), }"u8;
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header]);
            entry.Write(new byte[8 << 24]);
        }
        using var archive = new NpzFile(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MalformedDataException>(() => archive.Read("x", new(1 << 24, file.Length)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static void Match(System.Text.Json.JsonElement expected, EpisodeColumn found, string name)
    {
        if (found.Type != ColumnType.Text)
            Golden.Match(expected, found, name);
        else if (expected.TryGetProperty("values", out var values))
            Assert.Equal(Golden.Flat(values).Select(static text => text.GetString()), Enumerable.Range(0, found.Rows).Select(found.Text));
    }
}
