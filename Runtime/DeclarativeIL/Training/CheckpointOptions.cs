namespace DeclarativeIL.Training;

/// <summary>The checkpoints of a run: how often its state is written to a folder, for <c>Train(..., resume: folder)</c>.</summary>
/// <remarks>
/// A checkpoint is taken where an epoch or a round ends, whichever of the given conditions is met first, and when the run is done; a minute
/// after the last one unless something else is asked for. It is one file, <c>checkpoint-N.zip</c>, written beside and renamed, with
/// checksums of all that is in it. A run of its own needs a folder of its own: one that is empty or not there yet, or the one that it
/// resumes from. While it goes on, no other run can use the folder.
/// </remarks>
public sealed record CheckpointOptions
{
    /// <summary>Checkpoints in a folder.</summary>
    /// <param name="folder">The folder; it is made if it is not there.</param>
    public CheckpointOptions(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>After so many epochs, counted over rounds and phases; 0 = however many.</summary>
    public int EveryEpochs
    {
        get;
        init => field = Hyperparameter.Checked(value, 0, int.MaxValue, nameof(EveryEpochs));
    }

    /// <summary>After so many rounds; 0 = however many.</summary>
    public int EveryRounds
    {
        get;
        init => field = Hyperparameter.Checked(value, 0, int.MaxValue, nameof(EveryRounds));
    }

    /// <summary>Where the next epoch or round ends after so long; null = however long. A minute where nothing else is asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Every
    {
        get => field ?? (EveryEpochs + EveryRounds == 0 ? TimeSpan.FromMinutes(1) : null);
        init =>
            field =
                value is null || value >= TimeSpan.Zero
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a time that is not negative.");
    }

    /// <summary>How many checkpoints are kept: the newest ones. 1 or more; 2 unless set.</summary>
    public int Kept
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, int.MaxValue, nameof(Kept));
    } = 2;

    /// <summary>Tells whether a folder holds a checkpoint to resume from.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    public static bool IsIn(string folder) => Checkpoints.RunFolder.Numbers(folder).Count > 0;
}
