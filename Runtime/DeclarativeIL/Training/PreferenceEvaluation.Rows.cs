using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Training;

/// <content>How networks are asked about pairs and contexts: without tensors, where they need none.</content>
public static partial class PreferenceEvaluation
{
    private static CpuNetwork ForInference(INetwork network)
    {
        var asked = CpuBackend.ForInference(network, 1);
        asked.Load();
        return asked;
    }

    private static Act Kept(Act answer) => new(answer.Span.ToArray().AsMemory());

    /// <summary>log pi(chosen) - log pi(rejected), row by row.</summary>
    private static double[] LogRatios(CpuNetwork policy, CpuBatch<Preference> rows) =>
        Difference(
            policy,
            policy.Ask<LogProbQuestion>(rows["Chosen"], rows["Context"]),
            policy.Ask<LogProbQuestion>(rows["Rejected"], rows["Context"])
        );

    private static double[] Difference(CpuNetwork network, RowOutputs chosen, RowOutputs rejected)
    {
        network.Forward();
        var differences = new double[chosen.Count];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = chosen[i] - rejected[i];
        return differences;
    }

    private static double[] LogProbs(CpuNetwork policy, CpuColumn acts, CpuBatch<Step> states)
    {
        var answer = policy.Ask<LogProbQuestion>(acts, states["State"]);
        policy.Forward();
        return answer.Values.ToArray();
    }

    private static PairResult Margins(
        Dataset<Preference> pairs,
        double confidence,
        int batchSize,
        Func<CpuBatch<Preference>, IEnumerable<double>> margin
    )
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var feed = new CpuFeed<Preference>(pairs);
        var margins = new List<double>(pairs.Count);
        while (feed.Next(batchSize))
            margins.AddRange(margin(feed.Rows));
        var odd = margins.FindIndex(static value => !double.IsFinite(value));
        return odd < 0
            ? PairResult.Of(margins, confidence)
            : throw new InvalidOperationException($"Pair {odd}: found a margin of {margins[odd]}; expected a finite number.");
    }

    private static RowOutputs Sampled(CpuNetwork policy, CpuBatch<Step> states, SeedSequence seeds, int from)
    {
        var answer = policy.Ask<SampleQuestion>(states["State"], states.Draws(seeds.Stream(), (ulong)from));
        policy.Forward();
        return answer;
    }

    private static IEnumerable<(CpuBatch<Step> States, State[] Rows, int From)> ContextBatches(
        IContexts contexts,
        int count,
        SeedSequence seeds,
        int batchSize
    )
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return Batches();

        IEnumerable<(CpuBatch<Step>, State[], int)> Batches()
        {
            var drawing = seeds.Child("contexts").Stream();
            for (var from = 0; from < count; from += batchSize)
            {
                var rows = new State[Math.Min(batchSize, count - from)];
                for (var i = 0; i < rows.Length; i++)
                    rows[i] = contexts.Draw(drawing);
                yield return (CpuBatch.OfStates(rows), rows, from);
            }
        }
    }
}
