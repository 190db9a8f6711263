using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Generated;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>What a policy of a head says by rows and by tensors, and its parameters after a step of gradient descent by either.</summary>
internal readonly record struct TwoForms(double[] ByRows, double[] ByTensors, double[] SteppedByRows, double[] SteppedByTensors)
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
        if (policy is not IReparameterisedPolicy)
            yield break;
        yield return new SampleQuestion(states, new StepDraws(seeds, Step).Draw("z"));
        if (policy is ILogProbPolicy)
            yield return new SampleLogProbQuestion(states, new StepDraws(seeds, Step).Draw("z"));
    }

    /// <summary>Asks a question in both forms, and steps by a gradient of the answer; the policy stays as it is.</summary>
    public static TwoForms Of(DeclaredPolicy policy, Question question, Tensor states, Tensor acts, SeedSequence seeds)
    {
        using var rows = ((ICpuTrainable)policy).OnCpu(new SgdOptions(), 1)!;
        rows.Load();
        rows.ZeroGradients();
        var found = (RowOutputs)
            typeof(CpuNetwork)
                .GetMethod(nameof(CpuNetwork.Ask))!
                .MakeGenericMethod(question.GetType())
                .CreateDelegate<Asking>(rows)(Columns(question, states, acts, seeds));
        rows.Forward();
        var byRows = found.Values.ToArray();
        using var answers = policy.Forward(question);
        var weights = Enumerable.Range(0, byRows.Length).Select(static i => Math.Cos(i)).ToArray();
        for (var i = 0; i < weights.Length; i++)
            found.AddGradient(i / found.Width, i % found.Width, weights[i]);
        rows.Backward();
        rows.Step(1);
        using var before = policy.Parameters.Values.clone();
        policy.Parameters.Gradients.zero_();
        policy.Backward(answers, tensor(weights, answers[0].shape, ScalarType.Float64));
        using var after = before - policy.Parameters.Gradients;
        rows.Store();
        var stepped = Numbers(policy.Parameters.Values);
        using (no_grad())
            policy.Parameters.Values.copy_(before);
        return new(byRows, Numbers(answers[0]), stepped, Numbers(after));
    }

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
        return [batch["State"], draws.Draw("z", count)];
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
