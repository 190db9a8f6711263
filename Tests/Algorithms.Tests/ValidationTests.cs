using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Rows that are held back, the end of training by them, and the best epoch.</summary>
public class ValidationTests
{
    private static readonly ValidationSplit Fifth = new(0.2, seed: 7);

    public static TheoryData<Computation> Forms => [Computation.Fastest, Computation.Tensors];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Training_is_that_on_the_other_rows_alone_bit_for_bit(Computation computation)
    {
        var data = Runs.Labelled(150);
        var held = HeldOf(150, Fifth);
        var rest = new Dataset<Demonstration>(data.Where((_, row) => !held[row]));
        Assert.InRange(rest.Count, 100, 140);
        var (alone, _) = Cloned(rest, Options(computation, null));
        var (split, reports) = Cloned(data, Options(computation, Fifth));
        Assert.Equal(alone, split);
        Assert.All(Epochs(reports), report => Assert.Equal(150 - rest.Count, report.Validation!.Rows));
        Assert.NotEqual(alone, Cloned(data, Options(computation, null)).Print); // the split does leave rows out
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Members_of_an_ensemble_draw_from_the_other_rows_alone(Computation computation)
    {
        var data = Runs.Labelled(90);
        var held = HeldOf(90, Fifth);
        var rest = new Dataset<Demonstration>(data.Where((_, row) => !held[row]));
        Assert.Equal(Trained(rest, null), Trained(data, Fifth));

        string Trained(Dataset<Demonstration> rows, ValidationSplit? split)
        {
            using var members = new CategoricalEnsemble(5, 4, 2, [8], Activation.Tanh, new SeedSequence(2));
            var result = new BootstrappedCloning().Train(members, rows, Options(computation, split));
            return BrokenRun.Print([members], result);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Rows_that_are_held_back_are_never_trained_on(Computation computation)
    {
        var (clean, poisoned) = (Runs.Labelled(150), new Dataset<Demonstration>());
        var held = HeldOf(150, Fifth);
        for (var row = 0; row < clean.Count; row++)
            poisoned.Add(held[row] ? new(State.Of(900, -900, 900, -900), clean[row].Action) : clean[row]);
        var (expected, before) = Cloned(clean, Options(computation, Fifth));
        var (found, after) = Cloned(poisoned, Options(computation, Fifth));
        Assert.Equal(expected, found);
        Assert.NotEqual(Epochs(before)[^1].Validation!.Loss, Epochs(after)[^1].Validation!.Loss); // and validated on
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Losses_are_those_of_the_networks_after_the_epoch(Computation computation)
    {
        var data = Runs.Labelled(150);
        var held = HeldOf(150, Fifth);
        using var policy = Runs.Policy(1);
        var reports = new List<TrainingProgress>();
        new BehaviorCloning().Train(policy, data, Options(computation, Fifth), new Told(reports.Add));
        var rows = data.Where((_, row) => held[row]).ToList();
        var one = policy.OneSample();
        var mean = rows.Average(row => -one.LogProb(row.Action, row.State));
        Assert.Equal(mean, Epochs(reports)[^1].Validation!.Losses["NegativeLogLikelihood"], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_run_that_overfits_stops_and_goes_back_to_its_best_epoch(Computation computation)
    {
        var split = Fifth with { Patience = 3, RestoreBest = true };
        using var policy = Wide();
        var reports = new List<TrainingProgress>();
        var result = new BehaviorCloning().Train(policy, Noise(60), Overfits(computation, split, 200), new Told(reports.Add));
        var losses = Epochs(reports).Select(static report => report.Validation!.Loss).ToList();
        var best = losses.IndexOf(losses.Min()) + 1;
        Assert.True(losses.Count is > 3 and < 200, $"Found {losses.Count} epochs.");
        Assert.Equal(losses.Count, best + 3);
        Assert.Equal((best, losses.Min(), true), (result.Validation!.BestEpoch, result.Validation.BestLoss, result.Validation.HasStopped));

        using var until = Wide();
        new BehaviorCloning().Train(until, Noise(60), Overfits(computation, Fifth, best));
        Assert.Equal(Runs.Fingerprint(until), Runs.Fingerprint(policy));
        using var last = Wide();
        new BehaviorCloning().Train(last, Noise(60), Overfits(computation, split with { RestoreBest = false }, 200));
        Assert.NotEqual(Runs.Fingerprint(last), Runs.Fingerprint(policy));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Without_patience_all_epochs_are_done_and_the_best_is_restored_at_the_end(Computation computation)
    {
        using var policy = Wide();
        var split = Fifth with { RestoreBest = true };
        var result = new BehaviorCloning().Train(policy, Noise(60), Overfits(computation, split, 40));
        Assert.InRange(result.Validation!.BestEpoch, 1, 39);
        Assert.Equal(40 * HeldOf(60, Fifth).Count(static held => !held), result.Samples);
        using var until = Wide();
        new BehaviorCloning().Train(until, Noise(60), Overfits(computation, Fifth, result.Validation.BestEpoch));
        Assert.Equal(Runs.Fingerprint(until), Runs.Fingerprint(policy));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_broken_run_ends_as_a_whole_one(Computation computation) =>
        BrokenRun.EndsAlike(part =>
        {
            using var policy = Wide();
            var options = Overfits(computation, Fifth with { Patience = 3, RestoreBest = true }, 60) with
            {
                Checkpoints = part?.Checkpoints,
            };
            var result = new BehaviorCloning().Train(policy, Noise(60), options, part?.Progress, resume: part?.Resume);
            var found = result.Validation!;
            return BrokenRun.Print([policy], result) + $"{found.Loss:R} {found.BestLoss:R} {found.BestEpoch} {found.HasStopped}";
        });

    [Theory]
    [MemberData(nameof(Forms))]
    public void Rounds_stop_each_by_itself_and_go_on_alike_when_they_are_broken(Computation computation) =>
        BrokenRun.EndsAlike(part =>
        {
            using var policy = Runs.Policy(3);
            var data = new Dataset<Demonstration>();
            var reports = new List<TrainingProgress>();
            var result = new DAgger().Train(
                policy,
                data,
                new VectorCartPole(3),
                Runs.Expert,
                new Rounds(3, 96),
                new TrainingOptions
                {
                    Epochs = 12,
                    LearningRate = 0.05,
                    Seed = 4,
                    Computation = computation,
                    Validation = new(0.3, 1) { Patience = 1, RestoreBest = true },
                    Checkpoints = part?.Checkpoints,
                },
                part?.Progress ?? new Told(reports.Add),
                resume: part?.Resume
            );
            if (part is null)
            {
                var rounds = Epochs(reports).GroupBy(static report => report.Round).ToList();
                Assert.Equal(3, rounds.Count);
                Assert.Contains(rounds, static round => round.Last().Validation!.HasStopped && round.Count() < 12);
                var held = HeldOf(data.Count, new(0.3, 1));
                Assert.All(
                    result.Rounds,
                    round => Assert.Equal(held.Take(round.Rows).Count(static one => one), rounds[round.Round].Last().Validation!.Rows)
                );
            }
            return BrokenRun.Print([policy], result) + string.Join('\n', data);
        });

    /// <summary>A module that drops out draws what it would without rows held back, and its running statistics see none of them.</summary>
    [Fact]
    public void Modules_are_in_evaluation_on_rows_that_are_held_back()
    {
        var data = Runs.Labelled(150);
        var held = HeldOf(150, Fifth);
        var rest = new Dataset<Demonstration>(data.Where((_, row) => !held[row]));
        Assert.Equal(Trained(rest, null), Trained(data, Fifth));

        static string Trained(Dataset<Demonstration> rows, ValidationSplit? split)
        {
            using var module = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Dropout(0.3), nn.Linear(8, 2));
            var draws = new SeedSequence(5).Stream();
            using (no_grad())
                foreach (var parameter in module.parameters())
                {
                    var numbers = Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)draws.NextGaussian() / 2).ToArray();
                    using var values = tensor(numbers, parameter.shape);
                    parameter.copy_(values);
                }
            using var policy = CategoricalPolicy.Over(module, 4, 2);
            var result = new BehaviorCloning().Train(policy, rows, Options(Computation.Fastest, split));
            var statistics = module.buffers().SelectMany(static buffer => buffer.to(ScalarType.Float64).data<double>().ToArray());
            return BrokenRun.Print([policy], result) + string.Join(' ', statistics);
        }
    }

    [Fact]
    public void Episodes_are_held_back_whole()
    {
        var rows = Runs.Labelled(120).ToList();
        var split = new ValidationSplit(0.3, 2);
        var draws = new SeedSequence(2).Child("validation").Stream();
        var expected = Enumerable.Range(0, 12).Count(episode => draws.UniformAt((ulong)episode * 10, 0) < 0.3) * 10;
        Assert.InRange(expected, 10, 110);
        var reports = new List<TrainingProgress>();
        using var policy = Runs.Policy(1);
        var options = Options(Computation.Fastest, split);
        new BehaviorCloning().Train(policy, Dataset.OfEpisodes(rows.Chunk(10)), options, new Told(reports.Add));
        Assert.Equal(expected, Epochs(reports)[^1].Validation!.Rows);
    }

    [Fact]
    public void Bad_options_are_refused_with_figures()
    {
        foreach (var share in (double[])[0, 1, -0.1, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => new ValidationSplit(share));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fifth with { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Fifth with { MinDelta = -1 });
        var few = Assert.Throws<ArgumentException>(() => Cloned(Runs.Labelled(3), Options(Computation.Fastest, new(1e-9))));
        Assert.Contains("holds 0 of 3 Demonstration rows back", few.Message, StringComparison.Ordinal);
        var watch = Assert.Throws<ArgumentException>(() =>
            Cloned(Runs.Labelled(150), Options(Computation.Fastest, Fifth with { Watch = "Loss" }))
        );
        Assert.Contains("NegativeLogLikelihood", watch.Message, StringComparison.Ordinal);
        using var policy = Runs.Policy(1);
        var options = Options(Computation.Fastest, Fifth);
        var alone = Assert.Throws<NotSupportedException>(() =>
            new Reinforce().Train(policy, new VectorCartPole(2), new Rounds(1, 64), options)
        );
        Assert.Contains("rollouts alone", alone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_split_is_refused_when_a_run_is_resumed()
    {
        using var folder = new RunFolderOfTest();
        var options = Options(Computation.Fastest, Fifth) with { Checkpoints = new(folder.Path) { EveryEpochs = 1 } };
        Cloned(Runs.Labelled(150), options);
        using var policy = Runs.Policy(1);
        foreach (var other in (ValidationSplit?[])[null, new(0.2, 8), Fifth with { Patience = 5 }])
            Assert.Throws<Checkpoints.CheckpointException>(() =>
                new BehaviorCloning().Train(policy, Runs.Labelled(150), options with { Validation = other }, resume: folder.Path)
            );
    }

    private static (string Print, List<TrainingProgress> Reports) Cloned(Dataset<Demonstration> data, TrainingOptions options)
    {
        using var policy = Runs.Policy(1);
        var reports = new List<TrainingProgress>();
        var result = new BehaviorCloning().Train(policy, data, options, new Told(reports.Add));
        return (BrokenRun.Print([policy], result), reports);
    }

    private static List<TrainingProgress> Epochs(List<TrainingProgress> reports) =>
        [.. reports.Where(static report => report.Kind == ProgressKind.Epoch)];

    private static TrainingOptions Options(Computation computation, ValidationSplit? split) =>
        new()
        {
            Epochs = 4,
            LearningRate = 0.01,
            Seed = 3,
            Computation = computation,
            Validation = split,
        };

    private static TrainingOptions Overfits(Computation computation, ValidationSplit split, int epochs) =>
        Options(computation, split) with
        {
            Epochs = epochs,
            BatchSize = 16,
        };

    private static CategoricalPolicy Wide() => new(4, 2, [64], Activation.Tanh, new SeedSequence(9));

    /// <summary>Labels that are noise: what is learned of them is of no use on other rows.</summary>
    private static Dataset<Demonstration> Noise(int rows)
    {
        var (random, data) = (new SeedSequence(6).Stream(), new Dataset<Demonstration>());
        for (var row = 0; row < rows; row++)
            data.Add(
                new(
                    State.Of(random.NextGaussian(), random.NextGaussian(), random.NextGaussian(), random.NextGaussian()),
                    Act.Discrete(random.NextInt(2))
                )
            );
        return data;
    }

    /// <summary>The rule that is documented: a draw for each row by its number.</summary>
    private static bool[] HeldOf(int rows, ValidationSplit split)
    {
        var draws = new SeedSequence(split.Seed).Child("validation").Stream();
        return [.. Enumerable.Range(0, rows).Select(row => draws.UniformAt((ulong)row, 0) < split.Share)];
    }

    private sealed class Told(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
