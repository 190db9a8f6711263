using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Runs whose networks standardise their observations, and those that are told that they should.</summary>
public class StandardizationTests
{
    private static readonly SeedSequence Seeds = new(7);

    /// <summary>A car that sees its distance from the middle in millimetres drives as well; without standardisation it does not.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Cloning_earns_the_same_whatever_the_units_of_an_observation()
    {
        var (plain, _) = Cloned(1, standardized: true);
        var (scaled, quiet) = Cloned(1000, standardized: true);
        var (spoiled, told) = Cloned(1000, standardized: false);
        Assert.InRange(scaled.Mean, plain.Interval.Low, plain.Interval.High);
        Assert.InRange(plain.Mean, scaled.Interval.Low, scaled.Interval.High);
        Assert.InRange(plain.Mean, 450, 500);
        var (asItIs, _) = Cloned(1, standardized: false);
        Assert.InRange(asItIs.Mean, 450, 500); // so it is the units that spoil it
        Assert.True(spoiled.Interval.High < scaled.Interval.Low, $"{spoiled.Mean} beside {scaled.Mean}");
        Assert.Empty(quiet);
        var warning = Assert.Single(told);
        Assert.Contains("Column State: component 0", warning, StringComparison.Ordinal);
        Assert.Contains("Standardized", warning, StringComparison.Ordinal);
    }

