using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>The perceptron without tensors, with the loss and its gradient written by hand.</summary>
internal sealed class CpuStep : Contestant
{
    private readonly Scenario _scenario;
    private readonly CpuPerceptron<float> _perceptron;
    private readonly CpuOptimizer<float> _optimizer;
    private readonly float[] _states,
        _targets;
    private readonly int[][] _orders;
    private readonly int[] _rows;
    private int _position;
    private double _loss;

    public CpuStep(Scenario scenario)
    {
        _scenario = scenario;
        var shape = new PerceptronShape(scenario.Observation, scenario.Hidden, scenario.Outputs, scenario.Activation);
        _perceptron = new(shape, scenario.Members, 0, scenario.Threads);
        int[] members = [.. Enumerable.Range(0, scenario.Members)];
        _perceptron.Load([.. members.SelectMany(scenario.Parameters)]);
        _optimizer = new AdamOptions().Create(_perceptron);
        (_states, _targets) = (scenario.States(), scenario.Targets());
        _orders = [.. members.Select(scenario.Order)];
        _rows = new int[scenario.Members * scenario.Batch];
    }

    public override string Name => $"CPU perceptron, {_perceptron.Kernel.Name}";

    public override double? Loss => _loss;

    public override void Step()
    {
        var (batch, width) = (_scenario.Batch, _scenario.Observation);
        for (var member = 0; member < _scenario.Members; member++)
            _orders[member].AsSpan(_position, batch).CopyTo(_rows.AsSpan(member * batch));
        _position = (_position + batch) % _scenario.Rows;
        var input = _perceptron.Input(batch);
        for (var i = 0; i < _rows.Length; i++)
            _states.AsSpan(_rows[i] * width, width).CopyTo(input.Slice(i * width, width));
        var outputs = _perceptron.Forward(batch);
        var gradients = _perceptron.OutputGradient(batch);
        _loss = (_scenario.Discrete ? CrossEntropy(outputs, gradients) : SquaredError(outputs, gradients)) / _scenario.Members;
        _perceptron.ZeroGradients();
        _perceptron.Backward(batch);
        _perceptron.Update(_optimizer, Scenario.LearningRate);
    }

    private double CrossEntropy(ReadOnlySpan<float> outputs, Span<float> gradients)
    {
        var (actions, scale, loss) = (_scenario.Outputs, 1f / _scenario.Batch, 0.0);
        for (var i = 0; i < _rows.Length; i++)
        {
            var logits = outputs.Slice(i * actions, actions);
            var gradient = gradients.Slice(i * actions, actions);
            var label = (int)_targets[_rows[i]];
            var largest = float.NegativeInfinity;
            foreach (var logit in logits)
                largest = Math.Max(largest, logit);
            var sum = 0f;
            for (var action = 0; action < actions; action++)
                sum += gradient[action] = MathF.Exp(logits[action] - largest);
            for (var action = 0; action < actions; action++)
                gradient[action] *= scale / sum;
            gradient[label] -= scale;
            loss += scale * (largest + MathF.Log(sum) - logits[label]);
        }
        return loss;
    }

    private double SquaredError(ReadOnlySpan<float> outputs, Span<float> gradients)
    {
        var (size, loss) = (_scenario.Outputs, 0f);
        var scale = 1f / (_scenario.Batch * size);
        for (var i = 0; i < _rows.Length; i++)
        {
            var target = _targets.AsSpan(_rows[i] * size, size);
            for (var j = 0; j < size; j++)
            {
                var difference = outputs[i * size + j] - target[j];
                gradients[i * size + j] = 2 * scale * difference;
                loss += difference * difference;
            }
        }
        return scale * loss;
    }
}
