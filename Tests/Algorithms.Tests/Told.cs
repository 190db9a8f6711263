using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Is told at once, on the thread that trains.</summary>
internal sealed class Told(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
