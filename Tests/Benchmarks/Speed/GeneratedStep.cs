using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>
/// The code generated for a declared loss, as its own training loop runs it without tensors: batching, loss, gradient, update, books.
/// </summary>
/// <remarks>The discrete loss has an entropy term that the plain loop has not, and so more to do.</remarks>
internal sealed class GeneratedStep : Contestant
{
    private static readonly string[] Names = ["Loss"],
        NamesOfCloning = ["NegativeLogLikelihood", "EntropyBonus", "WeightPenalty"],
        Metrics = ["Entropy"];

    private readonly Scenario _scenario;
    private readonly PolicyNetwork _policy;
    private readonly CpuTraining _training;
    private readonly IDisposable _phase;
    private readonly CpuFeed<Demonstration> _feed;
    private readonly TrainingMonitor _log;
    private readonly RandomStream _random = new SeedSequence(1).Stream();
    private readonly Action<CpuNetwork, CpuBatch<Demonstration>> _accumulate;

    public GeneratedStep(Scenario scenario)
    {
        _scenario = scenario;
        var options = new TrainingOptions { Threads = scenario.Threads };
        _policy = Policy(scenario);
        using (var start = tensor(Enumerable.Range(0, scenario.Members).SelectMany(scenario.Parameters).ToArray()))
        using (no_grad())
            _policy.Parameters.Values.copy_(start);
        var (losses, metrics) = scenario.Discrete ? (NamesOfCloning, Metrics) : (Names, []);
        _training =
            CpuTraining.IfPossible(options, losses, metrics, [_policy], [])
            ?? throw new InvalidOperationException("The policy does not train without tensors.");
        _phase = _training.Open();
        _feed = scenario.Members == 1 ? new(Data(scenario)) : new(Data(scenario), scenario.Members, Bootstrap.None, new SeedSequence(1));
        _log = new(options, null, [_policy.Parameters]);
        var (cloning, clones, regression, regressions) = (
            new BehaviorCloning(),
            new TenClones(),
            new RegressionCloning(),
            new TenRegressions()
        );
        _accumulate = (scenario.Discrete, scenario.Members) switch
        {
            (true, 1) => (network, rows) => cloning.Accumulate(network, rows, _training.Losses, _training.Metrics),
            (true, _) => (network, rows) => clones.Accumulate(network, rows, _training.Losses, _training.Metrics),
            (false, 1) => (network, rows) => regression.Accumulate(network, rows, _training.Losses),
            _ => (network, rows) => regressions.Accumulate(network, rows, _training.Losses),
        };
    }

    public override string Name => "generated, by rows";

    public override double? Loss => _scenario is { Discrete: false, Members: 1 } ? _training.Losses[0] / _scenario.Outputs : null;

    /// <summary>What is trained.</summary>
    public CpuNetwork Network => _training[0];

    /// <summary>Ticks of the clock, by part, of the steps that were given a network to ask.</summary>
    public long Batching { get; private set; }

    public long Losses { get; private set; }

    public long Updating { get; private set; }

    public void Clear() => (Batching, Losses, Updating) = (0, 0, 0);

    public override void Step()
    {
        Draw();
        _training.Begin(_log.Steps);
        _accumulate(_training[0], _feed.Rows);
        _log.Add(_training, _feed.Rows.Count);
        _training.Step(Scenario.LearningRate);
    }

    /// <summary>The same, reading the clock between the parts.</summary>
    /// <param name="asked">Stands for <see cref="Network"/>.</param>
    public void Step(CpuNetwork asked)
    {
        var start = Stopwatch.GetTimestamp();
        Draw();
        _training.Begin(_log.Steps);
        var drawn = Stopwatch.GetTimestamp();
        _accumulate(asked, _feed.Rows);
        _log.Add(_training, _feed.Rows.Count);
        var accumulated = Stopwatch.GetTimestamp();
        _training.Step(Scenario.LearningRate);
        (Batching, Losses, Updating) = (
            Batching + drawn - start,
            Losses + accumulated - drawn,
            Updating + Stopwatch.GetTimestamp() - accumulated
        );
    }

    private void Draw()
    {
        if (_feed.Next(_scenario.Batch))
            return;
        _feed.Shuffle(_random);
        _feed.Next(_scenario.Batch);
    }

    public override void Dispose()
    {
        _phase.Dispose();
        _training.Dispose();
        _log.Dispose();
        _policy.Dispose();
        base.Dispose();
    }

    /// <summary>What is trained, untrained.</summary>
    internal static PolicyNetwork Policy(Scenario scenario)
    {
        var (seeds, acts) = (
            new SeedSequence(1),
            new BoxSpace([.. Enumerable.Repeat(-9f, scenario.Outputs)], [.. Enumerable.Repeat(9f, scenario.Outputs)])
        );
        return (scenario.Discrete, scenario.Members) switch
        {
            (true, 1) => new CategoricalPolicy(scenario.Observation, scenario.Outputs, scenario.Hidden, scenario.Activation, seeds),
            (true, var members) => new CategoricalEnsemble(
                members,
                scenario.Observation,
                scenario.Outputs,
                scenario.Hidden,
                scenario.Activation,
                seeds
            ),
            (false, 1) => new DeterministicPolicy(scenario.Observation, acts, scenario.Hidden, scenario.Activation, seeds),
            (false, var members) => new DeterministicEnsemble(
                members,
                scenario.Observation,
                acts,
                scenario.Hidden,
                scenario.Activation,
                seeds
            ),
        };
    }

    /// <summary>In the order of the first member.</summary>
    internal static Dataset<Demonstration> Data(Scenario scenario)
    {
        var (states, targets, width) = (scenario.States(), scenario.Targets(), scenario.Discrete ? 1 : scenario.Outputs);
        return new(
            scenario
                .Order(0)
                .Select(row => new Demonstration(
                    State.From(states.AsSpan(row * scenario.Observation, scenario.Observation)),
                    Act.From(targets.AsSpan(row * width, width))
                ))
        );
    }
}
