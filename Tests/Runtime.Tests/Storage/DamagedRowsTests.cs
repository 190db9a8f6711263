using System.Runtime.InteropServices;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using DeclarativeIL.Storage;
using static DeclarativeIL.Runtime.Tests.Storage.StoredRows;

namespace DeclarativeIL.Runtime.Tests.Storage;

/// <summary>Folders of rows that were damaged, or made by strangers.</summary>
public sealed class DamagedRowsTests : IDisposable
{
    private readonly Temporary _files = new();

    public DamagedRowsTests() => new Dataset<Everything>(Enumerable.Range(0, 6).Select(EverythingAt)).Save(_files.Folder);

    public void Dispose() => _files.Dispose();

    private string Rows => _files.File("rows-00000001.safetensors");

    private string About => _files.File("dataset.json");

    [Fact]
    public void A_changed_byte_is_found_wherever_it_is()
    {
        var bytes = File.ReadAllBytes(Rows);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x10;
            File.WriteAllBytes(Rows, changed);
            Assert.Contains("rows-00000001", Assert.Throws<CheckpointException>(() => Load()).Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(Rows, bytes[..^3]);
        Assert.Throws<CheckpointException>(() => Load());
        File.Delete(Rows);
        Assert.Contains("found no rows-00000001", Assert.Throws<FileNotFoundException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "a data set of another version")]
    [InlineData("rows-00000001.safetensors", "../../rows-00000001.safetensors", "a file '../../rows")]
    [InlineData("\"rows\": 6", "\"rows\": 0", "0 rows")]
    [InlineData("\"rows\": 6", "\"rows\": 7", "the rows '6'")]
    [InlineData("\"rows\": 6", "\"rows\": 99999999999", "no number of rows")]
    [InlineData("\"episodes\": false", "\"episodes\": true", "no lengths of episodes")]
    [InlineData("Seen State", "Saw State", "rows of Saw State")]
    [InlineData("Notes Double[]\"", "Notes Double[]; images 9 x 9\"", "images 9 x 9")]
    [InlineData("\"files\": [", "\"files\": [[", "what is no description of a data set")]
    public void A_changed_description_is_refused(string what, string by, string found)
    {
        var text = File.ReadAllText(About);
        Assert.Contains(what, text, StringComparison.Ordinal);
        File.WriteAllText(About, text.Replace(what, by, StringComparison.Ordinal));
        Assert.Contains(found, Assert.Throws<CheckpointException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_no_row_has_are_refused_though_the_checksum_is_theirs()
    {
        Refused("Reward", [double.NaN, 0, 0, 0, 0, 0], "column Reward: found a number that is not finite");
        Refused("Number", [0, 0.5, 0, 0, 0, 0], "column Number: found 0.5; expected a whole number");
        Refused("Number", [0, 1e12, 0, 0, 0, 0], "a whole number from -2147483648 to 2147483647, as Int32");
        Refused("Flag", [0, 2, 0, 0, 0, 0], "a whole number from 0 to 1, as Boolean");
        Refused("Mood", [0, 256, 0, 0, 0, 0], "a whole number from 0 to 255, as Mood");
        Refused("Weight", [1, 2], "column Weight: found Float64 [2]; expected 1 dimensions of 1 or more, 6 rows");
    }

    private void Refused(string column, double[] numbers, string said)
    {
        var before = (File.ReadAllBytes(Rows), File.ReadAllText(About));
        var stored = SafeTensors.Read(Rows);
        var changed = new StoredTensor(column, ElementType.Float64, [numbers.Length], MemoryMarshal.AsBytes<double>(numbers).ToArray());
        var tensors = stored.Tensors.Select(tensor => tensor.Name == column ? changed : tensor);
        var forged = (stored with { Tensors = [.. tensors] }).Sealed();
        forged.Write(Rows);
        File.WriteAllText(
            About,
            before.Item2.Replace(stored.Metadata[ContentHash.Name], forged.Metadata[ContentHash.Name], StringComparison.Ordinal)
        );
        Assert.Contains(said, Assert.Throws<CheckpointException>(() => Load()).Message, StringComparison.Ordinal);
        File.WriteAllBytes(Rows, before.Item1);
        File.WriteAllText(About, before.Item2);
        Assert.Equal(6, Load().Count);
    }

    private Dataset<Everything> Load() => StoredDataset.Load<Everything>(_files.Folder);
}
