using DeclarativeIL.Arithmetic;
using DeclarativeIL.Native;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// L perceptrons of one shape as one map [L, n, in] -> [L, n, out], by batched products. The flat parameters are those of the
/// members one after the other, each laid out as a single <see cref="Perceptron"/>'s: a member is a slice, and equal to the
/// perceptron that starts from its child seeds.
/// </summary>
/// <param name="shape">The sizes of each.</param>
/// <param name="members">How many.</param>
/// <param name="initialization">How the weights start.</param>
/// <param name="seeds">Member l starts from child l; none where the values are about to be copied.</param>
/// <param name="extra">What each member's head keeps after the member's layers.</param>
internal sealed class StackedPerceptron(
    PerceptronShape shape,
    int members,
    Initialization initialization,
    SeedSequence? seeds,
    params (string Name, int Size)[] extra
) : Body
{
    private readonly List<Layer> _layers = [];
    private FlatParameters? _parameters;

    /// <summary>The sizes of each member.</summary>
    public PerceptronShape Shape { get; } = shape.Checked();

    /// <summary>The number of perceptrons.</summary>
    public int Members { get; } = members;

    /// <inheritdoc/>
    public override int Inputs => Shape.Inputs;

    /// <inheritdoc/>
    public override int Outputs => Shape.Outputs;

    /// <inheritdoc/>
    public override string Kind => $"perceptrons {Shape.Activation}";

    /// <inheritdoc/>
    public override string Structure =>
        $"{Members} {Kind} {Inputs}-{string.Concat(Shape.Hidden.Select(static width => $"{width}-"))}{Outputs}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Layout =>
        [
            .. Enumerable
                .Range(0, Members)
                .SelectMany(member =>
                    new Perceptron(Shape, initialization, null)
                        .Layout.Concat(extra.Select(static part => (part.Name, (IReadOnlyList<long>)[part.Size])))
                        .Select(slot => ($"members.{member}.{slot.Item1}", slot.Item2))
                ),
        ];

    /// <summary>A perceptron of one member's shape, without values yet.</summary>
    public Perceptron Single() => new(Shape, initialization, null);

    /// <summary>[members, p], the parameters (or gradients) of each member; the caller disposes it.</summary>
    public Tensor PerMember(Tensor flat) => flat.view(Members, -1);

    /// <summary>
    /// [members, ...], the slots of all members that stand where <paramref name="slot"/> stands in the first; the caller
    /// disposes it.
    /// </summary>
    public Tensor View(Tensor flat, ParameterSlot slot, params ReadOnlySpan<long> shape)
    {
        using var rows = PerMember(flat);
        using var part = rows.narrow(1, slot.Offset, slot.Count);
        return part.view([Members, .. shape]);
    }

    /// <inheritdoc/>
    protected override void Start(FlatParameters parameters)
    {
        _parameters = parameters;
        var slots = parameters.Slots.Count / Members;
        for (var member = 0; seeds is not null && member < Members; member++)
        for (var i = 0; i < Shape.Depth; i++)
            parameters.Write(
                parameters.Slots[(member * slots) + (2 * i)],
                InitialWeights.Draw(
                    initialization,
                    Shape.OutputsOf(i),
                    Shape.InputsOf(i),
                    i == Shape.Depth - 1,
                    seeds.Child((ulong)member).Child((ulong)i).Stream()
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
            var z = pass.InputOf(i).baddbmm(_layers[i].WeightTransposed, _layers[i].Bias); // bias + input W': the order of TorchSharp
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
            using (var transposed = current.transpose(1, 2))
            using (var product = transposed.bmm(kept.InputOf(i)))
                _layers[i].WeightGradient.add_(product, Alpha.One);
            using (var sum = current.sum(dim: 1, keepdim: true))
                _layers[i].BiasGradient.add_(sum, Alpha.One);
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
    public override Body Copy() => new StackedPerceptron(Shape, Members, initialization, null, extra);

    /// <inheritdoc/>
    protected override void Free()
    {
        if (!Tensors.IsSupported)
            return;
        foreach (var layer in _layers)
            layer.Dispose();
        _layers.Clear();
    }

    /// <summary>Views are made when tensors are computed with first.</summary>
    private void Open()
    {
        for (var i = _layers.Count; i < Shape.Depth; i++)
            _layers.Add(new Layer(this, _parameters ?? throw new InvalidOperationException("The layers have no parameters yet."), i));
    }

    private Tensor Before(int layer, LayersPass pass, Tensor gradient)
    {
        var inner = gradient.bmm(_layers[layer].Weight);
        return layer == 0 ? inner : Shape.Activation.Backward(inner, pass.Arguments[layer - 1]!, pass.Results[layer - 1]!);
    }

    /// <summary>Views of one layer's share of the flat tensors, all members together.</summary>
    private sealed class Layer : IDisposable
    {
        public Layer(StackedPerceptron owner, FlatParameters parameters, int layer)
        {
            var (weight, bias) = (parameters.Slots[2 * layer], parameters.Slots[(2 * layer) + 1]);
            Weight = owner.View(parameters.Values, weight, [.. weight.Shape]).DetachFromDisposeScope();
            WeightTransposed = Weight.transpose(1, 2).DetachFromDisposeScope();
            Bias = owner.View(parameters.Values, bias, 1, bias.Count).DetachFromDisposeScope();
            WeightGradient = owner.View(parameters.Gradients, weight, [.. weight.Shape]).DetachFromDisposeScope();
            BiasGradient = owner.View(parameters.Gradients, bias, 1, bias.Count).DetachFromDisposeScope();
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
