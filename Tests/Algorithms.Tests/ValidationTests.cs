using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static DeclarativeIL.Algorithms.Tests.ValidationRuns;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Rows that are held back from training.</summary>
public class ValidationTests
{
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
}
