using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Optimization;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What a policy of a head says by rows and by tensors, and its parameters after a step of gradient descent by either.</summary>
internal readonly record struct TwoForms(double[] ByRows, double[] ByTensors, double[] SteppedByRows, double[] SteppedByTensors)
{
    /// <summary>Asks a question in both forms, and steps by a gradient of the answer; the policy stays as it is.</summary>
    /// <param name="policy">In float64.</param>
    /// <param name="question">By tensors.</param>
    /// <param name="ask">The same by rows.</param>
    /// <param name="steps">Whether a gradient is taken of it.</param>
    public static TwoForms Of(PolicyNetwork policy, Question question, Func<CpuNetwork, RowOutputs> ask, bool steps = true)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var rows = ((ICpuTrainable)policy).OnCpu(new SgdOptions(), 1)!;
        rows.Load();
        rows.ZeroGradients();
        var found = ask(rows);
        rows.Forward();
        var byRows = found.Values.ToArray();
        using var answers = policy.Forward(question);
        var byTensors = Numbers(answers[0]);
        if (!steps || byTensors.Length != byRows.Length)
            return new(byRows, byTensors, [], []);
        // the log-probability of what is masked is -infinity, and stays so
        var weights = byRows.Select(static (value, i) => double.IsFinite(value) ? Math.Cos(i) : 0).ToArray();
        for (var i = 0; i < weights.Length; i++)
            found.AddGradient(i / found.Width, i % found.Width, weights[i]);
        rows.Backward();
        rows.Step(1);
        var before = policy.Parameters.Values.clone();
        policy.Parameters.Gradients.zero_();
        policy.Backward(answers, tensor(weights, answers[0].shape));
        var steppedByTensors = Numbers(before.sub(policy.Parameters.Gradients));
        rows.Store();
        var steppedByRows = Numbers(policy.Parameters.Values);
        policy.Parameters.Values.copy_(before);
        return new(byRows, byTensors, steppedByRows, steppedByTensors);
    }

    private static double[] Numbers(Tensor values)
    {
        using var flat = values.contiguous();
        return flat.data<double>().ToArray();
    }
}
