using DeclarativeIL.Data;

namespace DeclarativeIL.Training;

/// <summary>The episodes that were recorded before an exception stopped the recording; the exception carries them.</summary>
public sealed class StoppedRecording
{
    internal StoppedRecording(IReadOnlyList<Trajectory> finished, Trajectory? unfinished, bool isSaved) =>
        (Finished, Unfinished, IsSaved) = ([.. finished], unfinished, isSaved);

    /// <summary>The whole episodes, in order.</summary>
    public IReadOnlyList<Trajectory> Finished { get; }

    /// <summary>
    /// The episode that was stopped, up to its last step, neither terminated nor truncated; null where no step of it was taken.
    /// </summary>
    public Trajectory? Unfinished { get; }

    /// <summary>True if the whole episodes are in the file that was asked for; false where none was, or there is none.</summary>
    public bool IsSaved { get; }

    /// <summary>The recording that an exception of <see cref="TrajectoryRecorder"/> carries; null where it carries none.</summary>
    public static StoppedRecording? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (Exception? e = exception; e is not null; e = e.InnerException)
            if (e.Data[typeof(StoppedRecording)] is StoppedRecording stopped)
                return stopped;
        return null;
    }

    internal void AttachTo(Exception exception) => exception.Data[typeof(StoppedRecording)] = this;
}
