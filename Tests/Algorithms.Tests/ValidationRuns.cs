using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Runs of which rows are held back.</summary>
internal static class ValidationRuns
{
    public static readonly ValidationSplit Fifth = new(0.2, seed: 7);

    public static (string Print, List<TrainingProgress> Reports) Cloned(Dataset<Demonstration> data, TrainingOptions options)
    {
        using var policy = Runs.Policy(1);
        var reports = new List<TrainingProgress>();
        var result = new BehaviorCloning().Train(policy, data, options, new Told(reports.Add));
        return (BrokenRun.Print([policy], result), reports);
    }

    public static List<TrainingProgress> Epochs(List<TrainingProgress> reports) =>
        [.. reports.Where(static report => report.Kind == ProgressKind.Epoch)];

    public static TrainingOptions Options(Computation computation, ValidationSplit? split) =>
        new()
        {
            Epochs = 4,
            LearningRate = 0.01,
            Seed = 3,
            Computation = computation,
            Validation = split,
        };

    public static TrainingOptions Overfits(Computation computation, ValidationSplit split, int epochs) =>
        Options(computation, split) with
        {
            Epochs = epochs,
            BatchSize = 16,
        };

    public static CategoricalPolicy Wide() => new(4, 2, [64], Activation.Tanh, new SeedSequence(9));

    /// <summary>Labels that are noise: what is learned of them is of no use on other rows.</summary>
    public static Dataset<Demonstration> Noise(int rows)
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
    public static bool[] HeldOf(int rows, ValidationSplit split)
    {
        var draws = new SeedSequence(split.Seed).Child("validation").Stream();
        return [.. Enumerable.Range(0, rows).Select(row => draws.UniformAt((ulong)row, 0) < split.Share)];
    }
}
