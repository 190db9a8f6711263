namespace DeclarativeIL.Player.Kernels;

/// <summary>Perceptrons by scalar operations in the order of the library's kernels.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
internal sealed class Perceptron<T> : Network
    where T : struct, INumbers
{
    private readonly Layer[][] _members;
    private readonly Activation _activation;
    private readonly Standardization? _observed;
    private readonly double[] _input,
        _lanes;
    private double[] _even,
        _odd;

    /// <param name="members">The layers of each.</param>
    /// <param name="activation">What hidden layers apply.</param>
    /// <param name="observed">What is done to observations; none where nothing is.</param>
    /// <param name="lanes">Numbers in a register of the kernel.</param>
    public Perceptron(Layer[][] members, Activation activation, Standardization? observed, int lanes)
    {
        (_members, _activation, _observed) = (members, activation, observed);
        (_input, _lanes) = (new double[members[0][0].Inputs], new double[lanes]);
        var widest = 0;
        foreach (var layer in members[0])
            widest = Math.Max(widest, layer.Columns);
        (_even, _odd) = (new double[widest], new double[widest]);
    }

    public override int Members => _members.Length;

    public override void Answer(ReadOnlySpan<float> state, Span<double> outputs)
    {
        for (var i = 0; i < state.Length; i++)
            _input[i] = _observed is null ? state[i] : Standardized(state[i], i, _observed);
        foreach (var layers in _members)
        {
            ReadOnlySpan<double> a = _input;
            for (var i = 0; i < layers.Length - 1; i++)
            {
                Multiply(layers[i], a, _even, _activation);
                a = _even.AsSpan(0, layers[i + 1].Inputs);
                (_even, _odd) = (_odd, _even);
            }
            var last = layers[^1];
            if (last.IsNarrow)
                Dots(last, a, outputs);
            else
            {
                Multiply(last, a, _even, Activation.Linear);
                _even.AsSpan(0, last.Outputs).CopyTo(outputs);
            }
            outputs = outputs[last.Outputs..];
        }
    }

    private static double Standardized(double x, int place, Standardization by)
    {
        var moved = default(T).Round(x - default(T).Round(by.Mean[place]));
        return default(T).Round(moved / default(T).Round(by.Deviation[place]));
    }

    /// <summary>Each output's sum starts at the bias and goes through the inputs in order.</summary>
    private static void Multiply(Layer layer, ReadOnlySpan<double> a, double[] into, Activation activation)
    {
        var c = into.AsSpan(0, layer.Columns);
        layer.Bias.AsSpan().CopyTo(c);
        ReadOnlySpan<double> weights = layer.Weights;
        foreach (var x in a)
        {
            var row = weights[..c.Length];
            for (var j = 0; j < c.Length; j++)
                c[j] = default(T).MultiplyAdd(x, row[j], c[j]);
            weights = weights[c.Length..];
        }
        if (activation != Activation.Linear)
            foreach (ref var one in c)
                one = Functions<T>.Of(activation, one);
    }

    /// <summary>A few outputs: a sum in each lane, then those of the lanes, by pairs.</summary>
    private void Dots(Layer layer, ReadOnlySpan<double> a, Span<double> outputs)
    {
        ReadOnlySpan<double> weights = layer.Weights;
        for (var output = 0; output < layer.Outputs; output++, weights = weights[a.Length..])
        {
            Array.Clear(_lanes, 0, _lanes.Length);
            for (var first = 0; first < a.Length; first += _lanes.Length)
            for (var j = 0; j < _lanes.Length; j++)
                _lanes[j] = default(T).MultiplyAdd(a[first + j], weights[first + j], _lanes[j]);
            for (var count = _lanes.Length; count > 1; count /= 2)
            for (var j = 0; j < count; j += 2)
                _lanes[j / 2] = default(T).Round(_lanes[j] + _lanes[j + 1]);
            outputs[output] = default(T).Round(layer.Bias[output] + _lanes[0]);
        }
    }
}
