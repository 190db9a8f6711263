using DeclarativeIL.Player.Kernels;

namespace DeclarativeIL.Player.Files;

/// <summary>Lays weights out as the sums of a kernel want them.</summary>
internal sealed class NetworkBuilder
{
    private readonly PolicyShape _shape;
    private readonly Standardization? _observed;
    private readonly bool _isWide;
    private readonly PlayerKernel _kernel;
    private readonly int _lanes;

    public NetworkBuilder(PolicyShape shape, Standardization? observed, bool isWide, PlayerKernel kernel)
    {
        (_shape, _observed, _isWide, _kernel) = (shape, observed, isWide, kernel);
        _lanes = isWide
            ? 1 // the library computes float64 number by number
            : kernel switch
            {
                PlayerKernel.Portable => 1,
                PlayerKernel.Lanes4 or PlayerKernel.Lanes4Fused => 4,
                PlayerKernel.Lanes8 => 8,
                PlayerKernel.Lanes16 => 16,
            };
    }

    /// <summary>The network of a file whose tensors were checked.</summary>
    public Network Build(StoredFile file)
    {
        var members = Enumerable.Range(0, _shape.Members).Select(member => Layers(file, member)).ToArray();
        var isFused = _kernel is not (PlayerKernel.Portable or PlayerKernel.Lanes4);
        return (_isWide, isFused, _lanes) switch
        {
            (true, true, _) => Of<FusedWideNumbers>(members),
            (true, false, _) => Of<WideNumbers>(members),
            (false, true, 16) => Of<FusedNumbers512>(members),
            (false, true, _) => Of<FusedNumbers>(members),
            (false, false, _) => Of<NarrowNumbers>(members),
        };
    }

    private Perceptron<T> Of<T>(Layer[][] members)
        where T : struct, INumbers => new(members, _shape.Activation, _observed, _lanes);

    private Layer[] Layers(StoredFile file, int member) =>
        Enumerable
            .Range(0, _shape.Depth)
            .Select(i =>
                LayerOf(i, file.Find(_shape.NameOf(member, $"layers.{i}.weight"))!, file.Find(_shape.NameOf(member, $"layers.{i}.bias"))!)
            )
            .ToArray();

    private Layer LayerOf(int index, StoredTensor weight, StoredTensor bias)
    {
        var (inputs, outputs) = (_shape.Widths[index], _shape.Widths[index + 1]);
        var isNarrow = IsNarrow(index);
        var given = IsNarrow(index + 1) ? Padded(outputs) : outputs;
        var taken = isNarrow ? Padded(inputs) : inputs;
        var weights = new double[checked(isNarrow ? outputs * taken : inputs * given)];
        var biases = new double[given];
        for (var o = 0; o < outputs; o++)
        {
            biases[o] = bias[o];
            for (var i = 0; i < inputs; i++)
                weights[isNarrow ? (o * taken) + i : (i * given) + o] = weight[((long)o * inputs) + i];
        }
        return new(taken, outputs, given, isNarrow, weights, biases);
    }

    /// <summary>Whether a layer is the last, behind others, and would be padding for the most part.</summary>
    private bool IsNarrow(int index) => index > 0 && index == _shape.Depth - 1 && 2L * _shape.Widths[^1] <= _lanes;

    private int Padded(int count) => checked((count + _lanes - 1) / _lanes * _lanes);
}
