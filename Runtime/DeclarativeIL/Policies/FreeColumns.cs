using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The free columns of a policy, or of every member of an ensemble: views of its parameters.</summary>
internal sealed class FreeColumns : IDisposable
{
    private readonly FlatParameters _parameters;
    private readonly HeadLayout _layout;
    private readonly Column?[] _columns;

    /// <param name="parameters">Where the numbers lie.</param>
    /// <param name="columns">The head's columns, whose free ones start here.</param>
    /// <param name="layout">Where they are.</param>
    /// <param name="slots">Of each member, those of a free column: by its number among the free ones.</param>
    /// <param name="view">A free column of all members as a view of a flat tensor: [a], or [members, 1, a].</param>
    public FreeColumns(
        FlatParameters parameters,
        IReadOnlyList<HeadColumn> columns,
        HeadLayout layout,
        Func<int, IReadOnlyList<ParameterSlot>> slots,
        Func<int, IFlatView> view
    )
    {
        (_parameters, _layout, _columns) = (parameters, layout, new Column?[columns.Count]);
        for (int i = 0, number = 0; i < columns.Count; i++)
            if (columns[i].IsFree)
            {
                var column = _columns[i] = new(slots(number), view(number));
                number++;
                foreach (var slot in column.Slots)
                    parameters.Write(slot, Enumerable.Repeat(columns[i].Start, (int)slot.Count).ToArray());
            }
    }

    /// <summary>[a], or [members, 1, a].</summary>
    public Tensor Value(int column) => _columns[column]!.Value ??= _columns[column]!.View.Of(_parameters.Values).DetachFromDisposeScope();

    /// <summary>Adds the gradients of all rows: [n, a] to [a], [members, n, a] to [members, 1, a].</summary>
    public void AddGradient(int column, Tensor gradient)
    {
        var own = _columns[column]!;
        own.Gradient ??= own.View.Of(_parameters.Gradients).DetachFromDisposeScope();
        var isEach = gradient.dim() > own.Gradient.dim() || (gradient.dim() == 3 && gradient.size(-2) != 1);
        own.Gradient.add_(isEach ? gradient.sum(dim: -2, keepdim: own.Gradient.dim() == 3) : gradient, Arithmetic.Alpha.One);
    }

    /// <summary>The numbers of all members, [members, free].</summary>
    public void ToCpu(Span<double> numbers)
    {
        for (var i = 0; i < _columns.Length; i++)
        for (var member = 0; member < (_columns[i]?.Slots.Count ?? 0); member++)
            _parameters.Read(_columns[i]!.Slots[member], numbers.Slice((member * _layout.Free) + _layout[i].First, _layout[i].Width));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Native.Tensors.IsSupported)
            return;
        foreach (var column in _columns)
        {
            column?.Value?.Dispose();
            column?.Gradient?.Dispose();
        }
    }

    private sealed class Column(IReadOnlyList<ParameterSlot> slots, IFlatView view)
    {
        public IReadOnlyList<ParameterSlot> Slots => slots;

        public IFlatView View => view;

        public Tensor? Value { get; set; }

        public Tensor? Gradient { get; set; }
    }
}
