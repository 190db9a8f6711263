using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>Gradients of a declared head against central differences of its answers.</summary>
internal static class HeadGradientLaws
{
    private const double Step = 1e-5,
        Within = 2e-6;
    private const ulong Key = 7;

    public static void Check(HeadTrial trial, RandomStream random, string law, List<string> failures)
    {
        var act = trial.Has(HeadMember.Sample) ? trial.Sample(random.Key) : Middle(trial);
        foreach (var member in Enum.GetValues<HeadMember>())
            if (trial.Has(member) && trial.Equations.HasGradient(member))
                Check(trial, member, act, law + member, failures);
        if (trial.Has(HeadMember.LogProb) && trial.Space is BoxSpace)
            CheckAct(trial, act, law, failures);
    }

    private static void Check(HeadTrial trial, HeadMember member, double[] act, string law, List<string> failures)
    {
        double[] Value() =>
            member switch
            {
                HeadMember.LogProb => [trial.LogProb(act)],
                HeadMember.Sample => trial.Sample(Key),
                HeadMember.Fit => [trial.Fit(act, Key)],
                HeadMember.SampleLogProb => [trial.SampleLogProb(Key)],
                _ => trial.Value(member),
            };
        // the log-probability of what is masked is -infinity, and stays so
        var weights = Value().Select(static (value, i) => double.IsNegativeInfinity(value) ? 0 : 0.7 - (0.3 * i)).ToArray();
        double Loss() => Value().Zip(weights, static (value, weight) => weight == 0 ? 0 : value * weight).Sum();
        var (outputs, free) = trial.Gradient(member, weights, act, Key);
        Compare(trial.Outputs, outputs, Loss, law + ", gradient of output ", failures);
        Compare(trial.Free, free, Loss, law + ", gradient of free number ", failures);
    }

    private static void CheckAct(HeadTrial trial, double[] act, string law, List<string> failures) =>
        Compare(act, trial.ActGradient(act), () => trial.LogProb(act), law + "LogProb, gradient of component ", failures);

    private static void Compare(double[] at, double[] gradient, Func<double> loss, string what, List<string> failures)
    {
        for (var i = 0; i < at.Length; i++)
        {
            var start = at[i];
            at[i] = start + Step;
            var above = loss();
            at[i] = start - Step;
            var below = loss();
            at[i] = start;
            HeadLaws.Near(failures, what + i, gradient[i], (above - below) / (2 * Step), Within);
        }
    }

    private static double[] Middle(HeadTrial trial) => trial.Acts().Skip(1).First().Act;
}
