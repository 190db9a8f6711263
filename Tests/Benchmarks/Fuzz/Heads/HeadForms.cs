using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Generated;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>A policy of a head in its two forms: by rows it says what it says by tensors, and learns the same.</summary>
internal static class HeadForms
{
    private const int States = 2,
        Count = 3;

    public static string? Difference(Type type, SeedSequence seed)
    {
        using var scope = NewDisposeScope();
        using var policy = Policy(type, seed);
        var random = seed.Child("forms").Stream();
        using (var noise = Normals(random, policy.Parameters.Values.shape))
        using (no_grad())
            policy.Parameters.Values.add_(noise, alpha: 0.5);
        var states = Normals(random, Count, States);
        using var sampled = policy.Forward(new SampleQuestion(states, new StepDraws(seed, 1).Draw("act")));
        var acts = sampled[0].clone();
        foreach (var question in Asked(policy, states, acts, seed))
            if (Difference(policy, question, acts, seed) is { } found)
                return found;
        return null;
    }

    private static DeclaredPolicy Policy(Type type, SeedSequence seed)
    {
        var constructor = type.GetConstructors()
            .First(made =>
                made.GetParameters().Any(parameter => parameter.ParameterType == typeof(ScalarType))
                && made.GetParameters().Any(parameter => parameter.Name == "hidden")
            );
        return (DeclaredPolicy)
            constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        parameter switch
                        {
                            { Name: "hidden" } => new[] { 4 },
                            _ when parameter.ParameterType == typeof(BoxSpace) => new BoxSpace([-1, -2], [1, 2]),
                            _ when parameter.ParameterType == typeof(DiscreteSpace) => new DiscreteSpace(3),
                            _ when parameter.ParameterType == typeof(Activation) => Activation.Tanh,
                            _ when parameter.ParameterType == typeof(SeedSequence) => seed,
                            _ when parameter.ParameterType == typeof(ScalarType) => ScalarType.Float64,
                            { HasDefaultValue: true } => parameter.DefaultValue,
                            _ when parameter.ParameterType == typeof(int) => parameter.Position == 0 ? States : 3,
                            _ => throw new InvalidOperationException($"Found the parameter {parameter}; expected one that is known."),
                        }
                    ),
            ]);
    }

    /// <summary>What both forms are asked.</summary>
    private static IEnumerable<Question> Asked(DeclaredPolicy policy, Tensor states, Tensor acts, SeedSequence seed)
    {
        var drawn = new StepDraws(seed, 3).Draw("z");
        yield return new LogProbQuestion(acts, states);
        if (policy is IEntropyPolicy)
            yield return new EntropyQuestion(states);
        if (policy is IMeanPolicy)
            yield return new MeanQuestion(states);
        if (policy is IDiscretePolicy)
            yield return new LogProbsQuestion(states);
        if (policy is IReparameterisedPolicy)
            yield return new SampleQuestion(states, drawn);
        if (policy is IReparameterisedPolicy and ILogProbPolicy)
            yield return new SampleLogProbQuestion(states, drawn);
    }

    private static string? Difference(DeclaredPolicy policy, Question question, Tensor acts, SeedSequence seed)
    {
        var states = ((IPolicyQuestion)question).State;
        var batch = CpuBatch.From<Demonstration>([
            .. Enumerable.Range(0, Count).Select(i => new Demonstration(new State(Row(states, i)), new Act(Row(acts, i)))),
        ]);
        var draws = new CpuDraws(seed);
        draws.Begin(3);
        CpuColumn[] columns = question switch
        {
            LogProbQuestion => [batch["Action"], batch["State"]],
            SampleQuestion or SampleLogProbQuestion => [batch["State"], draws.Draw("z", Count)],
            _ => [batch["State"]],
        };
        using var rows = ((ICpuTrainable)policy).OnCpu(new SgdOptions(), 1)!;
        rows.Load();
        rows.ZeroGradients();
        var found = (RowOutputs)
            typeof(CpuNetwork)
                .GetMethod(nameof(CpuNetwork.Ask))!
                .MakeGenericMethod(question.GetType())
                .CreateDelegate<Asking>(rows)(columns);
        rows.Forward();
        using var answers = policy.Forward(question);
        var name = question.GetType().Name;
        if (Compare(name, found.Values, Numbers(answers[0])) is { } different)
            return different;
        var weights = Enumerable.Range(0, found.Values.Length).Select(static i => Math.Cos(i)).ToArray();
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
        return Compare(name + ", a step's parameters", stepped, Numbers(after));
    }

    private static string? Compare(string what, ReadOnlySpan<double> byRows, double[] byTensors)
    {
        var failures = new List<string>();
        for (var i = 0; i < byTensors.Length; i++)
            HeadLaws.Near(failures, $"{what} {i}, by rows against by tensors", byRows[i], byTensors[i], 1e-10);
        return failures.Count == 0 ? null : string.Join(Environment.NewLine, failures);
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var flat = tensor.contiguous();
        return flat.data<double>().ToArray();
    }

    private static double[] Row(Tensor tensor, int row) => tensor.select(0, row).contiguous().data<double>().ToArray();

    private static Tensor Normals(RandomStream random, params long[] shape)
    {
        var numbers = new double[shape.Aggregate(1L, static (product, size) => product * size)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextGaussian();
        return tensor(numbers, shape, ScalarType.Float64);
    }

    private delegate RowOutputs Asking(params ReadOnlySpan<CpuColumn> columns);
}
