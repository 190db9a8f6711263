namespace DeclarativeIL.Language.Tests.Declarations;

[Row]
public readonly record struct Logged(State Context, Act Action, double Reward, double Propensity);

public sealed partial class InversePropensity
{
    [Loss]
    static double Weighted(Policy pi, Logged row, double cap = 10.0) =>
        -row.Reward * Math.Min(cap, Math.Exp(pi.LogProb(row.Action, row.Context)) / row.Propensity);
}

public sealed partial class SupervisedFineTuning
{
    [Loss]
    static double PerToken(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State) / d.Action.Length;
}
