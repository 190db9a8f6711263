namespace DeclarativeIL.Player.Heads;

/// <summary>The heads by the names in files.</summary>
internal static class HeadFactory
{
    /// <summary>Every name, as read by people.</summary>
    public const string Names =
        "categorical, masked_categorical, multi_categorical, bernoulli, deterministic, gaussian, free_gaussian, state_gaussian, "
        + "gaussian_mixture, squashed_gaussian, beta, binned, hybrid, or an ensemble of one of these";

    /// <summary>Whether a head lives on [-1, 1].</summary>
    public static bool IsUnit(string kind) => kind is "squashed_gaussian" or "beta" or "binned" or "hybrid";

    /// <summary>The kind of space that a head is over; none of an unknown head.</summary>
    public static string? SpaceOf(string kind) =>
        kind switch
        {
            "categorical" or "masked_categorical" => "discrete",
            "multi_categorical" => "multi_discrete",
            "bernoulli" => "multi_binary",
            "hybrid" => "hybrid",
            "deterministic" or "gaussian" or "free_gaussian" or "state_gaussian" => "box",
            "gaussian_mixture" or "squashed_gaussian" or "beta" or "binned" => "box",
            _ => null,
        };

    /// <summary>A head, before anything is known of the network.</summary>
    /// <param name="kind">One of the names.</param>
    /// <param name="space">Of its kind.</param>
    /// <param name="number">A hyperparameter.</param>
    /// <param name="whole">A hyperparameter that is a whole number from a least one on to a largest one.</param>
    public static Head Create(string kind, ActSpace space, Func<string, double> number, Func<string, int, int, int> whole)
    {
        var width = space.Low.Length;
        switch (kind)
        {
            case "categorical":
                return new CategoricalHead(space.Counts[0]);
            case "masked_categorical":
                return new MaskedCategoricalHead(space.Counts[0], whole("allowed_at", 0, int.MaxValue));
            case "multi_categorical":
                return new MultiCategoricalHead(space.Counts);
            case "bernoulli":
                return new BernoulliHead(space.Counts[0]);
            case "deterministic":
                return new DeterministicHead(width);
            case "gaussian" or "free_gaussian":
                return new GaussianHead(width, kind == "gaussian");
            case "state_gaussian":
                return new StateGaussianHead(width, number("smallest"), number("largest"));
            case "gaussian_mixture":
                return new GaussianMixtureHead(width, whole("components", 1, 1 << 24), number("smallest"));
            case "squashed_gaussian":
                return number("smallest") <= number("largest")
                    ? new SquashedGaussianHead(width, number("smallest"), number("largest"))
                    : throw new FormatException("smallest not above largest");
            case "beta":
                return new BetaHead(width);
            case "binned":
                return new BinnedHead(width, whole("bins", 1, 1 << 24));
            default:
                return new HybridHead(width, space.Counts[0]);
        }
    }
}
