namespace DeclarativeIL.Backends.Cpu;

/// <summary>Gradients in, new parameters out.</summary>
internal sealed unsafe partial class CpuPerceptron<T>
{
    private const int WorthwhileUpdate = 16 * 1024;

    private CpuOptimizer<T>? _optimizer; // while updating only
    private int _updateParts;

    /// <summary>One step of an optimiser with the gradients that have gathered; they stay as they are.</summary>
    /// <param name="optimizer">Made for as many parameters as this has.</param>
    /// <param name="learningRate">The size of the step, above 0.</param>
    /// <exception cref="ArgumentException">The optimiser is of another number of parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public void Update(CpuOptimizer<T> optimizer, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (!ReferenceEquals(optimizer.Layout, _layout))
            throw new ArgumentException("The optimiser was made for another perceptron.", nameof(optimizer));
        (_optimizer, _updateParts) = (optimizer, Math.Clamp(_layout.Count / WorthwhileUpdate, 1, _threads));
        if (_cleared || _updateParts == 1 || optimizer.NeedsNorm)
            Materialize();
        ClearExtra();
        optimizer.Begin(learningRate, optimizer.NeedsNorm ? Kernel.SumOfSquares(_gradients.Pointer, _gradients.Count) : 0);
        if (_updateParts == 1)
            UpdateAll(optimizer);
        else
            WorkerPool.Run(_updateParts, _update);
        (_optimizer, _unmerged) = (null, 0);
        GC.KeepAlive(this);
    }

    /// <summary>The sum of the squares of all gradients that have gathered; they stay as they are.</summary>
    public double GradientSquares()
    {
        Materialize();
        var squares = Kernel.SumOfSquares(_gradients.Pointer, _gradients.Count);
        GC.KeepAlive(this);
        return squares;
    }

    /// <summary>Goes a share of the way to the parameters of a perceptron of the same sizes.</summary>
    /// <param name="source">The one that is followed.</param>
    /// <param name="tau">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tau is out of range.</exception>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void PolyakUpdate(CpuPerceptron<T> source, double tau)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!(tau is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(tau), tau, "Expected a share from 0 to 1.");
        if (source.Count != Count || source._layout.Count != _layout.Count || source.Kernel != Kernel)
            throw new ArgumentException($"Found {source.Count} parameters; expected {Count}, in the same order.", nameof(source));
        Kernel.Add(_values.Pointer, _values.Pointer, -tau, _layout.Count);
        Kernel.Add(_values.Pointer, source._values.Pointer, tau, _layout.Count);
        for (var member = 0; member < Members; member++)
            RefreshBack(member, 0, 1);
        GC.KeepAlive(source);
        GC.KeepAlive(this);
    }

    private void UpdateAll(CpuOptimizer<T> optimizer)
    {
        optimizer.Step(Kernel, _values, _gradients, 0, _layout.Count);
        for (var member = 0; member < Members; member++)
            RefreshBack(member, 0, 1);
    }

    private void UpdatePart(int part)
    {
        var optimizer = _optimizer!;
        if (part == 0)
            optimizer.Step(Kernel, _values, _gradients, _layout.Extra, _layout.Count - _layout.Extra);
        var members = Members >= _updateParts;
        var (first, end) = members ? (Members * part / _updateParts, Members * (part + 1) / _updateParts) : (0, Members);
        if (members)
            UpdateRange(optimizer, first * _layout.PerMember, (end - first) * _layout.PerMember);
        for (var member = first; member < end; member++)
        {
            if (!members)
                foreach (var layer in _layout.Layers)
                    UpdatePanels(optimizer, layer, member, part);
            RefreshBack(member, members ? 0 : part, members ? 1 : _updateParts);
        }
    }

    private void UpdatePanels(CpuOptimizer<T> optimizer, CpuLayer layer, int member, int part)
    {
        var columns = layer.PanelColumns;
        var (first, end) = (Panel(columns, part, _updateParts), Panel(columns, part + 1, _updateParts));
        var start = member * _layout.PerMember;
        UpdateRange(optimizer, start + layer.Weights + first * layer.PanelRows, (end - first) * layer.PanelRows);
        if (!layer.IsNarrow)
            UpdateRange(optimizer, start + layer.Bias + first, end - first);
        else if (part == 0)
            UpdateRange(optimizer, start + layer.Bias, layer.Columns);
    }

    private void UpdateRange(CpuOptimizer<T> optimizer, int start, int count)
    {
        Merge(start, count);
        optimizer.Step(Kernel, _values, _gradients, start, count);
    }

    /// <summary>The copies for the backward pass, those of the panels that a part of several updates.</summary>
    private void RefreshBack(int member, int part, int parts)
    {
        for (var i = _tracksInput ? 0 : 1; i < _layout.Layers.Length; i++)
        {
            var layer = _layout.Layers[i];
            if (layer.IsNarrow)
                continue; // lies as the backward pass wants it
            var (first, end) = (Panel(layer.Columns, part, parts), Math.Min(layer.Outputs, Panel(layer.Columns, part + 1, parts)));
            CpuTranspose.Refresh(
                layer,
                Kernel.PanelWidth,
                _values.Pointer + (nint)member * _layout.PerMember + layer.Weights,
                _back.Pointer + (nint)member * _layout.BackPerMember + layer.Back,
                first,
                end
            );
        }
    }

    /// <summary>The column where a part's first panel starts.</summary>
    private int Panel(int columns, int part, int parts)
    {
        var panels = (columns + Kernel.PanelWidth - 1) / Kernel.PanelWidth;
        return Math.Min(columns, panels * part / parts * Kernel.PanelWidth);
    }
}
