using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Steps of numbers, vectors and acts; over what is around them, with questions, and within each other.</summary>
public sealed partial class InSteps
{
    [Loss]
    static double Settled(Policy mu, Critic v, Demonstration d, double rate = 0.25)
    {
        var value = Fold(v.Value(d.State), 4, (x, k) => x + rate * Math.Sin(x - k / 4));
        var act = Fold(mu.Mean(d.State), 3, (a, k) => a + rate / (k + 1) * (d.Action - a));
        var offset = Fold(
            step: (u, _) =>
            {
                var pulled = Tanh(u);
                return u - rate * value * pulled;
            },
            start: act - d.Action,
            steps: 2
        );
        return SquaredNorm(offset) + Nested(value, d.State[0]) + Asked(mu, v, d.State);
    }

    /// <summary>The lambdas' names hide those around them, which mean the same again behind them.</summary>
    private static double Nested(double x, double k) =>
        Fold(x, 3, (x, i) => k * Fold(0.5 * x, 2, (y, k) => y + Math.Cos(x * (k + i))) - i) + 0.1 * x * k;

    /// <summary>The first step asks another question than those behind it.</summary>
    private static double Asked(Policy mu, Critic v, State s) =>
        Fold(0, 3, (x, k) => k < 1 ? x + v.Value(s) : Math.Sin(x) * mu.Mean(s)[0]) + Fold(v.Value(s), 0, (x, _) => 2 * x);
}

/// <summary>A policy that is asked where one of the steps has come to.</summary>
public sealed partial class Refined
{
    [Loss]
    static double Miss(Critic energy, Demonstration d, int count = 3) =>
        Fold(
            energy.Value(d.State),
            2,
            (x, k) => x * energy.Value(d.State + Repeat(0.1 * (k + 1), d.State - d.State)) - Math.Tanh(count * x)
        );
}
