using System.Buffers.Binary;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Numpy;

namespace DeclarativeIL.Formats.Tests;

/// <summary>Archives of arrays: every type written, read here and by NumPy; checksums.</summary>
public sealed class NpzFileTests : IDisposable
{
    /// <summary>Bytes at the end of deflated ones that hold its end mark and no number; .NET does without.</summary>
    private const int EndMark = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("npz-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static readonly (string Name, EpisodeColumn Array)[] Arrays =
    [
        ("b1", EpisodeColumn.Of<bool>([true, false, true])),
        ("i1", EpisodeColumn.Of<sbyte>([-128, 127])),
        ("i2", EpisodeColumn.Of<short>([short.MinValue, 5], 2, 1)),
        ("i4", EpisodeColumn.Of<int>([int.MinValue, int.MaxValue, 0, 1, 2, 3], 3)),
        ("i8", EpisodeColumn.Of<long>([long.MinValue, long.MaxValue])),
        ("u1", EpisodeColumn.Of<byte>([0, 255])),
        ("u2", EpisodeColumn.Of<ushort>([ushort.MaxValue])),
        ("u4", EpisodeColumn.Of<uint>([uint.MaxValue])),
        ("u8", EpisodeColumn.Of<ulong>([ulong.MaxValue])),
        ("f2", EpisodeColumn.Of<Half>([(Half)0.5f, Half.NegativeInfinity])),
        ("f4", EpisodeColumn.Of<float>([0.1f, float.NaN])),
        ("f8", EpisodeColumn.Of<double>([0.1, double.PositiveInfinity])),
        ("none", EpisodeColumn.Of<float>([], 2, 3)),
        ("texts", EpisodeColumn.OfTexts(["", "naïve π", "🙂"])),
        ("empty", EpisodeColumn.OfTexts(["", ""])),
    ];

    [Fact]
    public void Every_type_is_read_as_it_was_written()
    {
        using var file = new MemoryStream();
        NpzFile.Write(file, Arrays);
        using var archive = new NpzFile(file);
        Assert.Equal(Arrays.Select(static array => array.Name), archive.Names);
        foreach (var (name, array) in Arrays)
        {
            var found = archive.Read(name, new(1 << 20, file.Length))!;
            Assert.Equal(array.ToString(), found.ToString());
            Assert.True(array.Raw.Span.SequenceEqual(found.Raw.Span), name);
            if (array.Type == ColumnType.Text)
                Assert.Equal(Enumerable.Range(0, array.Rows).Select(array.Text), Enumerable.Range(0, found.Rows).Select(found.Text));
        }
    }

    [H5pyFact]
    public void Every_type_is_read_by_NumPy()
    {
        var (place, check) = (Path.Combine(_folder.FullName, "a.npz"), Path.Combine(_folder.FullName, "check.py"));
        using (var file = File.Create(place))
            NpzFile.Write(file, Arrays);
        File.WriteAllText(
            check,
            """
            import sys
            import zipfile
            import numpy as np
            assert zipfile.ZipFile(sys.argv[1]).testzip() is None
            data = np.load(sys.argv[1], allow_pickle=False)
            expected = {
                'b1': np.array([True, False, True]), 'i1': np.array([-128, 127], 'i1'),
                'i2': np.array([[[-2**15], [5]]], 'i2'), 'i4': np.array([[-2**31, 2**31 - 1, 0], [1, 2, 3]], 'i4'),
                'i8': np.array([-2**63, 2**63 - 1], 'i8'), 'u1': np.array([0, 255], 'u1'), 'u2': np.array([2**16 - 1], 'u2'),
                'u4': np.array([2**32 - 1], 'u4'), 'u8': np.array([2**64 - 1], 'u8'), 'f2': np.array([0.5, -np.inf], 'f2'),
                'f4': np.array([0.1, np.nan], 'f4'), 'f8': np.array([0.1, np.inf], 'f8'), 'none': np.zeros((0, 2, 3), 'f4'),
                'texts': np.array(['', 'naïve π', '🙂']), 'empty': np.array(['', '']),
            }
            assert sorted(data) == sorted(expected), list(data)
            for name, array in expected.items():
                found = data[name]
                assert found.dtype == array.dtype and found.shape == array.shape, (name, found.dtype, found.shape)
                assert np.array_equal(found, array, equal_nan=array.dtype.kind == 'f'), (name, found)
            """
        );
        var (code, output) = SystemPython.Run(check, place);
        Assert.True(code == 0, output);
    }

    /// <summary>.NET's ZIP reader takes a stored array for whole whatever is flipped, a deflated one often.</summary>
    [Theory]
    [InlineData("stored", true)]
    [InlineData("deflated", false)]
    public void A_flipped_byte_of_an_array_is_refused(string name, bool isStored)
    {
        var whole = File.ReadAllBytes(Golden.PathOf($"npz/{name}.npz"));
        var (array, start, length) = FirstEntry(whole, isStored);
        using var intact = new NpzFile(new MemoryStream(whole));
        var original = intact.Read(array, new(1 << 20, whole.Length))!;
        var byChecksum = 0;
        for (var at = start; at < start + length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x10;
            using var archive = new NpzFile(new MemoryStream(bytes));
            try
            {
                var found = archive.Read(array, new(1 << 20, bytes.Length))!;
                Assert.False(isStored || at < start + length - EndMark, $"byte {at} was taken");
                Assert.True(original.Raw.Span.SequenceEqual(found.Raw.Span), $"byte {at} is the array's");
            }
            catch (MalformedDataException e)
            {
                Assert.Contains($"array {array}", e.Message, StringComparison.Ordinal);
                byChecksum += e.Found.StartsWith("a CRC-32 of ", StringComparison.Ordinal) ? 1 : 0;
            }
        }
        Assert.True(byChecksum > length / 4, $"{byChecksum} of {length} refused by their checksum");
    }

    /// <summary>The first array, and where its bytes lie: behind the header that APPNOTE.TXT 4.3.7 describes.</summary>
    private static (string Array, int Start, int Length) FirstEntry(byte[] archive, bool isStored)
    {
        Assert.Equal(0x04034B50u, BinaryPrimitives.ReadUInt32LittleEndian(archive));
        Assert.Equal(isStored ? 0 : 8, BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(8)));
        var (name, extra) = (
            BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(26)),
            BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(28))
        );
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(archive));
        var entry = zip.Entries[0];
        return (Path.GetFileNameWithoutExtension(entry.FullName), 30 + name + extra, (int)entry.CompressedLength);
    }
}
