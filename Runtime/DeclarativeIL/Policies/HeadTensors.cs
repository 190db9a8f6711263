using System.ComponentModel;
using DeclarativeIL.Backends.Torch;
using TorchSharp;
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
    private readonly Action<Tensor, int> _addGradient;
    private readonly bool _several;
    private readonly HeadTensors? _whole; // of which this is a part
    private readonly HeadPartPlace? _place;

    /// <param name="layout">Where the columns are.</param>
    /// <param name="outputs">[..., n, outputs] of the rows that are asked about.</param>
    /// <param name="free">The free columns.</param>
    /// <param name="parameters">Whose number type and device the numbers have.</param>
    /// <param name="addGradient">Adds to the gradient with respect to those outputs, from one of them on.</param>
    /// <param name="several">Whether several acts a row are asked about.</param>
    internal HeadTensors(
        HeadLayout layout,
        Tensor outputs,
        FreeColumns? free,
        FlatParameters parameters,
        Action<Tensor, int> addGradient,
        bool several
    ) => (_layout, _outputs, _free, _parameters, _addGradient, _several) = (layout, outputs, free, parameters, addGradient, several);

    private HeadTensors(HeadTensors whole, HeadPartPlace place)
        : this(place.Layout, whole._outputs, whole._free, whole._parameters, whole._addGradient, whole._several) =>
        (_whole, _place, States, ActTensor) = (whole, place, whole.States, whole.ActTensor?.narrow(-1, place.Act, place.ActWidth));

    /// <summary>The acts asked about, in the head's own units.</summary>
    public Tensor Act => ActTensor ?? throw new InvalidOperationException("No act is asked about.");

    /// <summary>What the steps of a sample have made so far, [n, a].</summary>
    public Tensor Carried => CarriedTensor ?? throw new InvalidOperationException("No sample is being made.");

    /// <summary>The number of a step of a sample, counted from 0.</summary>
    public double StepNumber { get; init; }

    /// <summary>The number type that is computed with.</summary>
    public ScalarType Type => _parameters.Type;

    /// <summary>Where it is computed.</summary>
    public TorchSharp.torch.Device Device => _parameters.Device;

    internal Tensor? ActTensor { get; init; }

    internal Tensor? CarriedTensor { get; init; }

    /// <summary>What is computed once a pass.</summary>
    internal KeptTensors? KeptTensors { get; init; }

    /// <summary>The rows that are asked about, among those of the pass.</summary>
    internal Rows RowsOfPass { get; init; }

    /// <summary>The states that are asked about.</summary>
    internal Tensor? States { get; init; }

    internal DrawBatch? DrawBatch { get; init; }

    /// <summary>Of a part, its first draw among those of the whole.</summary>
    private int FirstDraw { get; init; }

    /// <summary>
    /// A column, in the order of their declaration: [..., n] or [..., n, k]; a free one has 1 or nothing instead of the rows.
    /// </summary>
    public Tensor Column(int index)
    {
        if (_whole is not null)
            return _whole.Column(index + _place!.Column);
        var (isFree, first, width) = _layout[index];
        if (_layout.IsGiven(index))
        {
            var given = (States ?? throw new InvalidOperationException("No state is asked about.")).narrow(-1, first, width);
            return _layout.IsNumber(index) ? ForSeveral(given).squeeze(-1) : ForSeveral(given);
        }
        var column =
            isFree ? _free!.Value(index)
            : width == _layout.Outputs ? _outputs
            : _outputs.narrow(-1, first, width);
        if (!isFree)
            column = ForSeveral(column);
        else if (_several && column.dim() > 1)
            column = column.unsqueeze(-2);
        return _layout.IsNumber(index) ? column.squeeze(-1) : column;
    }

    /// <summary>What is computed once a pass, of these rows: as a column is.</summary>
    /// <param name="index">Which.</param>
    public Tensor Kept(int index)
    {
        if (_whole is not null)
            return _whole.Kept(index + _place!.Kept);
        var (kept, isNumber) = (KeptTensors ?? throw new InvalidOperationException("Nothing is kept here.")).Of(index);
        if (!isNumber)
            return ForSeveral(RowsOfPass.Of(kept));
        return RowsOfPass.IsAll && !_several ? kept : ForSeveral(RowsOfPass.Of(kept.unsqueeze(-1))).squeeze(-1);
    }

    /// <summary>The batch as a part of a product sees it.</summary>
    /// <param name="place">Where the part lies.</param>
    /// <param name="firstDraw">Its first draw.</param>
    internal HeadTensors Part(HeadPartPlace place, int firstDraw = 0) => new(this, place) { FirstDraw = firstDraw };

    /// <summary>
    /// What may be the same for all rows, for each: [..., n, width], or [..., n, acts, width] where several are asked about.
    /// </summary>
    internal Tensor EveryRow(Tensor said, int width)
    {
        long[] shape = _several ? [.. _outputs.shape[..^1], Act.size(-2), width] : [.. _outputs.shape[..^1], width];
        return Functions.Expanded(said, shape);
    }

    /// <summary>Repeated for each of several acts.</summary>
    private Tensor ForSeveral(Tensor column) =>
        _several ? column.unsqueeze(-2).expand([.. column.shape[..^1], Act.size(-2), column.size(-1)]) : column;

    /// <summary>Standard normal draws [n, k].</summary>
    /// <param name="index">Which of the member's draws.</param>
    /// <param name="like">The column that they are as many as; -2 for as many as an act has.</param>
    public Tensor Gaussian(int index, int like) =>
        DrawnTensors.Gaussian(Draws(index), _outputs.size(-2), _layout.WidthOf(new(like)), _parameters);

    /// <summary>Draws from 0 to 1 [n].</summary>
    /// <param name="index">Which of the member's draws.</param>
    public Tensor Uniform(int index) => DrawnTensors.Uniform(Draws(index), _outputs.size(-2), _parameters).squeeze(-1);

    /// <summary>The randomness of the rows.</summary>
    /// <param name="index">Which of the member's draws.</param>
    public DrawBatch Draws(int index)
    {
        if (_whole is not null)
            return _whole.Draws(index + FirstDraw);
        var draws = DrawBatch ?? throw new InvalidOperationException("Nothing is drawn here.");
        return index == 0 ? draws : draws with { Stream = new(HeadRows.KeyOf(draws.Stream.Key, index)) };
    }

    /// <summary>A number for each row, [n].</summary>
    /// <param name="number">The number.</param>
    public Tensor EachRow(double number)
    {
        using Scalar value = number;
        return full([_outputs.size(-2)], value, Type, Device);
    }

    /// <summary>Adds to the gradient with respect to a column.</summary>
    /// <param name="index">Its place in the order of declaration.</param>
    /// <param name="gradient">Of the column's shape, or for every row of a free one.</param>
    public void AddGradient(int index, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (_whole is not null)
        {
            _whole.AddGradient(index + _place!.Column, gradient);
            return;
        }
        var (isFree, first, width) = _layout[index];
        var each = _layout.IsNumber(index) ? gradient.unsqueeze(-1) : gradient;
        if (_several)
            each = each.sum(dim: -2);
        if (isFree)
            _free!.AddGradient(index, each);
        else
            _addGradient(each, first);
    }
}