    /// <summary>A car that is steered by numbers a thousand times as large drives as well; without standardisation it does not.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Cloning_earns_the_same_whatever_the_units_of_an_act()
    {
        var (plain, _) = Cloned(1, standardized: true, steering: 1, isActed: true);
        var (scaled, _) = Cloned(1, standardized: true, steering: 1000, isActed: true);
        var (spoiled, _) = Cloned(1, standardized: true, steering: 1000, isActed: false);
        Assert.InRange(scaled.Mean, plain.Interval.Low, plain.Interval.High);
        Assert.InRange(plain.Mean, scaled.Interval.Low, scaled.Interval.High);
        Assert.InRange(plain.Mean, 450, 500);
        Assert.True(spoiled.Interval.High < scaled.Interval.Low, $"{spoiled.Mean} beside {scaled.Mean}");
    }

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void Running_statistics_take_effect_where_a_round_begins(Computation computation)
    {
        const int Lanes = 4;
        var running = new RunningScaling(4);
        using var pi = new CategoricalPolicy(4, 2, [8], Activation.Tanh, Seeds.Child("pi")).Standardized(running);
        using var v = CriticNetwork.OfState(4, [8], Activation.Tanh, Seeds.Child("v")).Standardized(running);
        var counts = new List<(double Count, double[] Mean)>();
        var progress = new Told(report =>
        {
            if (report.Ended is null)
                counts.Add((running.Count, [.. running.Current.Mean]));
        });
        var options = new TrainingOptions
        {
            Epochs = 1,
            Seed = 3,
            Computation = computation,
        };
        var rounds = new Rounds(3, Lanes * 16) { EvaluationEpisodes = 2 };
        new Ppo().Train(pi, v, new VectorCartPole(Lanes), rounds, options, progress);

        Assert.Equal([64, 128, 192], counts.Select(static one => one.Count)); // evaluation is not counted
        Assert.Equal([0, 0, 0, 0], counts[0].Mean);
        Assert.NotEqual(counts[0].Mean, counts[1].Mean);
        Assert.NotEqual(counts[1].Mean, counts[2].Mean);
        Assert.Equal(counts[2].Mean, running.Current.Mean); // what came last trained nothing
        Assert.NotEqual(running.Mean, running.Current.Mean);
        Assert.Same(pi.Observed, v.Observed);
        pi.Mode([0, 0, 0, 0], new float[1]);
        pi.Sample([0, 0, 0, 0], new float[1], Seeds.Stream());
        Assert.Equal(192, running.Count); // after the run, nothing is gathered
    }

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void A_component_that_varies_a_hundred_times_as_much_is_reported_when_training_starts(Computation computation)
    {
        var reports = new List<TrainingProgress>();
        var (result, _) = Trained(100.5, static policy => policy, computation, reports.Add);
        Assert.Single(result.Warnings);
        Assert.Equal(result.Warnings, reports[0].Warnings);
        Assert.Equal((0, 0), (reports[0].Steps, reports[0].Epoch)); // before the first step
        Assert.All(reports.Skip(1), static report => Assert.Empty(report.Warnings));
        foreach (
            var part in new[]
            {
                "component 1 has a standard deviation of 101",
                "component 0 one of 1",
                "DeterministicPolicy",
                "Scaling.Fitted",
            }
        )
            Assert.Contains(part, result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_varies_alike_or_is_standardised_is_not_reported()
    {
        Assert.Empty(Trained(99, static policy => policy).Result.Warnings);
        Assert.Empty(Trained(0, static policy => policy).Result.Warnings); // a component that does not vary at all
        Assert.Empty(Trained(1e6, static policy => policy.Standardized(new Scaling([0, 0], [1, 1e6]))).Result.Warnings);
    }

    /// <summary>The second component is the first one times a factor, so that both forms of the policy see as much of the label.</summary>
    [Fact]
    public void Both_forms_learn_the_same()
    {
        var (_, rows) = Trained(1e4, static policy => policy.Standardized(new Scaling([0.1, 5], [1, 1e4])));
        var (_, tensors) = Trained(1e4, static policy => policy.Standardized(new Scaling([0.1, 5], [1, 1e4])), Computation.Tensors);
        for (var i = 0; i < rows.Length; i++)
            Assert.Equal(tensors[i], rows[i], 1e-3);
    }

    private static (TrainingResult Result, float[] Parameters) Trained(
        double factor,
        Func<DeterministicPolicy, DeterministicPolicy> prepare,
        Computation computation = Computation.Fastest,
        Action<TrainingProgress>? told = null
    )
    {
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 64; i++)
        {
            var side = i % 2 == 0 ? 1 : -1; // a deviation of 1
            data.Add(new Demonstration(State.Of(side, factor * (i % 4 < 2 ? 1 : -1)), Act.Continuous(0.5 * side)));
        }
        using var policy = prepare(new DeterministicPolicy(2, new BoxSpace([-1], [1]), [8], Activation.Tanh, Seeds));
        var options = new TrainingOptions
        {
            Epochs = 3,
            Seed = 3,
            Computation = computation,
        };
        var result = new RegressionCloning().Train(policy, data, options, told is null ? null : new Told(told));
        return (result, policy.Parameters.Values.data<float>().ToArray());
    }

    private static (EvaluationResult Evaluation, IReadOnlyList<string> Warnings) Cloned(
        float unit,
        bool standardized,
        float steering = 1,
        bool isActed = false
    )
    {
        var expert = Expert.From(state =>
        {
            var seen = state.Span.ToArray();
            seen[RescaledLane.Offset] /= unit;
            var action = new float[1];
            new LaneKeepingController().Control([.. seen.Select(static value => (float)value)], action);
            action[0] *= steering;
            return Act.From(action);
        });
        var drives = TrajectoryRecorder.Record(new RescaledLane(unit, steering), expert, 3, Seeds.Child("drives"));
        var data = new Dataset<Demonstration>(drives.SelectMany(static drive => drive.ToDemonstrations()));
        var actions = new BoxSpace([-steering], [steering]);
        using var policy = new DeterministicPolicy(6, actions, [32, 32], Activation.Tanh, Seeds.Child("policy"));
        if (standardized)
            policy.Standardize(Scaling.Fitted(data));
        if (isActed)
            policy.StandardizeActions(Scaling.FittedActions(data));
        var options = new TrainingOptions
        {
            Epochs = 60,
            LearningRate = 3e-3,
            Seed = 7,
        };
        var result = new RegressionCloning().Train(policy, data, options);
        var road = new VectorEnvironment(20, _ => new RescaledLane(unit, steering));
        return (Evaluation.Run(policy, road, 40, Seeds.Child("evaluation")), result.Warnings);
    }
}
