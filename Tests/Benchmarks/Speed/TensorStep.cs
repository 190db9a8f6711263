using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>
/// The code generated for a declared loss, as its own training loop runs it by tensors: the way of a GPU, here on the CPU.
/// </summary>
internal sealed class TensorStep : Contestant
{
    private readonly Scenario _scenario;
    private readonly PolicyNetwork _policy;
    private readonly Backends.Torch.Optimizer _optimizer;
    private readonly Func<int, Batch<Demonstration>?> _next;
    private readonly Action _shuffle;
    private readonly IDisposable _feed;
    private readonly TrainingMonitor _log;
    private readonly Tensor _loss = zeros(1);
    private readonly Func<Batch<Demonstration>, LossParts> _accumulate;

    public TensorStep(Scenario scenario)
    {
        var (options, random, data) = (new TrainingOptions(), new SeedSequence(1).Stream(), GeneratedStep.Data(scenario));
        (_scenario, _policy) = (scenario, GeneratedStep.Policy(scenario));
        using (var start = tensor(Enumerable.Range(0, scenario.Members).SelectMany(scenario.Parameters).ToArray()))
        using (no_grad())
            _policy.Parameters.Values.copy_(start);
        _optimizer = options.Optimizer.Create(_policy.Parameters);
        _log = new(options, null, [_policy.Parameters]);
        if (scenario.Members == 1)
        {
            var feed = new BatchFeed<Demonstration>(data, _policy.Parameters.Type);
            (_feed, _next, _shuffle) = (feed, feed.Next, () => feed.Shuffle(random));
        }
        else
        {
            var feed = new BootstrapFeed<Demonstration>(
                data,
                scenario.Members,
                Bootstrap.None,
                new SeedSequence(1),
                _policy.Parameters.Type
            );
            (_feed, _next, _shuffle) = (feed, feed.Next, () => feed.Shuffle(random));
        }
        _accumulate = _policy switch
        {
            CategoricalPolicy pi => rows => new BehaviorCloning().Accumulate(pi, rows),
            CategoricalEnsemble pi => rows => new TenClones().Accumulate(pi, rows),
            DeterministicPolicy mu => rows => new RegressionCloning().Accumulate(mu, rows),
            var mu => rows => new TenRegressions().Accumulate((DeterministicEnsemble)mu, rows),
        };
    }

    public override string Name => "generated, by tensors";

    public override double? Loss => _scenario is { Discrete: false, Members: 1 } ? _loss.item<float>() / _scenario.Outputs : null;

    public override void Step()
    {
        using var quiet = no_grad();
        var drawn = _next(_scenario.Batch);
        if (drawn is null)
            _shuffle();
        using var rows = drawn ?? _next(_scenario.Batch)!;
        using var step = NewDisposeScope();
        _optimizer.ZeroGradients();
        var losses = _accumulate(rows);
        _loss.copy_(losses[0]);
        _log.Add(losses, rows.Count);
        _optimizer.Step(Scenario.LearningRate);
    }

    public override void Dispose()
    {
        _feed.Dispose();
        _log.Dispose();
        _optimizer.Dispose();
        _policy.Dispose();
        _loss.Dispose();
        base.Dispose();
    }
}
