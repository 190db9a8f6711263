namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>A network parameter of random equations.</summary>
/// <param name="Declaration">C# of the parameter.</param>
/// <param name="Id">What its answers depend on: views of a network have its number.</param>
/// <param name="Of">The network that this is a view of.</param>
public sealed record Player(string Name, string Declaration, int Id, bool IsTrained, Player? Of = null)
{
    public static readonly Player Pi = new("pi", "Policy pi", 0, true);
    public static readonly Player V = new("v", "Critic v", 1, true);
    public static readonly Player Phi = new("phi", "Features phi", 2, true);
    public static readonly Player Beta = new("beta", "Coefficient beta", 3, true);
    public static readonly Player Anchor = new("anchor", "[Frozen] Policy anchor", 4, false, Pi);
    public static readonly Player Still = new("still", "[Detached] Policy still", 0, false, Pi);
    public static readonly Player Quiet = new("quiet", "[Detached] Critic quiet", 1, false, V);

    public static readonly Player Slow = new("slow", "[Target(nameof(v), 0.1)] Critic slow", 5, false, V);
    public static readonly Player Random = new("random", "[Given] Features random", 6, false);

    public static readonly Player Crowd = new("crowd", "[Given] Ensemble crowd", 7, false);

    public static readonly IReadOnlyList<Player> All = [Pi, V, Phi, Beta, Anchor, Still, Quiet, Slow, Random, Crowd];
}

/// <summary>What networks are asked.</summary>
/// <param name="Format">C# with {0} for the network, then the arguments.</param>
/// <param name="Middle">The middle of the answers.</param>
/// <param name="Spread">How far answers lie from the middle at most.</param>
public sealed record QuestionKind(int Id, string Name, Kind Kind, string Format, Kind[] Arguments, double Middle, double Spread)
{
    public static readonly QuestionKind LogProb = new(
        0,
        "LogProb",
        Kind.Number,
        "{0}.LogProb({1}, {2})",
        [Kind.Act, Kind.State],
        -1.6,
        1.5
    );
    public static readonly QuestionKind Entropy = new(1, "Entropy", Kind.Number, "{0}.Entropy({1})", [Kind.State], 1.2, 1);
    public static readonly QuestionKind Mean = new(2, "Mean", Kind.Act, "{0}.Mean({1})", [Kind.State], 0, 1.5);
    public static readonly QuestionKind LogProbs = new(3, "LogProbs", Kind.LogitVector, "{0}.LogProbs({1})", [Kind.State], -1.6, 1.5);
    public static readonly QuestionKind SquaredWeights = new(4, "SquaredWeights", Kind.Number, "{0}.SquaredWeights", [], 1.2, 1);
    public static readonly QuestionKind Value = new(5, "Value", Kind.Number, "{0}.Value({1})", [Kind.State], 0, 1.5);
    public static readonly QuestionKind ActValue = new(6, "ActValue", Kind.Number, "{0}.Value({1}, {2})", [Kind.State, Kind.Act], 0, 1.5);
    public static readonly QuestionKind StepValue = new(
        7,
        "StepValue",
        Kind.Number,
        "{0}.Value({1}, {2}, {3})",
        [Kind.State, Kind.Act, Kind.State],
        0,
        1.5
    );
    public static readonly QuestionKind Features = new(8, "Features", Kind.FeatureVector, "{0}.Of({1})", [Kind.State], 0, 1.5);
    public static readonly QuestionKind Field = new(
        9,
        "Field",
        Kind.FeatureVector,
        "{0}.Of({1}, {2}, {3})",
        [Kind.State, Kind.FeatureVector, Kind.Number],
        0,
        1.5
    );
    public static readonly QuestionKind Coefficient = new(10, "Coefficient", Kind.Number, "{0}.Value", [], 0.3, 1);
    public static readonly QuestionKind Converted = new(10, "Coefficient", Kind.Number, "((double){0})", [], 0.3, 1);

    public static readonly QuestionKind LogProbsOf = new(
        11,
        "LogProbsOf",
        Kind.CandidateVector,
        "{0}.LogProb({1}, {2})",
        [Kind.Candidates, Kind.State],
        -1.6,
        1.5
    );
    public static readonly QuestionKind Sample = new(12, "Sample", Kind.Act, "{0}.Sample({1}, {2})", [Kind.State, Kind.Draw], 0, 1.5);

    public static readonly QuestionKind EnsembleMean = new(13, "EnsembleMean", Kind.Act, "{0}.Mean({1})", [Kind.State], 0, 1.5);
    public static readonly QuestionKind EnsembleLogProbs = new(
        14,
        "EnsembleLogProbs",
        Kind.LogitVector,
        "{0}.LogProbs({1})",
        [Kind.State],
        -1.6,
        1.5
    );
    public static readonly QuestionKind EnsembleDisagreement = new(
        15,
        "EnsembleDisagreement",
        Kind.Number,
        "{0}.Disagreement({1})",
        [Kind.State],
        1.2,
        1
    );
    public static readonly QuestionKind EnsembleCovariance = new(
        16,
        "EnsembleCovariance",
        Kind.Covariance,
        "{0}.Covariance({1})",
        [Kind.State],
        2.5,
        1.5
    );

    public static readonly QuestionKind Mode = new(17, "Mode", Kind.Act, "{0}.Mode({1})", [Kind.State], 0, 1.5);

    private static readonly QuestionKind[] OfPolicy = [LogProb, Entropy, Mean, LogProbs, SquaredWeights, LogProbsOf, Sample, Mode];
    private static readonly QuestionKind[] OfCritic = [Value, ActValue, StepValue, SquaredWeights];
    private static readonly QuestionKind[] OfFeatures = [Features, Field, SquaredWeights];
    private static readonly QuestionKind[] OfEnsemble = [EnsembleMean, EnsembleLogProbs, EnsembleDisagreement, EnsembleCovariance];
    private static readonly QuestionKind[] All = [.. OfPolicy, .. OfCritic, .. OfFeatures, .. OfEnsemble, Coefficient];

    public static IReadOnlyList<QuestionKind> For(Player player) =>
        player.Id switch
        {
            0 or 4 => OfPolicy,
            1 or 5 => OfCritic,
            2 or 6 => OfFeatures,
            7 => OfEnsemble,
            _ => [Coefficient, Converted],
        };

    /// <summary>What a question is called here. Of the player it is not asked: rules have players of their own.</summary>
    public static QuestionKind Of(Type question) =>
        Array.Find(All, kind => kind.Name + "Question" == question.Name) ?? throw new NotSupportedException(question.Name);
}
