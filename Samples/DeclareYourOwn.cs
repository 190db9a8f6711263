using DeclarativeIL.Algorithms;
using DeclarativeIL.Consoles;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>Trains <see cref="FocalCloning"/>, which this project declares in ten lines, beside the library's cloning.</summary>
internal sealed class DeclareYourOwn(ulong seed, double focus, ConsoleProgress view)
{
    private const int Epochs = 60,
        Episodes = 100;
    private readonly SeedSequence _seeds = new(seed);

    /// <summary>The mean returns of both.</summary>
    public async Task<(EvaluationResult Cloning, EvaluationResult Focal)> RunAsync(CancellationToken cancellation)
    {
        var expert = Expert.From(new CartPoleController());
        var trajectories = TrajectoryRecorder.Record(new CartPole(), expert, 1, _seeds.Child("demonstrations"), cancellation);
        var demonstrations = new Dataset<Demonstration>(trajectories[0].ToDemonstrations());
        var options = new TrainingOptions { Epochs = Epochs, Seed = seed };

        using var cloned = CreatePolicy();
        using (var stage = view.Begin("BehaviorCloning", Epochs))
            await new BehaviorCloning().TrainAsync(cloned, demonstrations, options, stage, cancellation);

        using var focused = CreatePolicy();
        using (var stage = view.Begin("FocalCloning", Epochs))
            await new FocalCloning { Focus = focus }.TrainAsync(focused, demonstrations, options, stage, cancellation);

        return (Evaluate(cloned, cancellation), Evaluate(focused, cancellation));
    }

    private CategoricalPolicy CreatePolicy() => new(stateSize: 4, actions: 2, hidden: [32, 32], Activation.Tanh, _seeds.Child("policy"));

    private EvaluationResult Evaluate(CategoricalPolicy policy, CancellationToken cancellation) =>
        Evaluation.Run(policy, new VectorCartPole(Episodes), Episodes, _seeds.Child("evaluation"), cancellation: cancellation);
}
