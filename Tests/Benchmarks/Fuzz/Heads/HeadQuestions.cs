using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>What policies of heads are asked in both forms.</summary>
internal static class HeadQuestions
{
    private const int Step = 2;

    /// <summary>All that has a gradient, and that a row can be asked.</summary>
    /// <param name="policy">In float64, as states and acts.</param>
    /// <param name="states">[n, states].</param>
    /// <param name="acts">[n, acts].</param>
    /// <param name="seeds">Where draws come from.</param>
    public static IEnumerable<Question> Asked(DeclaredPolicy policy, Tensor states, Tensor acts, SeedSequence seeds)
    {
        if (policy is ILogProbPolicy)
            yield return new LogProbQuestion(acts, states);
        if (policy is IEntropyPolicy)
            yield return new EntropyQuestion(states);
        if (policy is IMeanPolicy)
            yield return new MeanQuestion(states);
        if (policy is IDiscretePolicy)
            yield return new LogProbsQuestion(states);
        if (policy is IFitPolicy)
            yield return new FitQuestion(acts, states, new StepDraws(seeds, Step).Draw("z"));
        if (policy is not IReparameterisedPolicy)
            yield break;
        yield return new SampleQuestion(states, new StepDraws(seeds, Step).Draw("z"));
        if (policy is ILogProbPolicy)
            yield return new SampleLogProbQuestion(states, new StepDraws(seeds, Step).Draw("z"));
    }

    /// <summary>Asks a question in both forms, and steps by a gradient of the answer; the policy stays as it is.</summary>
    public static TwoForms InBothForms(DeclaredPolicy policy, Question question, Tensor states, Tensor acts, SeedSequence seeds) =>
        TwoForms.Of(
            policy,
            question,
            rows =>
                typeof(CpuNetwork)
                    .GetMethod(nameof(CpuNetwork.Ask))!
                    .MakeGenericMethod(question.GetType())
                    .CreateDelegate<Asking>(rows)(Columns(question, states, acts, seeds))
        );

    private static CpuColumn[] Columns(Question question, Tensor states, Tensor acts, SeedSequence seeds)
    {
        var count = (int)states.size(0);
        var batch = CpuBatch.From<Demonstration>([
            .. Enumerable.Range(0, count).Select(i => new Demonstration(new State(Row(states, i)), new Act(Row(acts, i)))),
        ]);
        if (question is LogProbQuestion)
            return [batch["Action"], batch["State"]];
        if (question is not IDrawQuestion)
            return [batch["State"]];
        var draws = new CpuDraws(seeds);
        draws.Begin(Step);
        var drawn = draws.Draw("z", count);
        return question is FitQuestion ? [batch["Action"], batch["State"], drawn] : [batch["State"], drawn];
    }

    private static double[] Row(Tensor tensor, int row)
    {
        using var one = tensor.select(0, row);
        return Numbers(one);
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var flat = tensor.contiguous();
        return flat.data<double>().ToArray();
    }

    private delegate RowOutputs Asking(params ReadOnlySpan<CpuColumn> columns);
}
