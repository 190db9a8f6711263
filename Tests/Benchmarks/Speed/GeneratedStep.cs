using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>What is generated for a declared loss, as its own training loop runs it on the host: batching, loss, gradient, update, books.</summary>
/// <remarks>The discrete loss has an entropy term that the plain loop has not, and so more to do.</remarks>
internal sealed class GeneratedStep : Contestant
{
    private static readonly string[] Names = ["Loss"];

    private readonly Scenario _scenario;
    private readonly PolicyNetwork _policy;
    private readonly HostTraining _host;
    private readonly HostFeed<Demonstration> _feed;
    private readonly TrainingLog _log;
    private readonly RandomStream _random = new SeedSequence(1).Stream();
    private readonly Action<HostNetwork, HostBatch<Demonstration>, double[]> _accumulate;

    public GeneratedStep(Scenario scenario)
    {
        _scenario = scenario;
        var options = new TrainingOptions { Threads = scenario.Threads };
        _policy = Policy(scenario);
        using (var start = tensor(Enumerable.Range(0, scenario.Members).SelectMany(scenario.Parameters).ToArray()))
        using (no_grad())
            _policy.Parameters.Values.copy_(start);
        _host = HostTraining.Of(options, 1, [_policy]) ?? throw new InvalidOperationException("The policy does not train on the host.");
        _host.Load();
        _feed = scenario.Members == 1 ? new(Data(scenario)) : new(Data(scenario), scenario.Members, Bootstrap.None, new SeedSequence(1));
        _log = new(options, null, [_policy.Parameters]);
        _accumulate = (scenario.Discrete, scenario.Members) switch
        {
            (true, 1) => new BehaviorCloning().Accumulate,
            (true, _) => new TenClones().Accumulate,
            (false, 1) => new RegressionCloning().Accumulate,
            _ => new TenRegressions().Accumulate,
        };
    }

    public override string Name => "generated, on the host";

    public override double? Loss => _scenario is { Discrete: false, Members: 1 } ? _host.Losses[0] / _scenario.Outputs : null;

    public override void Step()
    {
        if (!_feed.Next(_scenario.Batch))
        {
            _feed.Shuffle(_random);
            _feed.Next(_scenario.Batch);
        }
        _host.Begin();
        _accumulate(_host[0], _feed.Rows, _host.Losses);
        _log.Add(Names, _host.Losses, _feed.Rows.Count);
        _host.Step(Scenario.LearningRate);
    }

    public override void Dispose()
    {
        _host.Dispose();
        _log.Dispose();
        _policy.Dispose();
        base.Dispose();
    }

    private static PolicyNetwork Policy(Scenario scenario)
    {
        var (seeds, acts) = (new SeedSequence(1), new BoxSpace([.. Enumerable.Repeat(-9f, scenario.Outputs)], [.. Enumerable.Repeat(9f, scenario.Outputs)]));
        return (scenario.Discrete, scenario.Members) switch
        {
            (true, 1) => new CategoricalPolicy(scenario.Observation, scenario.Outputs, scenario.Hidden, scenario.Activation, seeds),
            (true, var members) => new CategoricalEnsemble(members, scenario.Observation, scenario.Outputs, scenario.Hidden, scenario.Activation, seeds),
            (false, 1) => new DeterministicPolicy(scenario.Observation, acts, scenario.Hidden, scenario.Activation, seeds),
            (false, var members) => new DeterministicEnsemble(members, scenario.Observation, acts, scenario.Hidden, scenario.Activation, seeds),
        };
    }

    /// <summary>In the order of the first member.</summary>
    private static Dataset<Demonstration> Data(Scenario scenario)
    {
        var (states, targets, width) = (scenario.States(), scenario.Targets(), scenario.Discrete ? 1 : scenario.Outputs);
        return new(scenario.Order(0).Select(row => new Demonstration(
            State.From(states.AsSpan(row * scenario.Observation, scenario.Observation)), Act.From(targets.AsSpan(row * width, width)))));
    }
}
