using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Storage;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Streaming;

/// <summary>What a process of its own does: it prints its peak of resident memory and its rows a second, or how far it came.</summary>
internal static class StreamChild
{
    public const string Verb = "stream-child",
        Empty = "empty",
        Memory = "memory",
        Files = "files",
        Appends = "appends";

    private const int StateSize = 13;

    public static void Go(string what, string folder)
    {
        var speed = 0.0;
        if (what == Appends)
            Append(folder);
        else if (what != Empty)
            speed = Train(what == Files ? StoredDataset.Stream<Demonstration>(folder) : StoredDataset.Load<Demonstration>(folder));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.PeakWorkingSet64} {speed:F0}"));
    }

    /// <summary>Rows of a teacher that is easy to learn from.</summary>
    public static IEnumerable<Demonstration> Rows(int count)
    {
        var random = new SeedSequence(1).Stream();
        for (var i = 0; i < count; i++)
        {
            var state = new double[StateSize];
            for (var k = 0; k < state.Length; k++)
                state[k] = (float)((2 * random.UniformAt((ulong)i, (ulong)k)) - 1);
            yield return new(new State(state.AsMemory()), Act.Discrete(state[0] + state[1] > 0 ? 1 : 0));
        }
    }

    /// <returns>Rows a second, without loading and the first steps.</returns>
    private static double Train(Dataset<Demonstration> data)
    {
        using var policy = new CategoricalPolicy(StateSize, 2, [64, 64], Activation.Tanh, new SeedSequence(1));
        var (begun, watch) = (0L, new Stopwatch());
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 256,
            ReportEverySteps = 100,
        };
        var result = new BehaviorCloning().Train(
            policy,
            data,
            options,
            new Told(report =>
            {
                if (watch.IsRunning || report.Kind != ProgressKind.Step)
                    return;
                begun = report.Samples;
                watch.Start();
            })
        );
        return (result.Samples - begun) / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Appends episodes of 100 rows until it is killed; says how many once they are on disk.</summary>
    private static void Append(string folder)
    {
        using var rows = StoredDataset.Open<Demonstration>(folder);
        Console.WriteLine($"at {rows.Count}");
        while (true)
        {
            var first = rows.Count;
            rows.AppendEpisode(Enumerable.Range(first, 100).Select(static i => new Demonstration(State.Of(i), Act.Discrete(i % 2))));
            Console.WriteLine($"at {rows.Count}");
        }
    }

    private sealed class Told(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
