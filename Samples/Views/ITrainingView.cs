using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Views;

/// <summary>Shows how training gets on.</summary>
internal interface ITrainingView
{
    /// <summary>Something starts to train.</summary>
    /// <param name="name">What.</param>
    /// <param name="epochs">Passes over the data, over all rounds together.</param>
    ITrainingStage Begin(string name, int epochs);
}

/// <summary>One training run on show; disposing it ends the show.</summary>
internal interface ITrainingStage : IProgress<TrainingProgress>, IDisposable;
