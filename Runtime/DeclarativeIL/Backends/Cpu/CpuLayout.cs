using DeclarativeIL.Backends.Torch;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>One layer's share of the buffers; offsets are those of the first member.</summary>
/// <param name="Inputs">Numbers per row taken.</param>
/// <param name="Outputs">Numbers per row given.</param>
/// <param name="Columns">Outputs, padded to the kernel's lanes.</param>
/// <param name="BackColumns">Inputs, padded to the kernel's lanes.</param>
/// <param name="IsNarrow">Whether the weights lie as W [outputs, back columns], without a copy for the backward pass: where
/// outputs are so few that W' would be padding for the most part.</param>
/// <param name="Weights">Where W' [inputs, columns] (or W) lies in the parameters, in panels.</param>
/// <param name="Bias">Where the bias [columns] lies in the parameters.</param>
/// <param name="Back">Where W [outputs, back columns] lies in the copies for the backward pass, in panels.</param>
/// <param name="Stride">From one row of results to the next.</param>
internal sealed record CpuLayer(
    int Inputs,
    int Outputs,
    int Columns,
    int BackColumns,
    bool IsNarrow,
    int Weights,
    int Bias,
    int Back,
    int Stride
)
{
    /// <summary>Rows of the weights as they lie.</summary>
    public int PanelRows => IsNarrow ? Outputs : Inputs;

    /// <summary>Columns of the weights as they lie, padded.</summary>
    public int PanelColumns => IsNarrow ? BackColumns : Columns;
}

/// <summary>
/// The positions of all parameters. The kernel's own order: for each member, for each layer, the transposed weights (of a narrow one, the
/// weights) in panels and the bias, padded with zeros; after all members, their extra parameters. The canonical order: that of
/// <see cref="Perceptron"/> and <see cref="StackedPerceptron"/>, a member's extra parameters after its layers.
/// </summary>
internal sealed unsafe class CpuLayout
{
    private const int Line = 16;

    private readonly int _lanes,
        _panelWidth;
    private readonly int[]?[] _places; // of each layer

    public CpuLayout(PerceptronShape shape, int members, int extra, int lanes)
    {
        (_lanes, _panelWidth, Members, ExtraPerMember) = (lanes, 2 * lanes, members, extra);
        var layers = new CpuLayer[shape.Depth];
        int offset = 0,
            back = 0;
        for (var i = 0; i < layers.Length; i++)
        {
            var (inputs, outputs) = (shape.InputsOf(i), shape.OutputsOf(i));
            var (columns, backColumns) = (Padded(outputs), Padded(inputs));
            var isNarrow = i > 0 && i == layers.Length - 1 && 2 * outputs <= lanes;
            var bias = checked(offset + (isNarrow ? outputs * backColumns : inputs * columns));
            layers[i] = new(inputs, outputs, columns, backColumns, isNarrow, offset, bias, back, Stride(columns));
            (offset, back) = (Lines(bias + columns), isNarrow ? back : Lines(back + outputs * backColumns));
            CanonicalPerMember = checked(CanonicalPerMember + inputs * outputs + outputs);
        }
        (Layers, PerMember, BackPerMember, _places) = (layers, offset, back, new int[]?[layers.Length]);
        Extra = checked(members * PerMember);
        Count = Lines(checked(Extra + members * extra));
        CanonicalPerMember += extra;
        LargestStride = Math.Max(Stride(layers[0].BackColumns), layers.Max(static layer => layer.Stride));
    }

    /// <summary>The layers in order.</summary>
    public CpuLayer[] Layers { get; }

    /// <summary>The number of perceptrons.</summary>
    public int Members { get; }

    /// <summary>Parameters of each member that are not of a layer.</summary>
    public int ExtraPerMember { get; }

    /// <summary>From one member's first parameter to the next one's.</summary>
    public int PerMember { get; }

    /// <summary>The same for the copies for the backward pass.</summary>
    public int BackPerMember { get; }

    /// <summary>The position at which the extra parameters [members, extra] start.</summary>
    public int Extra { get; }

