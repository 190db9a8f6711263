using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Optimization;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Reports of single steps.</summary>
public class StepReportTests
{
    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void A_step_is_reported_with_its_losses_rate_and_gradient_and_changes_nothing(Computation computation)
    {
        var (silent, _) = Train(computation, every: 0);
        var (told, reports) = Train(computation, every: 2);
        Assert.Equal(silent, told);
        var steps = reports.Where(static report => report.Kind == ProgressKind.Step).ToList();
        Assert.Equal([2, 4, 6, 8, 10, 12], steps.Select(static report => report.Steps));
        Assert.All(steps, static report => Assert.Equal(0.5, report.LearningRate));
        Assert.All(steps, static report => Assert.True(report.Step!.Losses["NegativeLogLikelihood"] > 0));
        Assert.All(reports, static report => Assert.True(report.Kind != ProgressKind.Epoch || report.LearningRate == 0.5));
        Assert.DoesNotContain(Train(computation, every: 0).Reports, static report => report.Kind == ProgressKind.Step);
    }

    /// <summary>Plain descent moves the parameters by the rate times the gradient: as far as its norm says.</summary>
    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void The_gradient_norm_is_that_of_the_step(Computation computation)
    {
        using var policy = Runs.Policy(1);
        var before = policy.Parameters.Values.data<float>().ToArray();
        var reports = new List<TrainingProgress>();
        new BehaviorCloning().Train(
            policy,
            Runs.Labelled(64),
            new TrainingOptions
            {
                Epochs = 1,
                BatchSize = 64,
                LearningRate = 0.5,
                Optimizer = new SgdOptions(),
                Computation = computation,
                ReportEverySteps = 1,
            },
            new Told(reports.Add)
        );
        var after = policy.Parameters.Values.data<float>().ToArray();
        var moved = Math.Sqrt(before.Zip(after, static (x, y) => Math.Pow((double)y - x, 2)).Sum());
        Assert.Equal(moved / 0.5, reports.Single(static report => report.Kind == ProgressKind.Step).Step!.GradientNorm!.Value, 1e-5);
    }

    private static (string Print, List<TrainingProgress> Reports) Train(Computation computation, int every)
    {
        using var policy = Runs.Policy(1);
        var reports = new List<TrainingProgress>();
        var result = new BehaviorCloning().Train(
            policy,
            Runs.Labelled(128),
            new TrainingOptions
            {
                Epochs = 3,
                LearningRate = 0.5,
                Computation = computation,
                ReportEverySteps = every,
            },
            new Told(reports.Add)
        );
        return (BrokenRun.Print([policy], result), reports);
    }
}
