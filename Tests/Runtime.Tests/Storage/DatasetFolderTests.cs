using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using DeclarativeIL.Storage;
using DeclarativeIL.Training;
using static DeclarativeIL.Runtime.Tests.Storage.StoredRows;

namespace DeclarativeIL.Runtime.Tests.Storage;

/// <summary>Data sets in folders.</summary>
public sealed class DatasetFolderTests : IDisposable
{
    private readonly Temporary _files = new();

    public void Dispose() => _files.Dispose();

    private string Folder => Path.Combine(_files.Folder, "rows");

    private string[] Written => [.. Directory.EnumerateFiles(Folder, "rows-*").Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    [Fact]
    public void Rows_of_every_kind_come_back_as_they_were()
    {
        var data = new Dataset<Everything>(Enumerable.Range(0, 1000).Select(EverythingAt));
        data.Save(Folder);
        var loaded = StoredDataset.Load<Everything>(Folder);
        Assert.Equal(1000, loaded.Count);
        Assert.Equal(Numbers(data), Numbers(loaded));
        Assert.Equal(data[998].Mood, loaded[998].Mood);
        Assert.Equal(Numbers(data), Numbers(new Dataset<Everything>(StoredDataset.Read<Everything>(Folder))));
    }

    [Fact]
    public void Sequences_images_and_several_acts_come_back_as_they_were()
    {
        var texts = Dataset.OfSequences<Preference>([
            new(State.Of(1, 2, 3), Act.Continuous(4), Act.Continuous(5, 6)),
            new(State.Of(7), Act.Continuous(8, 9, 10, 11), Act.Continuous(12)),
        ]);
        texts.Save(Path.Combine(_files.Folder, "texts"));
        var loaded = StoredDataset.Load<Preference>(Path.Combine(_files.Folder, "texts"));
        Assert.True(loaded.HoldsSequences);
        Assert.Equal(texts, loaded);

        var images = new ImageSpace(2, 3, 1);
        var seen = Dataset.OfImages<Demonstration>(images, [new(images.ToState([0, 1, 2, 253, 254, 255]), Act.Discrete(1))]);
        seen.Save(Path.Combine(_files.Folder, "images"));
        Assert.Equal(images, StoredDataset.Load<Demonstration>(Path.Combine(_files.Folder, "images")).Images);
        Assert.Equal(seen, StoredDataset.Load<Demonstration>(Path.Combine(_files.Folder, "images")));

        var ranked = new Dataset<Ranking>();
        ranked.Add(new(State.Of(1), new Acts([Act.Continuous(1, 2), Act.Continuous(3, 4), Act.Continuous(5, 6)])));
        ranked.Save(Path.Combine(_files.Folder, "ranked"));
        Assert.Equal(Numbers(ranked), Numbers(StoredDataset.Load<Ranking>(Path.Combine(_files.Folder, "ranked"))));
    }

    [Fact]
    public void Appended_rows_stand_behind_the_others_and_small_files_are_written_anew_as_one()
    {
        using (var folder = StoredDataset.Open<Demonstration>(Folder))
            for (var i = 0; i < 100; i++)
            {
                folder.Append(Demonstrations(10 * i, 10));
                Assert.Equal(10 * (i + 1), folder.Count);
                Assert.Equal(folder.Count, StoredDataset.Load<Demonstration>(Folder).Count);
            }
        Assert.Equal(Demonstrations(0, 1000), StoredDataset.Load<Demonstration>(Folder));
        Assert.InRange(Written.Length, 1, 33);
        using (var again = StoredDataset.Open<Demonstration>(Folder))
            again.Append(Demonstrations(1000, 1));
        Assert.Equal(Demonstrations(0, 1001), StoredDataset.Load<Demonstration>(Folder));
    }

    [Fact]
    public void Rows_that_are_refused_leave_nothing_behind()
    {
        using var folder = StoredDataset.Open<Demonstration>(Folder);
        folder.Append(Demonstrations(0, 10));
        Assert.Contains(
            "found 3 numbers; expected 2",
            Assert
                .Throws<ArgumentException>(() => folder.Append(Demonstrations(10, 5).Append(new(State.Of(1, 2, 3), Act.Discrete(0)))))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidOperationException>(() => folder.Append(Broken()));
        Assert.Throws<ArgumentException>(() => folder.AppendEpisode([]));
        Assert.Equal(10, folder.Count);
        Assert.Single(Written);
        folder.Append([]);
        folder.Append(Demonstrations(10, 2));
        Assert.Equal(Demonstrations(0, 12), StoredDataset.Load<Demonstration>(Folder));

        static IEnumerable<Demonstration> Broken()
        {
            yield return Demonstration(1);
            throw new InvalidOperationException("no more");
        }
    }

    [Fact]
    public void Episodes_are_known_again_until_rows_of_none()
    {
        using (var folder = StoredDataset.Open<Demonstration>(Folder))
        {
            folder.AppendEpisode(Demonstrations(0, 3));
            folder.Append(Dataset.OfEpisodes([Demonstrations(3, 2), Demonstrations(5, 4)]));
            folder.Append(Demonstrations(9, 5));
            folder.AppendEpisode(Demonstrations(14, 2));
        }
        var loaded = StoredDataset.Load<Demonstration>(Folder);
        Assert.Equal([3, 2, 4], ((ConsecutiveEpisodes)loaded.Episodes!).Lengths);
        Assert.Equal(16, loaded.Count);
    }

    [Fact]
    public void Files_that_were_not_finished_do_not_count_and_go()
    {
        new Dataset<Demonstration>(Demonstrations(0, 5)).Save(Folder);
        File.WriteAllText(Path.Combine(Folder, "rows-00000007.safetensors"), "half of");
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "of somebody");
        Assert.Equal(5, StoredDataset.Load<Demonstration>(Folder).Count);
        using var folder = StoredDataset.Open<Demonstration>(Folder);
        Assert.Equal(["rows-00000001.safetensors"], Written);
        Assert.True(File.Exists(Path.Combine(Folder, "notes.txt")));
    }

    [Fact]
    public void One_writes_at_a_time_and_others_read_meanwhile()
    {
        using var folder = StoredDataset.Open<Demonstration>(Folder);
        Assert.Contains(
            "dataset.lock cannot be taken",
            Assert.Throws<IOException>(() => StoredDataset.Open<Demonstration>(Folder)).Message,
            StringComparison.Ordinal
        );
        folder.Append(Demonstrations(0, 4));
        var streamed = StoredDataset.Stream<Demonstration>(Folder);
        for (var i = 1; i < 80; i++)
            folder.Append(Demonstrations(4 * i, 4)); // small files are replaced meanwhile
        Assert.DoesNotContain("rows-00000001.safetensors", Written);
        Assert.Equal(Demonstrations(0, 4), StoredDataset.Stream<Demonstration>(Folder).Take(4));
        Assert.Equal(Demonstrations(0, 4), streamed);
    }

    [Fact]
    public void Other_rows_and_no_rows_are_refused_with_what_is_there()
    {
        new Dataset<Demonstration>(Demonstrations(0, 5)).Save(Folder);
        const string Expected = "State State, Chosen Act, Rejected Act";
        foreach (var read in (Action[])[() => StoredDataset.Load<Preference>(Folder), () => StoredDataset.Open<Preference>(Folder)])
            Assert.Contains(
                "found rows of State State, Action Act; expected Context " + Expected[6..],
                Assert.Throws<DeclarativeIL.Checkpoints.CheckpointException>(read).Message,
                StringComparison.Ordinal
            );
        using (StoredDataset.Open<Demonstration>(Folder)) { } // the lock was given up
        Assert.Contains(
            "found a data set of 5 rows",
            Assert.Throws<IOException>(() => new Dataset<Demonstration>(Demonstrations(0, 5)).Save(Folder)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<FileNotFoundException>(() => StoredDataset.Load<Demonstration>(_files.Folder));
        Assert.Throws<ArgumentException>(() => new Dataset<Demonstration>().Save(Folder + "2"));
    }

    [Fact]
    public void Rows_are_filtered_and_merged_by_a_key()
    {
        var (first, second) = (Path.Combine(_files.Folder, "a"), Path.Combine(_files.Folder, "b"));
        new Dataset<Everything>(Enumerable.Range(0, 10).Select(EverythingAt)).Save(first);
        new Dataset<Everything>(Enumerable.Range(5, 10).Select(i => EverythingAt(i) with { Reward = 100 + i })).Save(second);
        var both = StoredDataset.Read<Everything>(first).Concat(StoredDataset.Read<Everything>(second));
        using (var merged = StoredDataset.Open<Everything>(Folder))
            merged.Append(StoredDataset.LastOfKey(both, static row => row.Number).Where(static row => row.Flag));
        Assert.Equal(
            [(-4, 1 / 3.0), (-2, 1.0), (0, 105), (2, 107), (4, 109), (6, 111), (8, 113)],
            StoredDataset.Load<Everything>(Folder).Select(static row => (row.Number, row.Reward))
        );
    }

    [Fact]
    public void Each_recorded_episode_is_on_disk_before_the_next_begins()
    {
        using var folder = StoredDataset.Open<Demonstration>(Folder);
        var recorder = folder.Recording();
        Assert.True(recorder.Appends);
        var counts = new List<int>();
        var expert = Expert.From(state =>
        {
            counts.Add(folder.Count);
            return Act.Discrete(state[2] > 0 ? 1 : 0);
        });
        var recorded = TrajectoryRecorder.Record(new CartPole(), expert, 12, new SeedSequence(1), 20, recorder);
        Assert.Equal(
            recorded
                .SelectMany(static (episode, k) => Enumerable.Repeat(k, episode.Length))
                .Select(k => recorded.Take(k).Sum(static one => one.Length)),
            counts
        );
        var loaded = StoredDataset.Load<Demonstration>(Folder);
        Assert.Equal(recorded.SelectMany(static episode => episode.ToDemonstrations()), loaded);
        Assert.Equal(recorded.Select(static episode => episode.Length), ((ConsecutiveEpisodes)loaded.Episodes!).Lengths);
    }
}
