using DeclarativeIL.Data;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using DeclarativeIL.Storage;
using static DeclarativeIL.Runtime.Tests.Storage.StoredRows;

namespace DeclarativeIL.Runtime.Tests.Storage;

/// <summary>Data sets whose rows stay in files.</summary>
public sealed class StreamedDatasetTests : IDisposable
{
    private readonly Temporary _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Rows_and_columns_are_those_of_the_files()
    {
        var data = new Dataset<Everything>(Enumerable.Range(0, 300).Select(EverythingAt));
        using (var folder = StoredDataset.Open<Everything>(_files.Folder))
            for (var first = 0; first < 300; first += 60)
                folder.Append(data.Skip(first).Take(60));
        var streamed = StoredDataset.Stream<Everything>(_files.Folder);
        Assert.True(streamed.IsStreamed);
        Assert.False(data.IsStreamed);
        Assert.Equal(300, streamed.Count);
        Assert.Equal(Numbers(data), Numbers(streamed));
        Assert.Equal(data[299].Number, streamed[299].Number);
        Assert.Equal(data.Columns[0][7, 1], streamed.Columns[0][7, 1]);
        Assert.Equal(Numbers(data.Take(100)), Numbers(streamed.Take(100)));
        Assert.Equal(Numbers(data), Numbers(new Dataset<Everything>(streamed)));
        var scaling = Scaling.Fitted(data, nameof(Everything.Seen));
        Assert.Equal(scaling.Mean, Scaling.Fitted(streamed, nameof(Everything.Seen)).Mean);
    }

    [Fact]
    public void What_needs_them_in_memory_is_refused_by_name()
    {
        new Dataset<Demonstration>(Demonstrations(0, 10)).Save(_files.Folder);
        var streamed = StoredDataset.Stream<Demonstration>(_files.Folder);
        const string Found = "Found a data set of 10 Demonstration rows that is streamed from files; expected one in memory";
        Assert.StartsWith(
            Found,
            Assert.Throws<NotSupportedException>(() => streamed.Add(Demonstration(1))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<NotSupportedException>(() => streamed.AddRange(Demonstrations(0, 2)));
        Assert.Throws<NotSupportedException>(streamed.Clear);
        Assert.Throws<NotSupportedException>(() => DeclarativeIL.Backends.Cpu.CpuBatch.All(streamed));
        Assert.Throws<NotSupportedException>(() => new BatchFeed<Demonstration>(streamed, TorchSharp.torch.ScalarType.Float32));
        Assert.Throws<ArgumentOutOfRangeException>(() => StoredDataset.Stream<Demonstration>(_files.Folder, 0));
    }
}
