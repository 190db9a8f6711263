using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>Optimisation steps a second between two reports, from a clock that tests can set.</summary>
internal sealed class StepRate(TimeProvider time)
{
    private (long At, long Steps) _epoch = (time.GetTimestamp(), 0),
        _step = (time.GetTimestamp(), 0);

    /// <summary>
    /// Takes in a report. After an epoch: the rate since the epoch or the round before, with what was collected in between; after a step:
    /// since the report before.
    /// </summary>
    /// <returns>Null where no step was taken, or no time has passed.</returns>
    public double? Of(TrainingProgress progress)
    {
        var now = (time.GetTimestamp(), progress.Steps);
        var since = progress.Kind == ProgressKind.Step ? _step : _epoch;
        _step = now;
        if (progress.Kind is ProgressKind.Epoch or ProgressKind.Round)
            _epoch = now;
        var seconds = time.GetElapsedTime(since.At, now.Item1).TotalSeconds;
        return seconds > 0 && progress.Steps > since.Steps ? (progress.Steps - since.Steps) / seconds : null;
    }
}
