using DeclarativeIL.Native;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// Layers h -> f(h W' + b), the last without f. Forward and backward are written out in tensor operations on views of the
/// flat tensors, which are made once: no autograd, about ten small operations a layer and step.
/// </summary>
internal sealed class Perceptron(PerceptronShape shape, Initialization initialization, SeedSequence? seeds) : Body
{
    private readonly List<Layer> _layers = [];
    private FlatParameters? _parameters;
    private Tensor? _ones;

    /// <summary>The sizes.</summary>
    public PerceptronShape Shape { get; } = shape.Checked();

    /// <inheritdoc/>
    public override int Inputs => Shape.Inputs;

    /// <inheritdoc/>
    public override int Outputs => Shape.Outputs;

    /// <inheritdoc/>
    public override string Kind => $"perceptron {Shape.Activation}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Layout =>
        [
            .. Enumerable
                .Range(0, Shape.Depth)
                .SelectMany(layer =>
                    new (string, IReadOnlyList<long>)[]
                    {
                        ($"layers.{layer}.weight", [Shape.OutputsOf(layer), Shape.InputsOf(layer)]),
                        ($"layers.{layer}.bias", [Shape.OutputsOf(layer)]),
                    }
                ),
        ];

    /// <inheritdoc/>
    protected override void Start(FlatParameters parameters)
    {
        _parameters = parameters;
        for (var i = 0; seeds is not null && i < Shape.Depth; i++) // without seeds: about to be loaded from a checkpoint
            parameters.Write(
                parameters.Slots[2 * i],
                InitialWeights.Draw(
                    initialization,
                    Shape.OutputsOf(i),
                    Shape.InputsOf(i),
                    i == Shape.Depth - 1,
                    seeds.Child((ulong)i).Stream()
                )
            );
    }

    /// <inheritdoc/>
    protected override BodyPass Compute(Tensor input, PassPurpose purpose)
    {
        var pass = new LayersPass(input, Shape.Depth);
        Open();
        for (var i = 0; i < _layers.Count; i++)
        {
            var layer = _layers[i];
            var z = layer.Bias.addmm(pass.InputOf(i), layer.WeightTransposed);
            pass.Arguments[i] = z;
            pass.Results[i] = i == _layers.Count - 1 ? z : Shape.Activation.Apply(z);
        }
        return pass;
    }

    /// <inheritdoc/>
    public override void Backward(BodyPass pass, Tensor gradient)
    {
        var kept = (LayersPass)pass;
        var current = gradient;
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            var layer = _layers[i];
            using (var transposed = current.t())
            {
                layer.WeightGradient.addmm_(transposed, kept.InputOf(i));
                layer.BiasGradient.addmv_(transposed, Ones(current)); // the sum over the rows, into its place
            }
            var next = i == 0 ? null : Before(i, kept, current);
            if (!ReferenceEquals(current, gradient))
                current.Dispose();
            current = next!;
        }
    }

    /// <inheritdoc/>
    protected override Tensor ComputeInputGradient(BodyPass pass, Tensor gradient)
    {
        var current = gradient;
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            var next = Before(i, (LayersPass)pass, current);
            if (!ReferenceEquals(current, gradient))
                current.Dispose();
            current = next;
        }
        return current;
    }

    /// <inheritdoc/>
    public override Body Copy() => new Perceptron(Shape, initialization, null);

    /// <inheritdoc/>
    protected override void Free()
    {
        if (!Tensors.IsSupported)
            return;
        foreach (var layer in _layers)
            layer.Dispose();
        _layers.Clear();
        _ones?.Dispose();
        _ones = null;
    }

    /// <summary>[n] for a batch of n rows; made anew only where their number changes.</summary>
    private Tensor Ones(Tensor rows)
    {
        var count = rows.size(0);
        if (_ones is not null && _ones.size(0) == count)
            return _ones;
        _ones?.Dispose();
        return _ones = ones(count, rows.dtype, rows.device).DetachFromDisposeScope();
    }

    /// <summary>Views are made when tensors are computed with first.</summary>
    private void Open()
    {
        for (var i = _layers.Count; i < Shape.Depth; i++)
            _layers.Add(new Layer(_parameters ?? throw new InvalidOperationException("The layers have no parameters yet."), 2 * i));
    }

    /// <summary>
    /// From the gradient after layer <paramref name="layer"/>'s product to that after the product before it, or of the input.
    /// </summary>
    private Tensor Before(int layer, LayersPass pass, Tensor gradient)
    {
        var inner = gradient.mm(_layers[layer].Weight);
        return layer == 0 ? inner : Shape.Activation.Backward(inner, pass.Arguments[layer - 1]!, pass.Results[layer - 1]!);
    }

    /// <summary>Views of one layer's share of the flat tensors.</summary>
    private sealed class Layer : IDisposable
    {
        public Layer(FlatParameters parameters, int slot)
        {
            Weight = parameters.Value(parameters.Slots[slot]).DetachFromDisposeScope();
            WeightTransposed = Weight.t().DetachFromDisposeScope();
            Bias = parameters.Value(parameters.Slots[slot + 1]).DetachFromDisposeScope();
            WeightGradient = parameters.Gradient(parameters.Slots[slot]).DetachFromDisposeScope();
            BiasGradient = parameters.Gradient(parameters.Slots[slot + 1]).DetachFromDisposeScope();
        }

        public Tensor Weight { get; }
        public Tensor WeightTransposed { get; }
        public Tensor Bias { get; }
        public Tensor WeightGradient { get; }
        public Tensor BiasGradient { get; }

        public void Dispose()
        {
            Weight.Dispose();
            WeightTransposed.Dispose();
            Bias.Dispose();
            WeightGradient.Dispose();
            BiasGradient.Dispose();
        }
    }
}
