using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Losses;
using DeclarativeIL.Language.Tests.Runs;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>What is reported beside losses: the mean of the declared method, of which training knows nothing.</summary>
public class MetricTests : LossOracle
{
    private static readonly string[] Names =
    [
        "Distance",
        "Relative",
        "Entropy",
        "Change",
        "Disturbed",
        "Certainty",
        "Weights",
        "Worth",
        "Effort",
        "Twice",
    ];

    private static TrainingOptions Options { get; } = new() { Epochs = 4, BatchSize = 16 };

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void A_metric_is_the_mean_of_the_declared_method(ScalarType type)
    {
        var (algorithm, rows) = (new Metered { Spread = 0.4 }, Sample.Demonstrations());
        var (mu, v) = (Net("mu", type: type, passes: 3), Net("v", type: type));
        LossParts? parts = null;
        var metrics = new Dictionary<string, double>();
        Check(
            rows,
            [mu],
            [v],
            batch =>
            {
                parts = algorithm.Accumulate(mu, v, batch, Draws);
                foreach (var name in parts.Metrics!.Names)
                    metrics[name] = parts.Read(name);
                return parts;
            },
            i => algorithm.SquaredErrorOfOne(mu.OneSample(), rows[i]),
            ("SquaredError", 1)
        );
        Assert.Equal(Names, parts!.Metrics!.Names);
        foreach (var (name, expected) in Expected(algorithm, mu, v, rows))
            Assert.Equal(expected, metrics[name], Math.Abs(expected) * (type == ScalarType.Float64 ? 1e-10 : 1e-5));
    }

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void Training_is_the_same_with_metrics_and_without(Computation computation)
    {
        var options = Options with { Computation = computation };
        using var metered = Nets.Gaussian();
        using var unmetered = Nets.Gaussian();
        using var v = Nets.OfState();
        var with = new Metered().Train(metered, v, Nets.Pushes(), options);
        var without = new Unmetered().Train(unmetered, Nets.Pushes(), options);
        Assert.Equal(Nets.Fingerprint(unmetered), Nets.Fingerprint(metered));
        Assert.Equal(without.Losses, with.Losses);
        Assert.Equal(Names, with.Metrics.Keys);
        Assert.Empty(without.Metrics);
    }

    [Fact]
    public void Both_forms_report_the_same_epoch_by_epoch()
    {
        var (here, there) = (Reports(Computation.Fastest), Reports(Computation.Tensors));
        Assert.Equal(Options.Epochs, here.Count);
        foreach (var (fastest, tensors) in here.Zip(there))
        foreach (var (name, expected) in tensors.Metrics)
            Assert.Equal(expected, fastest.Metrics[name], 1e-4 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void A_metric_that_is_no_number_stops_no_run(Computation computation)
    {
        using var mu = Nets.Deterministic();
        var result = new Boundless().Train(mu, Nets.Pushes(), Options with { Computation = computation });
        Assert.True(double.IsFinite(result.Losses["SquaredError"]));
        Assert.True(double.IsNaN(result.Metrics["Logarithm"]));
    }

    [Fact]
    public void Imported_metrics_of_one_name_say_whose_they_are()
    {
        using var mu = Nets.Gaussian();
        using var v = Nets.OfState();
        using var q = Nets.OfState(seed: 5);
        var result = new Imported().Train(mu, q, v, Nets.Pushes(), Options);
        Assert.Equal(["Missed", "SquaredError"], result.Losses.Keys.Order());
        Assert.Equal(Names.Except(["Distance"]).Concat(["Appraised.Distance", "Metered.Distance"]).Order(), result.Metrics.Keys.Order());
    }

    [Fact]
    public void An_ensembles_metrics_are_of_its_members_rows()
    {
        var (batch, rows) = Resampled(Sample.Demonstrations(), 3);
        using var freed = batch;
        var (algorithm, mu) = (new MeteredEnsemble(), Net("mu", members: 3, passes: 2));
        var metrics = new Dictionary<string, double>();
        Check(
            [mu],
            [],
            () =>
            {
                var parts = algorithm.Accumulate(mu, batch);
                foreach (var name in parts.Metrics!.Names)
                    metrics[name] = parts.Read(name);
                return parts;
            },
            () => OfMembers(mu, rows, algorithm.SquaredErrorOfOne),
            ("SquaredError", 3)
        );
        Close(OfMembers(mu, rows, algorithm.DistanceOfOne) / 3, "Distance");
        Close(rows.Average(own => own.Average(algorithm.EffortOfOne)), "Effort");
        Close(algorithm.WeightsOfOne(mu.OneSample()), "Weights"); // the table has one number for all members
        Close(
            rows.Select((own, member) => own.Select((row, i) => algorithm.ChangeOfOne(mu.Member(member), row, own[(i + 1) % own.Length])))
                .Average(static own => own.Average()),
            "Change"
        );

        void Close(double expected, string name) => Assert.Equal(expected, metrics[name], 1e-10);
    }

    [Fact]
    public void Ppo_and_cloning_report_what_is_watched()
    {
        Assert.Equal(["Entropy"], new BehaviorCloning().Train(Nets.Gaussian(), Nets.Pushes(), Options).Metrics.Keys);
        var result = new Ppo().Train(Nets.Gaussian(), Nets.OfState(), Reach.Lanes(4).Environments, new(2, 64), Options);
        Assert.Equal(["ClippedSurrogate", "EntropyBonus", "ValueError"], result.Losses.Keys.Order());
        Assert.Equal(["ApproximateKl", "ClipFraction", "Entropy"], result.Metrics.Keys.Order());
        Assert.InRange(result.Metrics["ClipFraction"], 0, 1);
        Assert.InRange(result.Metrics["ApproximateKl"], 1e-12, 1);
        Assert.Equal(result.Losses["EntropyBonus"], -0.01 * result.Metrics["Entropy"], 1e-6);
    }

    private static List<TrainingProgress> Reports(Computation computation)
    {
        var told = new Told();
        using var mu = Nets.Gaussian();
        using var v = Nets.OfState();
        new Metered().Train(mu, v, Nets.Pushes(), Options with { Computation = computation }, told);
        return told.All;
    }

    private static IEnumerable<(string Name, double Mean)> Expected(
        Metered algorithm,
        TableNetwork mu,
        TableNetwork v,
        Demonstration[] rows
    )
    {
        var (pi, critic) = (mu.OneSample(), Critic(v));
        var misses = rows.Select(row => algorithm.MissOfOne(pi, row)).ToArray();
        (string, Func<Demonstration, int, double>)[] each =
        [
            ("Distance", (row, _) => algorithm.DistanceOfOne(pi, row)),
            ("Relative", (row, i) => algorithm.RelativeOfOne(pi, row, misses[i], misses.Average())),
            ("Entropy", (row, _) => algorithm.EntropyOfOne(pi, row)),
            ("Change", (row, i) => algorithm.ChangeOfOne(pi, row, rows[(i + 1) % rows.Length])),
            ("Disturbed", (row, i) => algorithm.DisturbedOfOne(pi, row, Draws.GaussianOf("Disturbed.z", i, StateSize))),
            ("Certainty", (row, _) => algorithm.CertaintyOfOne(pi, row)),
            ("Weights", (_, _) => algorithm.WeightsOfOne(pi)),
            ("Worth", (row, _) => algorithm.WorthOfOne(critic, row)),
            ("Effort", (row, _) => algorithm.EffortOfOne(row)),
            ("Twice", (_, _) => algorithm.TwiceOfOne()),
        ];
        return each.Select(one => (one.Item1, rows.Select(one.Item2).Average()));
    }

    private sealed class Told : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }
}
