using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Acts after each epoch, or notes its first loss.</summary>
internal sealed class AfterEpoch(Action then) : IProgress<TrainingProgress>
{
    private readonly List<double>? _losses;

    public AfterEpoch(List<double> losses)
        : this(static () => { }) => _losses = losses;

    public void Report(TrainingProgress value)
    {
        _losses?.Add(value.Losses.Values.First());
        then();
    }
}
