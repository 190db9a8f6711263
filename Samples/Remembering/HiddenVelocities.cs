using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Optimization;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Remembering;

/// <summary>
/// CartPole of which position and angle are seen, and no velocity: what is to be done is not a function of what is seen. It is one of the
/// last observations, or of what a network remembers of them.
/// </summary>
internal sealed class HiddenVelocities(ulong seed)
{
    private const double Slips = 0.2; // of the expert's acts, taken at random, so that more than the upright pole is seen
    private const int Lanes = 8,
        ShortRound = 128, // steps of each lane
        LongRound = 512; // of networks that remember: at a round's start training remembers nothing of the episode
    private readonly SeedSequence _seeds = new(seed);

    /// <summary>Episodes of the expert.</summary>
    public int Drives { get; init; } = 20;

    /// <summary>Steps of PPO.</summary>
    public int Steps { get; init; } = 300_000;

    /// <summary>Episodes of an evaluation.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>The returns of what was cloned from an expert who sees all.</summary>
    public EvaluationResult Cloned(Viewer viewer, CancellationToken cancellation)
    {
        var data = Dataset.OfEpisodes(Recorded(viewer.View, cancellation));
        using var pi = viewer.Policy(_seeds.Child("policy"));
        pi.Standardize(Scaling.Fitted(data));
        new BehaviorCloning { EntropyWeight = 0 }.Train(
            pi,
            data,
            new TrainingOptions
            {
                Epochs = viewer.Epochs,
                BatchSize = 256,
                LearningRate = viewer.LearningRate,
                Schedule = new CosineSchedule(),
                Windows = new(16, 8),
                Seed = seed,
            },
            cancellationToken: cancellation
        );
        return Evaluate(pi, viewer, cancellation);
    }

    /// <summary>The returns of what was learned from rewards.</summary>
    public EvaluationResult Reinforced(Viewer viewer, CancellationToken cancellation)
    {
        using var pi = viewer.Policy(_seeds.Child("policy"));
        using var v = viewer.Critic(_seeds.Child("critic"));
        var perRound = Lanes * (viewer.Module is null ? ShortRound : LongRound);
        var scaling = new RunningScaling(viewer.Width);
        pi.Standardize(scaling);
        v.Standardize(scaling);
        new Ppo
        {
            Gamma = 0.98,
            Lambda = 0.9,
            EntropyWeight = 0,
        }.Train(
            pi,
            v,
            viewer.View.Of(new VectorCartPole(Lanes)),
            new Rounds(Math.Max(1, Steps / perRound), perRound),
            new TrainingOptions
            {
                BatchSize = viewer.Module is null ? 256 : 512,
                LearningRate = viewer.StepSize,
                Schedule = new LinearSchedule(),
                Optimizer = new AdamOptions(Epsilon: 1e-5) { MaxGradientNorm = 0.5 },
                Windows = new(16, 16),
                Seed = seed,
            },
            cancellationToken: cancellation
        );
        return Evaluate(pi, viewer, cancellation);
    }

    /// <summary>The expert's drives as they are seen, each state with what the expert would do there.</summary>
    private IEnumerable<IEnumerable<Demonstration>> Recorded(ObservationView view, CancellationToken cancellation)
    {
        var expert = Expert.From(new CartPoleController());
        var slipping = new NoisyExpert(expert, new DiscreteSpace(2), Slips, _seeds.Child("slips"));
        var drives = TrajectoryRecorder.Record(new CartPole(), slipping, Drives, _seeds.Child("drives"), cancellation);
        foreach (var drive in drives)
        {
            var seen = drive.SeenBy(view);
            yield return Enumerable
                .Range(0, drive.Length)
                .Select(t => new Demonstration(State.From(seen.Observation(t)), expert.Action(State.From(drive.Observation(t)))));
        }
    }

    private EvaluationResult Evaluate(IPolicyNetwork policy, Viewer viewer, CancellationToken cancellation) =>
        Evaluation.Run(
            policy,
            viewer.View.Of(new VectorCartPole(Episodes)),
            Episodes,
            _seeds.Child("evaluation"),
            cancellation: cancellation
        );
}
