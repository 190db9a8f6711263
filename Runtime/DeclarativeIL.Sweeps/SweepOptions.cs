using DeclarativeIL.Training;

namespace DeclarativeIL.Sweeps;

/// <summary>How a sweep is run. None of it changes a result.</summary>
public sealed record SweepOptions
{
    /// <summary>The folder of finished runs and of the runs' own folders; null = nothing is kept.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// What the runs train beside the objects that the sweep makes, so that its folder is of these declarations, too. A sweep sees what it
    /// makes by itself.
    /// </summary>
    public IReadOnlyList<IDeclaredAlgorithm> Declarations { get; init; } = [];

    /// <summary>How many runs at a time, 1 or more; 1 unless set.</summary>
    public int Parallelism
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, 1024, nameof(Parallelism));
    } = 1;

    /// <summary>Whether the first failing run ends the sweep; else it is kept as failed, and the others go on.</summary>
    public bool StopsAtFailure { get; init; }

    /// <summary>Whether runs that failed before are tried again.</summary>
    public bool RetriesFailed { get; init; }

    /// <summary>Told of what was passed over, such as a record that cannot be read.</summary>
    public Action<string>? Warn { get; init; }
}
