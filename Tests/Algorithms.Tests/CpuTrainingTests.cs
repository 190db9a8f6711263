using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Training without tensors is training by tensors, in another order of additions.</summary>
public class CpuTrainingTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, Seed = 4 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_categorical_policy_ends_where_tensors_take_it(int threads) =>
        Same(
            static () => Runs.Policy(7),
            (policy, options) => new BehaviorCloning { EntropyWeight = 0.1, L2Weight = 1e-3 }.Train(policy, Runs.Labelled(200), options),
            threads
        );

    [Trait("Speed", "Slow")]
    [Fact]
    public void A_gaussian_policy_does() =>
        Same(
            static () => new GaussianPolicy(4, new BoxSpace([-1, -1], [1, 1]), [16], Activation.Relu, new SeedSequence(7)),
            static (policy, options) => new BehaviorCloning { EntropyWeight = 0.1 }.Train(policy, Pushes(), options)
        );

    [Fact]
    public void A_deterministic_policy_does() =>
        Same(
            static () => new DeterministicPolicy(4, new BoxSpace([-1, -1], [1, 1]), [16, 8], Activation.Tanh, new SeedSequence(7)),
            static (policy, options) => new RegressionCloning().Train(policy, Pushes(), options)
        );

    /// <summary>In float64 the order of additions is all but lost: the same equations, to its rounding.</summary>
    [Fact]
    public void In_float64_they_end_in_the_same_place()
    {
        const double Rounding = 1e-10;
        Same(
            static () => new CategoricalPolicy(4, 3, [16, 8], Activation.Gelu, new SeedSequence(7), ScalarType.Float64),
            static (policy, options) =>
                new BehaviorCloning { EntropyWeight = 0.1, L2Weight = 1e-3 }.Train(policy, Runs.Labelled(200), options),
            precision: Rounding
        );
        Same(
            static () =>
                new GaussianPolicy(4, new BoxSpace([-1, -1], [1, 1]), [17], Activation.Sigmoid, new SeedSequence(7), ScalarType.Float64),
            static (policy, options) => new BehaviorCloning { EntropyWeight = 0.1 }.Train(policy, Pushes(), options),
            precision: Rounding
        );
        Same(
            static () =>
                new DeterministicEnsemble(
                    10,
                    4,
                    new BoxSpace([-1, -1], [1, 1]),
                    [16],
                    Activation.Tanh,
                    new SeedSequence(7),
                    ScalarType.Float64
                ),
            static (policy, options) =>
                new EnsembleCloning().Train(
                    policy,
                    Pushes(),
                    options with
                    {
                        Optimizer = new Optimization.SgdOptions(0.9) { MaxGradientNorm = 1 },
                    }
                ),
            precision: Rounding
        );
    }

    [Fact]
    public void What_was_trained_acts_as_it_answers()
    {
        using var policy = Runs.Policy(7);
        new BehaviorCloning().Train(policy, Runs.Labelled(200), Options);
        var (face, rows) = (policy.OneSample(), Runs.Labelled(20, seed: 9));
        Span<float> action = stackalloc float[1];
        foreach (var row in rows)
        {
            policy.Mode([.. row.State.Span.ToArray().Select(static number => (float)number)], action);
            Assert.Equal(face.LogProb(Act.Discrete(0), row.State) >= face.LogProb(Act.Discrete(1), row.State) ? 0 : 1, action[0]);
        }
    }

    [Fact]
    public void Parameters_written_between_two_acts_are_seen()
    {
        using var policy = Runs.Policy(7);
        using var other = Runs.Policy(8);
        float[] states = [.. Enumerable.Range(0, 400).Select(static i => (float)Math.Sin(i))];
        float[] before = new float[100],
            expected = new float[100],
            after = new float[100];
        policy.Mode(states, before);
        other.Mode(states, expected);
        Assert.NotEqual(before, expected);
        policy.Parameters.CopyFrom(other.Parameters);
        policy.Mode(states, after);
        Assert.Equal(expected, after);
    }

    /// <summary>As a cancelled run promises: networks stay as they are between two steps.</summary>
    [Fact]
    public void Steps_of_a_run_that_was_stopped_within_an_epoch_are_kept()
    {
        using var policy = Runs.Policy(7);
        var (start, feed) = (Values(policy), new CpuFeed<Demonstration>(Runs.Labelled(32)));
        using (var cpu = CpuTraining.IfPossible(Options, new string[3], new string[1], [policy], [])!)
        {
            using var phase = cpu.Open();
            Assert.True(feed.Next(32));
            cpu.Begin(0);
            new BehaviorCloning().Accumulate(cpu[0], feed.Rows, cpu.Losses, cpu.Metrics);
            cpu.Step(1e-2);
            Assert.Equal(start, Values(policy));
        }
        Assert.NotEqual(start, Values(policy));
    }

    [Fact]
    public void Steps_after_which_weights_are_not_finite_are_not_kept()
    {
        using var policy = Runs.Policy(7);
        var (start, feed) = (Values(policy), new CpuFeed<Demonstration>(Runs.Labelled(96)));
        var options = Options with { Optimizer = new Optimization.SgdOptions() };
        using (var cpu = CpuTraining.IfPossible(options, new string[3], new string[1], [policy], [])!)
        {
            using var phase = cpu.Open();
            while (feed.Next(32))
            {
                cpu.Begin(0);
                new BehaviorCloning().Accumulate(cpu[0], feed.Rows, cpu.Losses, cpu.Metrics);
                cpu.Step(1e38);
            }
        }
        Assert.Equal(start, Values(policy));
    }

    /// <summary>Hundreds of megabytes that a process without tensors has no use for.</summary>
    /// <summary>An object has 24 bytes or more: what a hundred steps in an epoch allocate beyond one is nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_allocates_nothing(bool continuous)
    {
        using var discrete = Runs.Policy(7);
        using var deterministic = new DeterministicPolicy(4, new BoxSpace([-1, -1], [1, 1]), [16], Activation.Relu, new SeedSequence(7));
        var (labels, pushes) = (Runs.Labelled(400), Pushes(400));
        var (small, whole) = (OfEpochs(4), OfEpochs(400));
        Assert.InRange((small - whole) / (10.0 * 99), -20, 20);

        long OfEpochs(int batchSize)
        {
            Train(2, batchSize);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Train(2, batchSize);
            var few = GC.GetAllocatedBytesForCurrentThread();
            Train(12, batchSize);
            return GC.GetAllocatedBytesForCurrentThread() - few - (few - before);
        }

        void Train(int epochs, int batchSize)
        {
            var options = Options with { Epochs = epochs, BatchSize = batchSize };
            if (continuous)
                new RegressionCloning().Train(deterministic, pushes, options);
            else
                new BehaviorCloning().Train(discrete, labels, options);
        }
    }

    private static void Same<TPolicy>(
        Func<TPolicy> create,
        Func<TPolicy, TrainingOptions, TrainingResult> train,
        int threads = 1,
        double precision = 1e-3
    )
        where TPolicy : PolicyNetwork
    {
        using var onCpu = create();
        using var byTensors = create();
        using var untrained = create();
        var here = train(onCpu, Options with { Threads = threads });
        var there = train(byTensors, Options with { Computation = Computation.Tensors });
        Assert.Equal((there.Steps, there.Samples), (here.Steps, here.Samples));
        foreach (var (name, loss) in there.Losses)
            Assert.Equal(loss, here.Losses[name], precision / 10);
        foreach (var (name, metric) in there.Metrics)
            Assert.Equal(metric, here.Metrics[name], precision / 10);
        var (found, expected, start) = (Values(onCpu), Values(byTensors), Values(untrained));
        Assert.True(Distance(expected, start) > 0.1, "Nothing was learned.");
        Assert.InRange(Distance(found, expected), 0, precision * Distance(expected, start));
    }

    private static double[] Values(PolicyNetwork policy)
    {
        using var wide = policy.Parameters.Values.to(ScalarType.Float64);
        return wide.data<double>().ToArray();
    }

    private static double Distance(double[] left, double[] right) => Math.Sqrt(left.Zip(right, static (x, y) => (x - y) * (x - y)).Sum());

    private static Dataset<Demonstration> Pushes(int rows = 200)
    {
        var (random, data) = (new SeedSequence(3).Stream(), new Dataset<Demonstration>());
        for (var i = 0; i < rows; i++)
        {
            var state = State.Of(random.NextGaussian(), random.NextGaussian(), random.NextGaussian(), random.NextGaussian());
            data.Add(new Demonstration(state, Act.Continuous(Math.Tanh(state[0]), 0.3 * state[1] - 0.2 * state[2])));
        }
        return data;
    }
}
