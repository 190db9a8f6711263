using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>
/// A car learns to keep its lane from one drive of an expert who never leaves the middle: by plain cloning, and with recoveries,
/// demonstrations that are displaced to the side and askew, with the steering that takes the displacement back.
/// </summary>
internal sealed class LaneRecovery(ulong seed, int epochs)
{
    private const int Episodes = 100;
    private const double SteeringUnit = 0.3; // rad, of an action of 1
    private readonly SeedSequence _seeds = new(seed);

    /// <summary>
    /// The displacement of the demonstrations: 0.4 m, 0.04 rad, 0.02 rad of steering; the bends of the road stay where they are.
    /// </summary>
    public static Vector Spread { get; } = new(new[] { 0.4, 0.04, 0.02, 0, 0, 0 });

    /// <summary>The gain of the steering that takes a displacement back: that of the regulator, in units of an action.</summary>
    public static Matrix Gain { get; } = new(1, 6, [.. LaneKeepingController.Gains.Select(static gain => gain / SteeringUnit), 0, 0, 0]);

    /// <summary>The returns of the expert, of cloning, and of cloning with recoveries, at most 500 each.</summary>
    public (EvaluationResult Expert, EvaluationResult Cloning, EvaluationResult Recovery) Run(CancellationToken cancellation)
    {
        var expert = Expert.From(new LaneKeepingController());
        var drive = TrajectoryRecorder.Record(new LaneKeeping(), expert, 1, _seeds.Child("demonstrations"), cancellation)[0];
        var demonstrations = new Dataset<Demonstration>(drive.ToDemonstrations());
        var options = new TrainingOptions
        {
            Epochs = epochs,
            LearningRate = 3e-3,
            Seed = seed,
        };

        using var cloned = CreatePolicy();
        new RegressionCloning().Train(cloned, demonstrations, options, cancellationToken: cancellation);

        using var recovering = CreatePolicy();
        new RecoveryCloning().Train(recovering, demonstrations, Gain, Spread, options, cancellationToken: cancellation);

        var environments = new VectorLaneKeeping(Episodes);
        var starts = _seeds.Child("evaluation");
        return (
            Evaluation.Run(expert, environments, Episodes, starts, cancellation: cancellation),
            Evaluation.Run(cloned, environments, Episodes, starts, cancellation: cancellation),
            Evaluation.Run(recovering, environments, Episodes, starts, cancellation: cancellation)
        );
    }

    private DeterministicPolicy CreatePolicy() =>
        new(stateSize: 6, new BoxSpace([-1], [1]), hidden: [32, 32], Activation.Tanh, _seeds.Child("policy"));
}
