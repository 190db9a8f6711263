using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What a policy of a declared head says and learns by tensors, against the same by rows.</summary>
internal sealed class HeadFormLaws : IDisposable
{
    private const int Rows = 6,
        LeastStates = 2;
    private const double Within = 1e-9;

    private readonly PolicyNetwork _policy;
    private readonly HeadEquations _equations;
    private readonly RandomStream _draws;
    private readonly double[] _states,
        _acts;

    public HeadFormLaws(HeadEquations equations, Space space, SeedSequence seeds)
    {
        _equations = equations.Over(space);
        var size = Math.Max(LeastStates, PolicyParts.LayoutOf(equations, space).Given);
        var parts = PolicyParts.Perceptron(
            equations,
            size,
            space,
            [4],
            Activation.Tanh,
            seeds.Child("policy"),
            default,
            ScalarType.Float64,
            null
        );
        _policy = equations is FieldEquations ? new GenerativeTrial(parts) : new Trial(parts);
        using (no_grad())
        using (var noise = tensor(Normals(seeds.Child("noise").Stream(), (int)_policy.Parameters.Count)))
            _policy.Parameters.Values.add_(noise, Arithmetic.Alpha.One); // off the starts of free columns, which tell little
        _draws = seeds.Child("draws").Stream();
        _states = Normals(seeds.Child("states").Stream(), Rows * size);
        var (seen, acts) = (Array.ConvertAll(_states, static number => (float)number), new float[Rows * space.Width]);
        if (_equations.Declares(HeadMember.Sample))
            _policy.Sample(seen, acts, seeds.Child("acts").Stream());
        else
            _policy.Mode(seen, acts);
        _acts = Array.ConvertAll(acts, static number => (double)number);
    }

    /// <summary>Compares what each member says, and the parameters after a step by a gradient of it.</summary>
    public void Check(string law, List<string> failures)
    {
        foreach (var member in Enum.GetValues<HeadMember>())
            if (_equations.Declares(member))
                Check(member, $"{law}{member} by tensors", failures);
    }

    /// <inheritdoc/>
    public void Dispose() => _policy.Dispose();

    private void Check(HeadMember member, string what, List<string> failures)
    {
        using var scope = NewDisposeScope();
        var forms = TwoForms.Of(_policy, Question(member), rows => Ask(rows, member), _equations.HasGradient(member));
        Near(failures, what + ", number ", forms.ByTensors, forms.ByRows);
        Near(failures, what + ", parameter after a step ", forms.SteppedByTensors, forms.SteppedByRows);
    }

    private Question Question(HeadMember member)
    {
        var states = tensor(_states, [Rows, _policy.StateSize]);
        return member switch
        {
            HeadMember.LogProb => new LogProbQuestion(tensor(_acts, [Rows, _acts.Length / Rows]), states),
            HeadMember.LogProbs => new LogProbsQuestion(states),
            HeadMember.Entropy => new EntropyQuestion(states),
            HeadMember.Mean => new MeanQuestion(states),
            HeadMember.Mode => new ModeQuestion(states),
            HeadMember.Sample => new SampleQuestion(states, new(_draws, 0)),
            HeadMember.SampleLogProb => new SampleLogProbQuestion(states, new(_draws, 0)),
            HeadMember.Fit => new FitQuestion(tensor(_acts, [Rows, _acts.Length / Rows]), states, new(_draws, 0)),
        };
    }

    private RowOutputs Ask(CpuNetwork rows, HeadMember member)
    {
        var states = Column("states", _states);
        return member switch
        {
            HeadMember.LogProb => rows.Ask<LogProbQuestion>(Column("acts", _acts), states),
            HeadMember.LogProbs => rows.Ask<LogProbsQuestion>(states),
            HeadMember.Entropy => rows.Ask<EntropyQuestion>(states),
            HeadMember.Mean => rows.Ask<MeanQuestion>(states),
            HeadMember.Mode => rows.Ask<ModeQuestion>(states),
            HeadMember.Sample => rows.Ask<SampleQuestion>(states, Draws()),
            HeadMember.SampleLogProb => rows.Ask<SampleLogProbQuestion>(states, Draws()),
            HeadMember.Fit => rows.Ask<FitQuestion>(Column("acts", _acts), states, Draws()),
        };
    }

    private static CpuColumn Column(string name, double[] numbers)
    {
        var rows = new CpuRows();
        rows.InOrder(1, Rows);
        var (column, width) = (new CpuColumn(name, rows), numbers.Length / Rows);
        column.Resize(width);
        for (var row = 0; row < Rows; row++)
            column.Set(row, numbers.AsSpan(row * width, width));
        return column;
    }

    private CpuColumn Draws()
    {
        var rows = new CpuRows();
        rows.InOrder(1, Rows);
        var column = new CpuColumn("draws", _draws, rows);
        column.Resize(1);
        column.Start(0);
        return column;
    }

    private static void Near(List<string> failures, string what, double[] found, double[] expected)
    {
        if (found.Length != expected.Length)
        {
            failures.Add($"{what}: found {found.Length} of them; expected {expected.Length}, as by rows.");
            return;
        }
        for (var i = 0; i < found.Length; i++)
            if (!found[i].Equals(expected[i])) // two infinities are the same
                HeadLaws.Near(failures, what + i, found[i], expected[i], Within);
    }

    private static double[] Normals(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];

    /// <summary>A policy of any head with a network inside.</summary>
    private sealed class GenerativeTrial(PolicyParts parts) : GenerativePolicy(parts)
    {
        protected override GenerativePolicy Create(PolicyParts parts) => new GenerativeTrial(parts);
    }

    /// <summary>A policy of any other head.</summary>
    private sealed class Trial(PolicyParts parts) : DeclaredPolicy(parts)
    {
        protected override DeclaredPolicy Create(PolicyParts parts) => new Trial(parts);
    }
}
