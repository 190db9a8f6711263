using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Folders and files of checkpoints that do not fit, are damaged, or in use.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly RunFolderOfTest _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void As_many_checkpoints_stay_as_are_kept()
    {
        Train(_folder.Path, epochs: 5);
        Assert.Equal(["checkpoint-00000004.zip", "checkpoint-00000005.zip"], _folder.Files.Select(Path.GetFileName));
        Assert.True(CheckpointOptions.IsIn(_folder.Path));
        Assert.False(CheckpointOptions.IsIn(Path.Combine(_folder.Path, "nowhere")));
    }

    [Fact]
    public void A_run_that_was_done_ends_at_once_as_it_did()
    {
        var (before, result) = Train(_folder.Path);
        var (after, again) = Train(_folder.Path, resume: _folder.Path);
        Assert.Equal(before, after);
        Assert.Equal(result.Steps, again.Steps);
        Assert.Equal(result.Losses, again.Losses);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_with_what_is_different()
    {
        Train(_folder.Path);
        Refused("hyperparameter EntropyWeight 0.001", "0.5", () => Train(null, resume: _folder.Path, entropy: 0.5));
        Refused("setting LearningRate 0.001", "0.25", () => Train(null, resume: _folder.Path, rate: 0.25));
        Refused("setting Epochs 3", "4", () => Train(null, resume: _folder.Path, epochs: 4));
        Refused("100 rows Demonstration", "101 rows Demonstration", () => Train(null, resume: _folder.Path, rows: 101));
        Refused("row by row", "by tensors", () => Train(null, resume: _folder.Path, computation: Computation.Tensors));
        Refused("[16, 4]", "[8, 4]", () => Train(null, resume: _folder.Path, hidden: 8));
        using var other = Runs.Policy(1);
        Refused(
            "DeclarativeIL.Algorithms.BehaviorCloning",
            "DeclarativeIL.Algorithms.DAgger",
            () =>
                new DAgger().Train(
                    other,
                    Runs.Labelled(100),
                    new VectorCartPole(2),
                    Runs.Expert,
                    new Rounds(1, 8),
                    Options(null, 3),
                    resume: _folder.Path
                )
        );
    }

    [Fact]
    public void Nothing_is_restored_by_what_is_refused()
    {
        Train(_folder.Path);
        using var policy = Runs.Policy(9);
        var before = Runs.Fingerprint(policy);
        Assert.Throws<CheckpointException>(() =>
            new BehaviorCloning().Train(policy, Runs.Labelled(99), Options(null, 3), resume: _folder.Path)
        );
        Assert.Equal(before, Runs.Fingerprint(policy));
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_for_the_one_before()
    {
        var (whole, _) = Train(_folder.Path);
        using (var newest = new FileStream(_folder.Files[^1], FileMode.Open))
            newest.SetLength(newest.Length / 2);
        var (resumed, result) = Train(null, resume: _folder.Path);
        Assert.Equal(whole, resumed);
        Assert.Contains("The newest checkpoint is damaged", Assert.Single(result.Warnings), StringComparison.Ordinal);
        foreach (var file in _folder.Files)
            File.WriteAllText(file, "PK no checkpoint");
        Assert.Throws<CheckpointException>(() => Train(null, resume: _folder.Path));
    }

    [Fact]
    public void Folders_without_and_with_earlier_checkpoints_are_told_apart()
    {
        var empty = Assert.Throws<CheckpointException>(() => Train(null, resume: _folder.Path));
        Assert.Contains("no checkpoint", empty.Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => Train(null, resume: Path.Combine(_folder.Path, "nowhere")));
        Train(_folder.Path);
        var used = Assert.Throws<IOException>(() => Train(_folder.Path));
        Assert.Contains("checkpoints of an earlier run", used.Message, StringComparison.Ordinal);
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        Assert.ThrowsAny<IOException>(() => Train(Path.Combine(file, "below")));
    }

    [Fact]
    public void A_folder_belongs_to_one_run_at_a_time()
    {
        IOException? found = null;
        var second = new Told(_ => found ??= Assert.Throws<IOException>(() => Train(_folder.Path)));
        using var policy = Runs.Policy(1);
        new BehaviorCloning().Train(policy, Runs.Labelled(50), Options(_folder.Path, 2), second);
        Assert.Contains("no other run uses", found!.Message, StringComparison.Ordinal);
    }

    /// <summary>A folder that cannot be written to any more ends the run; the checkpoint before stays whole.</summary>
    [Fact]
    public void A_checkpoint_that_cannot_be_written_ends_the_run_and_leaves_the_one_before()
    {
        var next = Path.Combine(_folder.Path, "checkpoint-00000003.zip");
        Directory.CreateDirectory(next); // a folder in its place
        Assert.ThrowsAny<IOException>(() => Train(_folder.Path, epochs: 6));
        Directory.Delete(next);
        Assert.Equal(2, _folder.Files.Count);
        var (resumed, _) = Train(null, resume: _folder.Path, epochs: 6);
        var (whole, _) = Train(null, epochs: 6);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void Environments_that_cannot_be_restored_are_reset_and_the_run_says_so()
    {
        var result = BrokenDAgger(new Rounds(3, 64));
        Assert.Contains("begins with a reset", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(BrokenDAgger(Rounds.OfEpisodes(3, 4)).Warnings); // each round begins with one
    }

    private static TrainingResult BrokenDAgger(Rounds rounds)
    {
        using var folder = new RunFolderOfTest();
        using var policy = Runs.Policy(2);
        Assert.Throws<BrokenRun.BreakException>(() => Go(new BrokenRun.Breaker(3), null));
        return Go(null, folder.Path);

        TrainingResult Go(IProgress<TrainingProgress>? progress, string? resume) =>
            new DAgger().Train(
                policy,
                new Dataset<Demonstration>(),
                new Plain(new VectorCartPole(2)),
                Runs.Expert,
                rounds,
                Options(folder.Path, 2),
                progress,
                resume: resume
            );
    }

    private static void Refused(string found, string expected, Action train)
    {
        var e = Assert.Throws<CheckpointException>(train);
        Assert.Contains(found, e.Found, StringComparison.Ordinal);
        Assert.Contains(expected, e.Expected, StringComparison.Ordinal);
    }

    private static (string Print, TrainingResult Result) Train(
        string? folder,
        string? resume = null,
        int epochs = 3,
        double entropy = 0.001,
        double rate = 0.001,
        int rows = 100,
        int hidden = 16,
        Computation computation = Computation.Fastest
    )
    {
        using var policy = new CategoricalPolicy(4, 2, [hidden], Activation.Tanh, new(1));
        var options = Options(folder, epochs) with { LearningRate = rate, Computation = computation };
        var result = new BehaviorCloning { EntropyWeight = entropy }.Train(policy, Runs.Labelled(rows), options, resume: resume);
        return (Runs.Fingerprint(policy), result);
    }

    private static TrainingOptions Options(string? folder, int epochs) =>
        new() { Epochs = epochs, Checkpoints = folder is null ? null : new(folder) { EveryEpochs = 1 } };

    /// <summary>Environments that nothing is known of.</summary>
    private sealed class Plain(IVectorEnvironment inner) : IVectorEnvironment
    {
        public int Count => inner.Count;

        public Space Observations => inner.Observations;

        public Space Actions => inner.Actions;

        public void Reset(ulong seed, Span<float> observations) => inner.Reset(seed, observations);

        public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations) =>
            inner.Step(actions, observations, results, finalObservations);
    }
}
