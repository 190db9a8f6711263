using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>A choice among those that a row allows.</summary>
public readonly record struct MaskedChoice(State State, Act Action, double[] Allowed);

/// <summary>Points and vectors, one behind the other: asked about, and made of answers.</summary>
public sealed partial class ByJoin
{
    [Loss]
    static double Miss(Policy mu, Critic v, Demonstration d, double scale = 0.5)
    {
        var both = mu.Mean(d.State.Join(scale * (Vector)d.Action));
        return LogSumExp(Join(both, Tanh(mu.Mean(d.State))))
            + v.Value(d.State.Part(0, 2).Join((Vector)d.State)) * SquaredNorm(((Vector)d.Action).Join(Exp(both)))
            + Dot(d.Action.Join(both), Join(mu.Mean(d.State), d.Action));
    }
}

/// <summary>Cloning by acts that each row allows: the mask stands in the row, and behind the state.</summary>
public sealed partial class MaskedCloning
{
    [Loss]
    static double NegativeLogLikelihood(Policy pi, MaskedChoice d) => -pi.LogProb(d.Action, d.State.Join(new Vector(d.Allowed)));
}
