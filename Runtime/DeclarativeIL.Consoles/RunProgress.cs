using DeclarativeIL.Training;

namespace DeclarativeIL.Consoles;

/// <summary>One run on show; disposing it ends the show.</summary>
public abstract class RunProgress : IProgress<TrainingProgress>, IDisposable
{
    private protected RunProgress(long epochs) => Pace = new Pace(epochs);

    private protected Pace Pace { get; }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Kind == ProgressKind.Step)
            return; // too many to be read
        Show(value, Pace.Describe(value));
    }

    /// <summary>The run is over.</summary>
    public abstract void Dispose();

    private protected abstract void Show(TrainingProgress value, string figures);
}
