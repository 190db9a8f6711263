using System.Diagnostics;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>Where the time of a generated step goes.</summary>
internal static class Profile
{
    private const int Steps = 4_000;

    /// <summary>
    /// Microseconds a step of each part; the parts' sum is a little more than an undisturbed step, since clocks are read between them.
    /// </summary>
    public static IReadOnlyList<(string Part, double Microseconds)> Of(Scenario scenario)
    {
        using var step = new GeneratedStep(scenario);
        var clocked = new Clocked(step.Network);
        for (var i = 0; i < Steps / 4; i++)
            step.Step(clocked);
        clocked.Clear();
        step.Clear();
        for (var i = 0; i < Steps / 4; i++)
            step.Step(clocked);
        double Each(long ticks) => ticks * 1e6 / Stopwatch.Frequency / (Steps / 4);
        return
        [
            ("batch", Each(step.Batching)),
            ("forward pass and answers", Each(clocked.Answering)),
            ("loss and its gradient, sample by sample", Each(step.Losses - clocked.Answering - clocked.Handing)),
            ("backward pass", Each(clocked.Handing)),
            ("update", Each(step.Updating)),
        ];
    }

    /// <summary>Passes everything on, and reads the clock.</summary>
    private sealed class Clocked(CpuNetwork network) : CpuNetwork
    {
        public long Answering { get; private set; }

        public long Handing { get; private set; }

        public void Clear() => (Answering, Handing) = (0, 0);

        protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
        {
            var start = Stopwatch.GetTimestamp();
            Ask(network, answers);
            Answering += Stopwatch.GetTimestamp() - start;
        }

        protected override void Backward(IReadOnlyList<RowOutputs> answers)
        {
            var start = Stopwatch.GetTimestamp();
            Backward(network, answers);
            Handing += Stopwatch.GetTimestamp() - start;
        }
    }
}