    /// <summary>Length in the kernel's own order.</summary>
    public int Count { get; }

    /// <summary>Length of one member in canonical order.</summary>
    public int CanonicalPerMember { get; }

    /// <summary>Length in canonical order.</summary>
    public int CanonicalCount => Members * CanonicalPerMember;

    /// <summary>The widest row of results.</summary>
    public int LargestStride { get; }

    /// <summary>From canonical order to the kernel's own; padding becomes 0.</summary>
    public void Load<T>(ReadOnlySpan<T> flat, Span<T> own)
    {
        Check(flat.Length, nameof(flat));
        own.Clear();
        for (var member = 0; member < Members; member++)
        {
            var source = flat.Slice(member * CanonicalPerMember, CanonicalPerMember);
            for (var index = 0; index < Layers.Length; index++)
            {
                var (layer, places) = (Layers[index], PlacesOf(index));
                var target = own[(member * PerMember)..];
                for (var i = 0; i < places.Length; i++)
                    target[places[i]] = source[i];
                source.Slice(layer.Inputs * layer.Outputs, layer.Outputs).CopyTo(target[layer.Bias..]);
                source = source[(layer.Inputs * layer.Outputs + layer.Outputs)..];
            }
            source.CopyTo(own[(Extra + member * ExtraPerMember)..]);
        }
    }

    /// <summary>From the kernel's own order to the canonical one.</summary>
    public void Store<T>(ReadOnlySpan<T> own, Span<T> flat)
    {
        Check(flat.Length, nameof(flat));
        for (var member = 0; member < Members; member++)
        {
            var target = flat.Slice(member * CanonicalPerMember, CanonicalPerMember);
            for (var index = 0; index < Layers.Length; index++)
            {
                var (layer, places) = (Layers[index], PlacesOf(index));
                var source = own[(member * PerMember)..];
                for (var i = 0; i < places.Length; i++)
                    target[i] = source[places[i]];
                source.Slice(layer.Bias, layer.Outputs).CopyTo(target[(layer.Inputs * layer.Outputs)..]);
                target = target[(layer.Inputs * layer.Outputs + layer.Outputs)..];
            }
            own.Slice(Extra + member * ExtraPerMember, ExtraPerMember).CopyTo(target);
        }
    }

    /// <summary>The position of each weight of a layer within a member, in canonical order; found once: an epoch may be one step.</summary>
    private int[] PlacesOf(int index)
    {
        if (_places[index] is { } known)
            return known;
        var layer = Layers[index];
        var places = new int[layer.Inputs * layer.Outputs];
        for (var o = 0; o < layer.Outputs; o++)
        for (var i = 0; i < layer.Inputs; i++)
            places[o * layer.Inputs + i] = layer.Weights + Place(layer, i, o);
        return _places[index] = places;
    }

    /// <summary>The next multiple of the lanes.</summary>
    private int Padded(int count) => (count + _lanes - 1) / _lanes * _lanes;

    /// <summary>The position of the weight of an input in an output.</summary>
    private int Place(CpuLayer layer, int input, int output) =>
        layer.IsNarrow ? Place(output, input, layer.Outputs, layer.BackColumns) : Place(input, output, layer.Inputs, layer.Columns);

    /// <summary>The position of row <paramref name="row"/>, column <paramref name="column"/> of a matrix in panels.</summary>
    private int Place(int row, int column, int rows, int columns)
    {
        var start = column / _panelWidth * _panelWidth;
        return start * rows + row * Math.Min(_panelWidth, columns - start) + column - start;
    }

    /// <summary>
    /// Long rows are an odd number of cache lines apart, so that a column of them does not fall into a few sets of the cache.
    /// </summary>
    private static int Stride(int columns) => columns < 8 * Line ? columns : (Lines(columns) / Line | 1) * Line;

    private static int Lines(int count) => (count + Line - 1) / Line * Line;

    private void Check(int found, string name)
    {
        if (found != CanonicalCount)
            throw new ArgumentException($"Found {found} numbers; expected {CanonicalCount}, all parameters of {Members} member(s).", name);
    }
}
