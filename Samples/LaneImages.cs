using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Networks;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>
/// A car learns to keep its lane from the images of one drive (Bojarski et al. 2016, "End to end learning for self-driving cars"): from
/// what the camera saw alone, and with shifted images, as cameras beside it and askew would have seen them, with the steering that leads
/// back.
/// </summary>
internal sealed class LaneImages(ulong seed, int steps)
{
    private const int Episodes = 50,
        Batch = 64;
    private const double SteeringUnit = 0.3; // rad, of an action of 1
    private const double PerMetre = 0.08, // rad of steering back: less than the regulator's, who sees the steering angle
        PerRadian = 0.9;
    private static readonly BoxSpace Steering = new([-1], [1]);
    private readonly SeedSequence _seeds = new(seed);

    /// <summary>Where shifted images are taken from: metres to the left, and radians.</summary>
    public static IReadOnlyList<(double Sideways, double Turned)> Shifts { get; } =
    [(0.5, 0), (-0.5, 0), (1, 0), (-1, 0), (0, 0.08), (0, -0.08), (0.5, 0.08), (-0.5, -0.08)];

    /// <summary>The camera that drives.</summary>
    public static LaneCamera Camera { get; } = new();

    private static ObservationView View => Camera.Then(ObservationView.Encoded);

    /// <summary>The returns of cloning, and of cloning with shifted images, at most 500 each.</summary>
    public (EvaluationResult Cloning, EvaluationResult Shifted) Run(CancellationToken cancellation)
    {
        var expert = Expert.From(new LaneKeepingController());
        var drive = TrajectoryRecorder.Record(new LaneKeeping(), expert, 1, _seeds.Child("demonstrations"), cancellation)[0];
        var plain = new Dataset<Demonstration>(Seen(drive, 0, 0));
        var shifted = new Dataset<Demonstration>(Seen(drive, 0, 0));
        foreach (var (sideways, turned) in Shifts)
            shifted.AddRange(Seen(drive, sideways, turned));
        return (Cloned(plain, cancellation), Cloned(shifted, cancellation));
    }

    /// <summary>A drive as a shifted camera saw it, with steering that takes the shift back.</summary>
    public static IEnumerable<Demonstration> Seen(Trajectory drive, double sideways, double turned)
    {
        var camera = new LaneCamera(Camera.Images.Height, Camera.Images.Columns) { Sideways = sideways, Turned = turned };
        var seen = drive.SeenBy(camera.Then(ObservationView.Encoded));
        var back = ((PerMetre * sideways) + (PerRadian * turned)) / SteeringUnit;
        for (var t = 0; t < drive.Length; t++)
            yield return new(State.From(seen.Observation(t)), Act.Continuous(Math.Clamp(drive.Action(t)[0] - back, -1, 1)));
    }

    /// <summary>As many steps of the optimiser, whatever the number of images.</summary>
    private EvaluationResult Cloned(Dataset<Demonstration> data, CancellationToken cancellation)
    {
        using var module = Bodies.Convolutional(Camera.Images, 1, _seeds.Child("policy"));
        using var policy = DeterministicPolicy.Over(module, Camera.Images.Width, Steering);
        new RegressionCloning().Train(
            policy,
            data,
            new TrainingOptions
            {
                Epochs = Math.Max(1, steps * Batch / data.Count),
                BatchSize = Batch,
                LearningRate = 1e-3,
                Schedule = new CosineSchedule(),
                Seed = seed,
            },
            cancellationToken: cancellation
        );
        var cars = View.Of(new VectorLaneKeeping(Episodes));
        return Evaluation.Run(policy, cars, Episodes, _seeds.Child("evaluation"), cancellation: cancellation);
    }
}
