using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Names for the parts of a state.</summary>
public readonly record struct Place(State Near, State Far)
{
    public static Place Of(State s) => new(s.Part(0, 2), s.Part(2, 2));
}

/// <summary>A state, and two choices among two.</summary>
[Row]
public readonly record struct TwoChoices(State State, Act Action);

/// <summary>States and acts by part: of what is given and of what is answered, and asked about.</summary>
public sealed partial class ByPart
{
    [Loss]
    static double Split(Policy mu, Critic v, Demonstration d, int first = 1)
    {
        var between = Place.Of(d.State).Near - Place.Of(d.State).Far;
        return SquaredNorm(mu.Mean(d.State).Part(first) - d.Action.Part(first))
            + (Sigmoid(v.Value(d.State.Part(0, 4))) * Dot(mu.Mean(d.State), between))
            + SquaredNorm(Exp(between.Part(1)) * ((Vector)mu.Mean(d.State)).Part(0, 1)) * d.Action[0];
    }
}

/// <summary>Parts of an act that are choices, among parts of the answers.</summary>
public sealed partial class ChoicesByPart
{
    [Loss]
    static double NegativeLogLikelihood(Features logits, TwoChoices row, int count = 2) =>
        -LogSoftmax(logits.Of(row.State).Part(0, count))[row.Action.Part(0)] - LogSoftmax(2 * logits.Of(row.State))[row.Action.Part(1)];
}

/// <summary>Draws as wide as parts of acts and of answers, which are as wide as no column.</summary>
public sealed partial class ShakenParts
{
    [Loss]
    static double Miss(Policy mu, Demonstration d, Gaussian noise, Gaussian shake, int first = 1, double spread = 0.3) =>
        SquaredNorm(mu.Mean(d.State).Part(first) - d.Action.Part(first) + spread * noise)
        + SquaredNorm(Exp(d.State.Part(first, 3)) * shake) * mu.Mean(d.State)[0];
}
