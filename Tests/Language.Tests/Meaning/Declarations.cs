using System.ComponentModel.DataAnnotations;
using DeclarativeIL.Language.Tests.Corners;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Meaning;

/// <summary>A branch on a stored number, which is the double that was stored.</summary>
public sealed partial class KeyedReward
{
    [Loss]
    static double L(Policy pi, Transition t, double key = 0.7) =>
        t.Reward >= key ? -10 * pi.LogProb(t.Chosen, t.State) : -pi.LogProb(t.Chosen, t.State);
}

/// <summary>A branch on a component of a stored state, and one on what is computed of a stored act.</summary>
public sealed partial class KeyedComponents
{
    [Loss]
    static double L(Policy pi, Demonstration d, double edge = 0.1) =>
        (((Vector)d.State)[0] > edge ? 10 : 1) * (SquaredNorm((Vector)d.Action) >= edge * edge ? 100 : 1) * -pi.LogProb(d.Action, d.State);
}

/// <summary>A branch on what a network answered, which is the double that its float32 number is.</summary>
public sealed partial class KeyedAnswer
{
    [Loss]
    static double L(Policy pi, Coefficient c, Demonstration d, double key = 0.7) =>
        (c.Value >= key ? -10 : -1) * pi.LogProb(d.Action, d.State) + Square(c.Value);
}

/// <summary>A quotient whose rounding decides, an infinity, and a zero that has a sign.</summary>
public sealed partial class KeyedQuotient
{
    [Loss]
    static double L(Policy pi, Transition t, double key = 10) =>
        (7.0 / t.Reward >= key ? 10 : 1) * (1 / t.Reward < 0 ? 100 : 1) * -pi.LogProb(t.Chosen, t.State);
}

/// <summary>A sample that an augmentation decides about, by a stored number.</summary>
public sealed partial class KeyedAugmentation
{
    [Loss]
    static double L(Policy pi, Transition t) => -(1 + t.Reward) * pi.LogProb(t.Chosen, t.State);

    [Augment]
    static Transition Shift(Transition t, double key = 0.7) => t with { Reward = t.Reward >= key ? 9 : t.Reward * 0.1 };
}

/// <summary>A draw named like the property of a hyperparameter.</summary>
public sealed partial class DrawnShare
{
    [Loss]
    static double L(Policy pi, Demonstration d, Uniform Share, double share = 0.5) =>
        (Share < share ? -10 : -1) * pi.LogProb(d.Action, d.State);
}

/// <summary>Patterns: NaN is equal to itself in one, a comparison never holds of it.</summary>
public sealed partial class Patterned
{
    [Loss]
    static double L(Policy pi, Transition t) => Weight(Math.Log(t.Reward)) * -pi.LogProb(t.Chosen, t.State);

    static double Weight(double x) =>
        x switch
        {
            double.NaN => 2,
            double.NegativeInfinity => 3,
            > -2 and < -1 or 4 => 5,
            not < 0 when x > 1 => 7,
            0.0 => 11,
            _ => x is not (< 0) ? 13 : 17,
        };
}

/// <summary>A NaN that a pattern replaces.</summary>
public sealed partial class Replaced
{
    [Loss]
    static double L(Policy pi, Transition t) =>
        (
            Math.Sqrt(t.Reward) switch
            {
                double.NaN => 0.25,
                _ => Math.Sqrt(t.Reward),
            }
        ) * -pi.LogProb(t.Chosen, t.State);
}

/// <summary>A switch over truths needs no last arm.</summary>
public sealed partial class Exhaustive
{
    [Loss]
    static double L(Policy pi, Transition t) =>
        (
            t.Terminal switch
            {
                true => 2,
                false => 3,
            }
        ) * -pi.LogProb(t.Chosen, t.State);
}

/// <summary>Arithmetic of integers, as C# carries it out.</summary>
public sealed partial class WholeArithmetic
{
    [Loss]
    static double L(Policy mu, Tagged row, int n = 50000) =>
        (1e9 / (n * n) + 1e-9 * (row.Level * n - -n + (row.Level - 1))) * SquaredNorm(mu.Mean(row.State) - row.Action);
}

/// <summary>Two names for networks that a slip may hand one network for.</summary>
public sealed partial class TwoNames
{
    [Loss]
    static double First(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

    [Loss]
    static double Second(Policy policy, Demonstration d) => policy.Entropy(d.State);
}

/// <summary>A network that is given beside one that is trained.</summary>
public sealed partial class GivenBeside
{
    [Loss]
    static double L(Policy pi, [Given] Policy old, [Given] Policy other, Demonstration d) =>
        old.LogProb(d.Action, d.State) + other.Entropy(d.State) - pi.LogProb(d.Action, d.State);
}

/// <summary>Bounds that are not themselves allowed, in the forms that <c>[Range]</c> has.</summary>
public sealed partial class Bounded
{
    [Loss]
    static double L(
        Policy pi,
        Demonstration d,
        [Range(0.0, 1.0, MinimumIsExclusive = true)] double rate = 0.5,
        [Range(typeof(double), "0", "2.5")] double weight = 1,
        [Range(0, 4, MaximumIsExclusive = true)] int power = 2
    ) => -weight * Math.Pow(rate, power) * pi.LogProb(d.Action, d.State);
}
