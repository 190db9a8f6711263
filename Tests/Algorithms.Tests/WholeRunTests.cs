using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Environments;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Whole runs of shipped algorithms over built-in perceptrons: collection, columns, scans and training without tensors.</summary>
[Trait("Speed", "Slow")]
public class WholeRunTests
{
    /// <summary>Algorithms whose rule is the user's own judgement of a state, which is given a copy that it may keep.</summary>
    private static readonly string[] GivenCopies = [nameof(HgDAgger)];

    public static TheoryData<string> Collecting =>
        [
            .. Trial
                .All.Where(static trial => trial.Collects && !GivenCopies.Contains(trial.Algorithm.Name))
                .Select(static trial => trial.Name),
        ];

    /// <summary>All but the algorithms whose declaration itself computes with tensors: a loss over a whole batch.</summary>
    internal static IEnumerable<Trial> Written =>
        Trial.All.Where(static trial =>
            !trial
                .Algorithm.GetMethods()
                .Any(static method => method.IsDefined(typeof(LossAttribute), inherit: false) && method.ReturnType == typeof(Tensor))
        );

    [Fact]
    public void Two_algorithms_declare_their_loss_in_tensors() =>
        Assert.Equal(
            [nameof(Aot), nameof(AotUnpaired)],
            Trial.All.Except(Written).Select(static trial => trial.Algorithm.Name).Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_shipped_algorithm_loads_libtorch()
    {
        var modules = Child.Modules();
        Assert.Contains(modules, static module => module.Contains("coreclr", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            modules,
            static module =>
                module.Contains("torch", StringComparison.OrdinalIgnoreCase) && !module.EndsWith(".dll", StringComparison.Ordinal)
        );
    }

    /// <summary>What grows, labels and transitions, does so in few steps: most allocate nothing at all.</summary>
    [Theory]
    [MemberData(nameof(Collecting))]
    public void A_step_of_the_environments_allocates_nothing(string name)
    {
        AllocationMeter? meter = null;
        TrialOf(name).Run(Computation.Fastest, static (_, result) => result, around: lanes => meter = new AllocationMeter(lanes));
        var counted = meter!.Bytes.Skip(meter.Bytes.Count / 2).ToList();
        Assert.True(counted.Count >= 32, $"{counted.Count} steps were counted.");
        Assert.True(
            counted.Count(static bytes => bytes > 0) <= counted.Count / 10,
            $"Bytes between steps: {string.Join(", ", counted.Take(40))}."
        );
    }

    private static Trial TrialOf(string name) => Trial.All.Single(trial => trial.Name == name);

    /// <summary>Environments that note what the run allocates between two of their steps.</summary>
    private sealed class AllocationMeter(IVectorEnvironment inner) : IVectorEnvironment
    {
        private long _before = -1;

        public List<long> Bytes { get; } = new(1 << 16);

        public int Count => inner.Count;

        public Space Observations => inner.Observations;

        public Space Actions => inner.Actions;

        public void Reset(ulong seed, Span<float> observations)
        {
            inner.Reset(seed, observations);
            _before = -1;
        }

        public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
        {
            var now = GC.GetAllocatedBytesForCurrentThread();
            if (_before >= 0)
                Bytes.Add(now - _before);
            inner.Step(actions, observations, results, finalObservations);
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
