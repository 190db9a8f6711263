using DeclarativeIL.Algorithms;
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
    private readonly TensorTraining _training;
    private readonly PhaseFeed<Demonstration> _feed;
    private readonly RandomStream _random = new SeedSequence(1).Stream();
    private readonly TrainingMonitor _log;
    private readonly Tensor _loss = zeros(1);
    private readonly Func<Batch<Demonstration>, LossParts> _accumulate;

    public TensorStep(Scenario scenario)
    {
        var (options, data) = (new TrainingOptions(), GeneratedStep.Data(scenario));
        (_scenario, _policy) = (scenario, GeneratedStep.Policy(scenario));
        using (var start = tensor(Enumerable.Range(0, scenario.Members).SelectMany(scenario.Parameters).ToArray()))
        using (no_grad())
            _policy.Parameters.Values.copy_(start);
        _training = new(options, [_policy], []);
        _log = new(options, null, [_policy.Parameters]);
        _feed =
            scenario.Members == 1
                ? _training.Feed(data, comparesRows: false)
                : _training.Feed(data, comparesRows: false, scenario.Members, Bootstrap.None, new SeedSequence(1));
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
        if (!_feed.Next(_scenario.Batch))
        {
            _feed.Shuffle(_random);
            _feed.Next(_scenario.Batch);
        }
        using var step = _training.Begin(_log.Steps);
        var losses = _accumulate(_feed.Batch);
        _loss.copy_(losses[0]);
        _training.Take(losses);
        _log.Add(_training, _feed.BatchCount);
        _training.Step(Scenario.LearningRate);
    }

    public override void Dispose()
    {
        _feed.Dispose();
        _log.Dispose();
        _training.Dispose();
        _policy.Dispose();
        _loss.Dispose();
        base.Dispose();
    }
}
