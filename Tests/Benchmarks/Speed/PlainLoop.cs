using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>
/// What a good user of TorchSharp writes: a sequential module, its Adam, data in tensors, one disposal scope a step. An
/// ensemble is one such loop after the other.
/// </summary>
internal sealed class PlainLoop : Contestant
{
    private readonly List<Member> _members = [];

    public PlainLoop(Scenario scenario)
    {
        for (var i = 0; i < scenario.Members; i++)
            _members.Add(new Member(scenario, i));
    }

    public override string Name => "plain TorchSharp loop";

    public override double? Loss => _members.Average(static member => member.Loss.item<float>());

    public override void Step()
    {
        foreach (var member in _members)
            member.Step();
    }

    public override void Dispose()
    {
        _members.ForEach(static member => member.Dispose());
        base.Dispose();
    }

    private sealed class Member : IDisposable
    {
        private readonly Scenario _scenario;
        private readonly Sequential _network;
        private readonly optim.Optimizer _optimizer;
        private readonly Tensor _states,
            _targets,
            _order;
        private long _position;

        public Member(Scenario scenario, int member)
        {
            _scenario = scenario;
            _network = Network(scenario, scenario.Parameters(member));
            _optimizer = optim.Adam(_network.parameters(), Scenario.LearningRate);
            _states = tensor(scenario.States(), [scenario.Rows, scenario.Observation]);
            var targets = tensor(scenario.Targets(), scenario.Discrete ? [scenario.Rows] : [scenario.Rows, scenario.Outputs]);
            _targets = scenario.Discrete ? targets.to(int64) : targets;
            _order = tensor(scenario.Order(member).Select(static row => (long)row).ToArray());
        }

        public Tensor Loss { get; } = zeros(1);

        public void Step()
        {
            using var scope = NewDisposeScope();
            var rows = _order.narrow(0, _position, _scenario.Batch);
            _position = (_position + _scenario.Batch) % _scenario.Rows;
            var (states, targets) = (_states.index_select(0, rows), _targets.index_select(0, rows));
            _optimizer.zero_grad();
            var answers = _network.forward(states);
            var loss = _scenario.Discrete ? nn.functional.cross_entropy(answers, targets) : nn.functional.mse_loss(answers, targets);
            loss.backward();
            _optimizer.step();
            using (no_grad())
                Loss.copy_(loss);
        }

        public void Dispose()
        {
            _network.Dispose();
            _optimizer.Dispose();
            _states.Dispose();
            _targets.Dispose();
            _order.Dispose();
            Loss.Dispose();
        }

        private static Sequential Network(Scenario scenario, ReadOnlySpan<float> parameters)
        {
            var layers = new List<nn.Module<Tensor, Tensor>>();
            for (var i = 0; i < scenario.Widths.Length - 1; i++)
            {
                var layer = nn.Linear(scenario.Widths[i], scenario.Widths[i + 1]);
                using (no_grad())
                    foreach (var parameter in new[] { layer.weight, layer.bias! })
                    {
                        parameter.copy_(tensor(parameters[..(int)parameter.numel()].ToArray()).view(parameter.shape));
                        parameters = parameters[(int)parameter.numel()..];
                    }
                layers.Add(layer);
                if (i < scenario.Widths.Length - 2)
                    layers.Add(scenario.Activation == Activation.Tanh ? nn.Tanh() : nn.ReLU());
            }
            return nn.Sequential(layers);
        }
    }
}
