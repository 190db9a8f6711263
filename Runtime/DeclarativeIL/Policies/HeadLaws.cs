using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>
/// Holds a declared head to the laws of its distribution: the density has the mass 1, entropy, mean and samples are its own, and gradients
/// are those of central differences. <see cref="Check"/> asks the form that needs no tensors, <see cref="CheckForms"/> compares both.
/// </summary>
/// <example>
/// <code>
/// [Fact]
/// public void My_head_is_a_distribution() =&gt; HeadLaws.Check&lt;LaplaceHead&gt;();
/// </code>
/// </example>
public static class HeadLaws
{
    private const int Settings = 4,
        Samples = 40_000,
        LikelySamples = 50;
    private const double Saturated = 1e-4; // how near to a bound an act has lost digits of what it was made of

    /// <summary>Checks a head at several settings of its columns.</summary>
    /// <typeparam name="THead">The head.</typeparam>
    /// <param name="seed">Where the settings and the samples come from.</param>
    /// <exception cref="HeadLawException">A law is broken; it says which, and by how much.</exception>
    public static void Check<THead>(ulong seed = 1)
        where THead : IDeclaredHead
    {
        var (equations, space, failures) = (THead.Equations, THead.SmallSpace, new List<string>());
        for (var setting = 0; setting < Settings; setting++)
        {
            var random = new SeedSequence(seed).Child((ulong)setting).Stream();
            var trial = new HeadTrial(equations, space, random);
            var law = $"{typeof(THead).Name}, setting {setting}: ";
            if (trial.Has(HeadMember.LogProb))
                CheckDensity(trial, random, law, failures);
            if (trial.Has(HeadMember.SampleLogProb))
                CheckSampleLogProb(trial, law, failures);
            HeadGradientLaws.Check(trial, random, law, failures);
        }
        if (failures.Count > 0)
            throw new HeadLawException(string.Join(Environment.NewLine, failures));
    }

    /// <summary>
    /// Checks that a head says and learns by tensors what it says and learns by rows, which <see cref="Check"/> holds to the laws; in
    /// float64. It needs libtorch.
    /// </summary>
    /// <typeparam name="THead">The head.</typeparam>
    /// <param name="seed">Where parameters, states and draws come from.</param>
    /// <exception cref="HeadLawException">The two differ; it says in what, and by how much.</exception>
    public static void CheckForms<THead>(ulong seed = 1)
        where THead : IDeclaredHead
    {
        var failures = new List<string>();
        using (var forms = new HeadFormLaws(THead.Equations, THead.SmallSpace, new SeedSequence(seed)))
            forms.Check($"{typeof(THead).Name}: ", failures);
        if (failures.Count > 0)
            throw new HeadLawException(string.Join(Environment.NewLine, failures));
    }

    private static void CheckDensity(HeadTrial trial, RandomStream random, string law, List<string> failures)
    {
        var (mass, entropy, mean) = (0.0, 0.0, 0.0);
        foreach (var (act, weight) in trial.Acts())
        {
            var logProb = trial.LogProb(act);
            var p = Math.Exp(logProb) * weight;
            mass += p;
            if (p > 0)
                (entropy, mean) = (entropy - (p * logProb), mean + (p * act[0]));
        }
        Near(failures, law + "mass of the density", mass, 1, 2e-3);
        if (trial.Has(HeadMember.Entropy))
            Near(failures, law + "entropy", trial.Value(HeadMember.Entropy)[0], entropy, 4e-3);
        if (trial.Has(HeadMember.Mean))
            Near(failures, law + "mean", trial.Value(HeadMember.Mean)[0], mean, 4e-3);
        if (trial.Has(HeadMember.LogProbs))
            Near(failures, law + "sum of all probabilities", trial.Value(HeadMember.LogProbs).Sum(Math.Exp), 1, 1e-9);
        if (trial.Has(HeadMember.Sample))
            CheckSamples(trial, random, mean, law, failures);
    }

    private static void CheckSamples(HeadTrial trial, RandomStream random, double mean, string law, List<string> failures)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var act in trial.Sample(Samples, random))
            (sum, squares) = (sum + act, squares + (act * act));
        var (found, spread) = (sum / Samples, Math.Sqrt(Math.Max(0, (squares / Samples) - (sum / Samples * (sum / Samples)))));
        if (spread > 0)
            Near(failures, law + "mean of samples, in standard errors", (found - mean) / (spread / Math.Sqrt(Samples)), 0, 5);
    }

    /// <summary>By a sample's draws and by its act, the likelihood is the same, where the act still tells.</summary>
    private static void CheckSampleLogProb(HeadTrial trial, string law, List<string> failures)
    {
        for (var i = 0; i < LikelySamples; i++)
        {
            var act = trial.Sample((ulong)i);
            if (!Array.Exists(act, number => trial.Space is BoxSpace box && IsSaturated(box, number)))
                Near(failures, law + $"likelihood of sample {i}", trial.SampleLogProb((ulong)i), trial.LogProb(act), 1e-6);
        }
    }

    private static bool IsSaturated(BoxSpace box, double number) =>
        number - box.Low[0] < Saturated * (box.High[0] - box.Low[0]) || box.High[0] - number < Saturated * (box.High[0] - box.Low[0]);

    internal static void Near(List<string> failures, string what, double found, double expected, double within)
    {
        if (!(Math.Abs(found - expected) <= within * Math.Max(1, Math.Abs(expected))))
            failures.Add($"{what}: found {found:R}; expected {expected:R}, within {within:R}.");
    }
}

/// <summary>A declared head breaks a law of its distribution.</summary>
public sealed class HeadLawException : Exception
{
    /// <summary>Says which.</summary>
    public HeadLawException(string message)
        : base(message) { }
}
