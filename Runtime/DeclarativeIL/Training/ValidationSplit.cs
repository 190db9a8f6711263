namespace DeclarativeIL.Training;

/// <summary>
/// Rows that are held back from training, on which losses and metrics are computed after each epoch: by them training can stop early, and
/// go back to its best epoch (Prechelt 1998, "Early stopping - but when?").
/// </summary>
/// <remarks>
/// <para>Which rows are held back is drawn for each by its number in the data set, from the seed alone: a row that rounds add later changes
/// no earlier one's side. Of a data set that knows its episodes (<see cref="Data.Dataset.OfEpisodes{TRow}"/>) whole episodes are, each by
/// the number of its first row. How many it is therefore varies around the share.</para>
/// <para>Held rows are asked about as in evaluation: no dropout, running statistics stay, nothing is learned. Augmentations and draws of
/// losses are made there too, the same ones after each epoch. Phases that learn from rollouts or replay alone are not validated; those
/// that learn from both are refused.</para>
/// <para>Statistics of columns that are computed before the epochs (for gates, or over steps of an episode) are over all rows.</para>
/// </remarks>
public sealed record ValidationSplit
{
    /// <summary>Holds rows back.</summary>
    /// <param name="share">The probability of each row or episode to be held back, above 0 and below 1.</param>
    /// <param name="seed">Of the draw; it has nothing to do with <see cref="TrainingOptions.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not within its bounds.</exception>
    public ValidationSplit(double share, ulong seed = 0)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and below 1.");
        (Share, Seed) = (share, seed);
    }

    /// <summary>The probability of each row or episode to be held back.</summary>
    public double Share { get; }

    /// <summary>The seed of the draw.</summary>
    public ulong Seed { get; }

    /// <summary>
    /// After how many epochs in a row without an improvement a phase ends (in each round anew), 1 or more; null = never, the default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? Patience
    {
        get;
        init => field = value is null ? null : Hyperparameter.Checked(value.Value, 1, int.MaxValue, nameof(Patience));
    }

    /// <summary>By how much more than this the loss has to fall to count as an improvement, 0 or more.</summary>
    public double MinDelta
    {
        get;
        init => field = Hyperparameter.Checked(value, 0, double.MaxValue, nameof(MinDelta));
    }

    /// <summary>
    /// Whether the networks of a phase are at its end as they were after its best epoch: parameters, running statistics, target networks.
    /// What optimisers remember stays as it was after the last step.
    /// </summary>
    public bool RestoreBest { get; init; }

    /// <summary>
    /// The loss or metric, by the name of its member, that is to fall; the sum of all losses of the phase unless set. A phase without one
    /// of that name is refused.
    /// </summary>
    public string? Watch { get; init; }
}

/// <summary>What was found on the rows that are held back, after an epoch.</summary>
/// <param name="Loss">What is watched: the sum of all losses, or the one that <see cref="ValidationSplit.Watch"/> names.</param>
/// <param name="Losses">Mean of each loss over the held rows, by the name of its member.</param>
/// <param name="BestLoss">The lowest <paramref name="Loss"/> of the phase so far; infinite where none was finite yet.</param>
/// <param name="BestEpoch">Its epoch, counted from 1 as <see cref="TrainingProgress.Epoch"/>; 0 where there is none.</param>
public sealed record ValidationReport(double Loss, IReadOnlyDictionary<string, double> Losses, double BestLoss, int BestEpoch)
{
    /// <summary>Mean of each metric over the held rows, by the name of its member.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Rows that were held back, of the first data set of the phase.</summary>
    public int Rows { get; init; }

    /// <summary>True if the phase ends here for want of improvement.</summary>
    public bool HasStopped { get; init; }
}
