using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Storage;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Training on rows that stay in files.</summary>
public sealed class StreamingTests : IDisposable
{
    private readonly RunFolderOfTest _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void Rows_that_fit_into_a_window_train_to_the_bits_of_those_in_memory(Computation computation)
    {
        var data = Runs.Labelled(300);
        Save(data, 70);
        Assert.Equal(Clone(data, computation), Clone(StoredDataset.Stream<Demonstration>(_folder.Path, 300), computation));
    }

    /// <summary>Every row is trained on once an epoch: the loss of a policy that hardly moves is that of all rows.</summary>
    [Theory]
    [InlineData(Computation.Fastest, 50)]
    [InlineData(Computation.Fastest, 1)]
    [InlineData(Computation.Tensors, 50)]
    public void Windows_go_through_every_row_once_an_epoch(Computation computation, int window)
    {
        var data = Runs.Labelled(301);
        Save(data, 30);
        var streamed = StoredDataset.Stream<Demonstration>(_folder.Path, window);
        var options = new TrainingOptions
        {
            Epochs = 2,
            BatchSize = 32,
            LearningRate = 1e-12,
            Computation = computation,
        };
        using var one = Runs.Policy(1);
        using var other = Runs.Policy(1);
        var expected = new BehaviorCloning().Train(one, data, options);
        var found = new BehaviorCloning().Train(other, streamed, options);
        Assert.Equal(602, found.Samples);
        Assert.Equal(expected.Steps, found.Steps);
        Assert.Equal(expected.Losses["NegativeLogLikelihood"], found.Losses["NegativeLogLikelihood"], 1e-6);
    }

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void A_run_that_was_broken_off_ends_with_the_bits_of_the_whole(Computation computation)
    {
        Save(Runs.Labelled(300), 40);
        var streamed = StoredDataset.Stream<Demonstration>(_folder.Path, 90);
        var whole = Clone(streamed, computation);
        Assert.Equal(whole, Clone(streamed, computation)); // the same seed
        var checkpoints = new CheckpointOptions(Path.Combine(_folder.Path, "run")) { EveryEpochs = 1 };
        using var broken = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Clone(streamed, computation, checkpoints, broken));
        Assert.Equal(whole, Clone(streamed, computation, checkpoints, resume: true));
        Assert.Throws<DeclarativeIL.Checkpoints.CheckpointException>(() =>
            Clone(StoredDataset.Stream<Demonstration>(_folder.Path, 100), computation, checkpoints, resume: true)
        );
    }

    [Fact]
    public void What_needs_all_rows_at_once_is_refused_before_anything_is_trained()
    {
        Save(Runs.Labelled(64), 64);
        var streamed = StoredDataset.Stream<Demonstration>(_folder.Path);
        using var policy = Runs.Policy(1);
        var before = Runs.Fingerprint(policy);
        var refused = Assert.Throws<NotSupportedException>(() =>
            new DAgger().Train(policy, streamed, new VectorCartPole(2), Runs.Expert, new Rounds(1, 8))
        );
        Assert.Contains("expected one in memory, since rounds add to it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Runs.Fingerprint(policy));
    }

    [Fact]
    public void Labels_of_a_round_are_on_disk_when_its_end_is_reported()
    {
        using var folder = StoredDataset.Open<Demonstration>(_folder.Path);
        var data = Runs.Labelled(20); // given: not from a round
        folder.AppendRoundsOf(data);
        using var policy = Runs.Policy(1);
        var counts = new List<(int InFile, int Rows)>();
        new DAgger().Train(
            policy,
            data,
            new VectorCartPole(2),
            Runs.Expert,
            new Rounds(3, 16),
            new TrainingOptions { Epochs = 1 },
            new Told(report =>
            {
                if (report.Kind == ProgressKind.Round)
                    counts.Add((StoredDataset.Load<Demonstration>(_folder.Path).Count, data.Count - 20));
            })
        );
        Assert.Equal(3, counts.Count);
        Assert.All(counts, static count => Assert.Equal(count.Rows, count.InFile));
        Assert.Equal(data.Skip(20), StoredDataset.Load<Demonstration>(_folder.Path));
    }

    [Fact]
    public void A_resumed_run_appends_no_round_twice()
    {
        var checkpoints = new CheckpointOptions(Path.Combine(_folder.Path, "run")) { EveryRounds = 1 };
        using (var folder = StoredDataset.Open<Demonstration>(Path.Combine(_folder.Path, "labels")))
        {
            using var broken = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Rounds(folder, checkpoints, broken));
        }
        using (var folder = StoredDataset.Open<Demonstration>(Path.Combine(_folder.Path, "labels")))
        {
            var count = folder.Count;
            Assert.True(count > 0);
            var data = Rounds(folder, checkpoints, null);
            Assert.Equal(data.Count, folder.Count);
            Assert.Equal(data, StoredDataset.Load<Demonstration>(folder.Path));
        }
    }

    private static Dataset<Demonstration> Rounds(
        DatasetFolder<Demonstration> folder,
        CheckpointOptions checkpoints,
        CancellationTokenSource? broken
    )
    {
        var data = new Dataset<Demonstration>();
        folder.AppendRoundsOf(data);
        using var policy = Runs.Policy(1);
        var rounds = 0;
        new DAgger().Train(
            policy,
            data,
            new VectorCartPole(2),
            Runs.Expert,
            new Rounds(4, 16),
            new TrainingOptions { Epochs = 1, Checkpoints = checkpoints },
            new Told(report =>
            {
                if (report.Kind == ProgressKind.Round && ++rounds == 3)
                    broken?.Cancel();
            }),
            broken?.Token ?? default,
            resume: broken is null ? checkpoints.Folder : null
        );
        return data;
    }

    private void Save(Dataset<Demonstration> data, int rows)
    {
        using var folder = StoredDataset.Open<Demonstration>(_folder.Path);
        for (var first = 0; first < data.Count; first += rows)
            folder.Append(data.Skip(first).Take(rows));
    }

    private static string Clone(
        Dataset<Demonstration> data,
        Computation computation,
        CheckpointOptions? checkpoints = null,
        CancellationTokenSource? broken = null,
        bool resume = false
    )
    {
        using var policy = Runs.Policy(1);
        var options = new TrainingOptions
        {
            Epochs = 4,
            BatchSize = 32,
            LearningRate = 0.1,
            Computation = computation,
            Checkpoints = checkpoints,
        };
        var result = new BehaviorCloning().Train(
            policy,
            data,
            options,
            new Told(report =>
            {
                if (report.Epoch == 2)
                    broken?.Cancel();
            }),
            broken?.Token ?? default,
            resume: resume ? checkpoints!.Folder : null
        );
        return BrokenRun.Print([policy], result);
    }
}
