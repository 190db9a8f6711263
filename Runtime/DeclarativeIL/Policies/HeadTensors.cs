using System.ComponentModel;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>A batch as the equations of a head see it by tensors: columns, the acts asked about, draws.</summary>
/// <remarks>
/// Numbers are [..., n], vectors [..., n, k]; the leading dimension is that of an ensemble's members. Where several acts a row are asked
/// about, there is one more dimension behind the rows, along which columns are repeated.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HeadTensors
{
    private readonly HeadLayout _layout;
    private readonly Tensor _outputs;
    private readonly FreeColumns? _free;
    private readonly FlatParameters _parameters;
    private readonly Func<Tensor> _gradient;
    private readonly bool _several;

    /// <param name="layout">Where the columns are.</param>
    /// <param name="outputs">[..., n, outputs] of the rows that are asked about.</param>
    /// <param name="free">The free columns.</param>
    /// <param name="parameters">Whose number type and device the numbers have.</param>
    /// <param name="gradient">The gradient with respect to those outputs, to be added to.</param>
    /// <param name="several">Whether several acts a row are asked about.</param>
    internal HeadTensors(
        HeadLayout layout,
        Tensor outputs,
        FreeColumns? free,
        FlatParameters parameters,
        Func<Tensor> gradient,
        bool several
    ) => (_layout, _outputs, _free, _parameters, _gradient, _several) = (layout, outputs, free, parameters, gradient, several);

    /// <summary>The acts asked about, in the head's own units.</summary>
    public Tensor Act => ActTensor ?? throw new InvalidOperationException("No act is asked about.");

    /// <summary>The number type that is computed with.</summary>
    public ScalarType Type => _parameters.Type;

    /// <summary>Where it is computed.</summary>
    public TorchSharp.torch.Device Device => _parameters.Device;

    internal Tensor? ActTensor { get; init; }

    internal DrawBatch? DrawBatch { get; init; }

    /// <summary>
    /// A column, in the order of their declaration: [..., n] or [..., n, k]; a free one has 1 or nothing instead of the rows.
    /// </summary>
    public Tensor Column(int index)
    {
        var (isFree, first, width) = _layout[index];
        var column = isFree ? _free!.Value(index) : _outputs.narrow(-1, first, width);
        if (_several && isFree && column.dim() > 1)
            column = column.unsqueeze(-2);
        else if (_several && !isFree)
            column = column.unsqueeze(-2).expand([.. column.shape[..^1], Act.size(-2), width]);
        return _layout.IsNumber(index) ? column.squeeze(-1) : column;
    }

    /// <summary>Standard normal draws [n, k].</summary>
    /// <param name="index">Which of the member's draws.</param>
    /// <param name="like">The column that they are as many as.</param>
    public Tensor Gaussian(int index, int like) => DrawnTensors.Gaussian(Draws(index), _outputs.size(-2), _layout[like].Width, _parameters);

    /// <summary>The randomness of the rows.</summary>
    /// <param name="index">Which of the member's draws.</param>
    public DrawBatch Draws(int index)
    {
        var draws = DrawBatch ?? throw new InvalidOperationException("Nothing is drawn here.");
        return index == 0 ? draws : draws with { Stream = new(HeadRows.KeyOf(draws.Stream.Key, index)) };
    }

    /// <summary>Adds to the gradient with respect to a column.</summary>
    /// <param name="index">Its place in the order of declaration.</param>
    /// <param name="gradient">Of the column's shape, or for every row of a free one.</param>
    public void AddGradient(int index, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        var (isFree, first, width) = _layout[index];
        var each = _layout.IsNumber(index) ? gradient.unsqueeze(-1) : gradient;
        if (_several)
            each = each.sum(dim: -2);
        if (isFree)
            _free!.AddGradient(index, each);
        else
            _gradient().narrow(-1, first, width).add_(each, Alpha.One);
    }
}
