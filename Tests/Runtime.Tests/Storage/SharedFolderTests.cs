using DeclarativeIL.Data;
using DeclarativeIL.Storage;

namespace DeclarativeIL.Runtime.Tests.Storage;

/// <summary>A folder of rows that several threads append to, or that has lost its description.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<Demonstration> Rows(int first, int count) =>
        Enumerable.Range(first, count).Select(static i => new Demonstration(State.Of(i), Act.Discrete(i % 3)));

    [Fact]
    public async Task Calls_of_several_threads_follow_one_another()
    {
        const int Threads = 4,
            Calls = 30,
            Each = 5;
        using (var folder = StoredDataset.Open<Demonstration>(_folder))
            await Task.WhenAll(
                Enumerable
                    .Range(0, Threads)
                    .Select(thread =>
                        Task.Run(() =>
                        {
                            for (var call = 0; call < Calls; call++)
                                folder.AppendEpisode(Rows(((thread * Calls) + call) * Each, Each));
                        })
                    )
            );
        var found = StoredDataset.Load<Demonstration>(_folder);
        Assert.Equal(Enumerable.Range(0, Threads * Calls * Each), found.Select(static row => (int)row.State[0]).Order());
        Assert.Equal(Threads * Calls, found.Episodes!.Episodes().Count);
    }

    /// <summary>Rows that nothing describes are put aside, not away.</summary>
    [Fact]
    public void A_copy_without_its_description_loses_no_rows()
    {
        new Dataset<Demonstration>(Rows(0, 9)).Save(_folder);
        var rows = File.ReadAllBytes(Path.Combine(_folder, "rows-00000001.safetensors"));
        File.Delete(Path.Combine(_folder, "dataset.json"));
        using (var folder = StoredDataset.Open<Demonstration>(_folder))
        {
            Assert.Equal(0, folder.Count);
            folder.Append(Rows(20, 2));
        }
        Assert.Equal(rows, File.ReadAllBytes(Path.Combine(_folder, "rows-00000001.safetensors.undescribed")));
        Assert.Equal(Rows(20, 2), StoredDataset.Load<Demonstration>(_folder));
    }

    [Fact]
    public void Rounds_of_a_data_set_are_appended_once()
    {
        using var folder = StoredDataset.Open<Demonstration>(_folder);
        var data = new Dataset<Demonstration>();
        folder.AppendRoundsOf(data);
        Assert.Throws<InvalidOperationException>(() => folder.AppendRoundsOf(data));
        folder.AppendRoundsOf(new Dataset<Demonstration>());
    }
}
