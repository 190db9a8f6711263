namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>A row enum and an enum hyperparameter.</summary>
public enum Level
{
    Low,
    Middle,
    High,
}

/// <summary>One row of the data that random equations read: a column of every type.</summary>
[Row]
public readonly record struct Sample(
    State State,
    State Next,
    Act Action,
    Act Choice,
    double Weight,
    double Reward,
    bool Flag,
    int Count,
    Level Level,
    Acts Candidates,
    float Fine
);

/// <summary>Widths of the values of one run; how many logits there are is fixed, so that every choice names one.</summary>
/// <param name="State">Of a state.</param>
/// <param name="Act">Of an act.</param>
/// <param name="Feature">Of a feature vector.</param>
public sealed record Widths(int State, int Act, int Feature)
{
    public const int Logits = 3,
        Candidates = 2;

    public int Of(Kind kind) =>
        kind switch
        {
            Kind.State or Kind.StateVector => State,
            Kind.Act or Kind.ActVector or Kind.Covariance => Act,
            Kind.FeatureVector => Feature,
            Kind.LogitVector => Logits,
            Kind.CandidateVector => Candidates,
            Kind.Candidates => Candidates * Act,
            _ => 1,
        };
}
