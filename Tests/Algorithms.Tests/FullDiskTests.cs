using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Storage;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Checkpoints and rows on a disk that becomes full.</summary>
[Trait("Speed", "Slow")]
public class FullDiskTests
{
    [FullDiskFact]
    public void A_full_disk_ends_the_run_and_leaves_the_checkpoint_before_whole()
    {
        using var disk = new SmallDisk(600);
        var folder = Path.Combine(disk.Path, "run");
        var whole = Train(null, null, null);
        string? filler = null;
        var full = Assert.Throws<IOException>(() =>
            Train(
                folder,
                null,
                new Told(report =>
                {
                    if (report is { Kind: ProgressKind.Epoch, Epoch: 3 })
                        filler = disk.Fill(butBytes: 4096);
                })
            )
        );
        Assert.Contains("No space left", full.Message, StringComparison.Ordinal);
        Assert.Equal(["checkpoint-00000002.zip", "run.lock"], Names(folder));
        File.Delete(filler!);
        Assert.Equal(whole, Train(folder, folder, null));
    }

    [FullDiskFact]
    public void Rows_that_do_not_fit_leave_those_before_whole()
    {
        using var disk = new SmallDisk(600);
        var folder = Path.Combine(disk.Path, "rows");
        var (first, more) = (Runs.Labelled(100), Runs.Labelled(5000));
        using var rows = StoredDataset.Open<Demonstration>(folder);
        rows.Append(first);
        var filler = disk.Fill(butBytes: 20_000);
        Assert.Contains("No space left", Assert.Throws<IOException>(() => rows.Append(more)).Message, StringComparison.Ordinal);
        Assert.Equal(100, rows.Count);
        Assert.Equal(first, StoredDataset.Load<Demonstration>(folder));
        Assert.Equal(["dataset.json", "dataset.lock", "rows-00000001.safetensors"], Names(folder));
        File.Delete(filler);
        rows.Append(more);
        Assert.Equal(5100, StoredDataset.Load<Demonstration>(folder).Count);
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static string Train(string? folder, string? resume, IProgress<TrainingProgress>? progress)
    {
        using var policy = Runs.Policy(1);
        var options = new TrainingOptions
        {
            Epochs = 5,
            Checkpoints = folder is null ? null : new CheckpointOptions(folder) { EveryEpochs = 1, Kept = 1 },
        };
        var result = new BehaviorCloning().Train(policy, Runs.Labelled(100), options, progress, resume: resume);
        return BrokenRun.Print([policy], result);
    }
}
