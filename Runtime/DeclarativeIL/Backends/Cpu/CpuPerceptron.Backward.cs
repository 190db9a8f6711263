namespace DeclarativeIL.Backends.Cpu;

/// <summary>Gradients of the answers in, gradients of parameters or inputs out.</summary>
internal sealed unsafe partial class CpuPerceptron<T>
{
    private readonly AlignedBuffer<T>?[] _partial;
    private AlignedBuffer<T>? _outputGradient;
    private T* _inputGradientTarget; // while in use only
    private bool _tracksInput;

    /// <summary>
    /// [members, rows, outputs] without gaps, to be filled before <see cref="Backward"/>; its contents are not kept when it
    /// grows.
    /// </summary>
    /// <param name="rows">Rows of each member, as given to <see cref="Forward"/>.</param>
    public Span<T> OutputGradient(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var count = checked(Members * rows * Shape.Outputs);
        _outputGradient = AlignedBuffer<T>.AtLeast(_outputGradient, count);
        return _outputGradient.Span[..count];
    }

    /// <summary>Adds the gradient with respect to every parameter of the layers, for what <see cref="OutputGradient"/> holds.</summary>
    /// <param name="rows">Rows of each member, as given to <see cref="Forward"/> just before.</param>
    /// <exception cref="InvalidOperationException">The last forward pass was of another number of rows.</exception>
    public void Backward(int rows)
    {
        CheckRows(rows);
        if (rows == 0)
            return;
        if (_unmerged > 0)
            Materialize();
        WorkerPool.Run(_split.Parts, _backward);
        (_cleared, _unmerged) = (false, _split.SplitsRows ? _split.Parts : 0);
        GC.KeepAlive(this);
    }

    /// <summary>The gradient with respect to the rows in <see cref="Input"/>; the parameters' gradients stay as they are.</summary>
    /// <param name="rows">Rows of each member, as given to <see cref="Forward"/> just before.</param>
    /// <param name="into">[members, rows, inputs] without gaps; overwritten.</param>
    /// <exception cref="InvalidOperationException">The last forward pass was of another number of rows.</exception>
    /// <exception cref="ArgumentException"><paramref name="into"/> is of another size.</exception>
    public void InputGradient(int rows, Span<T> into)
    {
        CheckRows(rows);
        if (into.Length != Members * rows * Shape.Inputs)
            throw new ArgumentException(
                $"Found {into.Length} numbers; expected {Members * rows * Shape.Inputs}, those of the input.",
                nameof(into)
            );
        if (!_tracksInput)
        {
            _tracksInput = true; // from now on the first layer is transposed too
            for (var member = 0; member < Members; member++)
                RefreshBack(member, 0, 1);
        }
        fixed (T* target = into)
        {
            _inputGradientTarget = target;
            WorkerPool.Run(_split.Parts, _inputGradient);
        }
        _inputGradientTarget = null;
        GC.KeepAlive(this);
    }

    private void CheckRows(int rows)
    {
        if (rows != _rows || _outputGradient is null || _outputGradient.Count < (long)Members * rows * Shape.Outputs)
            throw new InvalidOperationException(
                $"Found {rows} rows; expected {Math.Max(0, _rows)}, as in the last forward pass, with their output gradients."
            );
    }

    private void BackwardPart(int part)
    {
        var (member, end) = _split.MembersOf(part);
        var own = !_split.SplitsRows || part == 0;
        var gradients = own ? _gradients : _partial[part] = AlignedBuffer<T>.AtLeast(_partial[part], _layout.Count);
        for (; member < end; member++)
            Chain(part, member, gradients.Pointer + (nint)member * _layout.PerMember, own && !_cleared);
    }

    private void InputGradientPart(int part)
    {
        var (member, end) = _split.MembersOf(part);
        var (first, last) = _split.RowsOf(part);
        for (; member < end; member++)
        {
            var delta = Chain(part, member, null, false);
            var target = _inputGradientTarget + ((nint)member * _rows + first) * Shape.Inputs;
            Compact(delta, _layout.LargestStride, target, last - first, Shape.Inputs);
        }
    }

    /// <summary>
    /// From the last layer to the first one: parameters where there are gradients to add to, else down to the input, which is
    /// returned.
    /// </summary>
    private T* Chain(int part, int member, T* gradients, bool adds)
    {
        var (first, last) = _split.RowsOf(part);
        var (rows, stride) = (last - first, _layout.LargestStride);
        var half = (long)rows * stride;
        T* delta = Scratch(part, 2 * half),
            other = delta + half;
        var at = (nint)member * _rows + first;
        var i = _layout.Layers.Length - 1;
        if (_layout.Layers[i].IsNarrow)
            Narrow(i--, member, at, delta, gradients, adds, rows);
        else
            Expand(_outputGradient!.Pointer + at * Shape.Outputs, delta, stride, rows);
        for (; i >= 0; i--)
        {
            if (gradients is not null)
                WeightGradient(i, at, delta, gradients, adds, rows);
            if (i == 0 && gradients is not null)
                break;
            Before(i, member, at, delta, stride, other, rows);
            var free = delta;
            delta = other;
            other = free;
        }
        return delta;
    }

    private void WeightGradient(int index, nint at, T* delta, T* gradients, bool adds, int rows)
    {
        var layer = _layout.Layers[index];
        var below = index == 0 ? Shape.Inputs : _layout.Layers[index - 1].Stride;
        Kernel.Gradient(
            new OuterProduct<T>
            {
                X = (index == 0 ? _input : _results[index - 1])!.Pointer + at * below,
                XStride = below,
                D = delta,
                DStride = _layout.LargestStride,
                Weights = gradients + layer.Weights,
                Bias = gradients + layer.Bias,
                Rows = rows,
                Inputs = layer.Inputs,
                Columns = layer.Columns,
                Adds = adds,
            }
        );
    }

    private void Before(int index, int member, nint at, T* delta, int stride, T* other, int rows)
    {
        var layer = _layout.Layers[index];
        var below = index == 0 ? 0 : _layout.Layers[index - 1].Stride;
        var kept = index == 0 ? null : _arguments[index - 1] ?? _results[index - 1];
        Kernel.Backward(
            index == 0 ? Activation.Linear : _activation,
            new Product<T>
            {
                A = delta,
                AStride = stride,
                B = layer.IsNarrow
                    ? _values.Pointer + (nint)member * _layout.PerMember + layer.Weights
                    : _back.Pointer + (nint)member * _layout.BackPerMember + layer.Back,
                C = other,
                CStride = _layout.LargestStride,
                Kept = kept is null ? null : kept.Pointer + at * below,
                KeptStride = below,
                Rows = rows,
                Depth = layer.Outputs,
                Columns = layer.BackColumns,
            }
        );
    }

    /// <summary>Pads each row with zeros.</summary>
    private void Expand(T* source, T* target, int stride, int rows)
    {
        var (outputs, columns) = (Shape.Outputs, _layout.Layers[^1].Columns);
        for (var row = 0; row < rows; row++, source += outputs, target += stride)
        {
            new Span<T>(target, columns).Clear();
            for (var i = 0; i < outputs; i++)
                target[i] = source[i];
        }
    }

    private void MergePart(int part)
    {
        var lines = _layout.Extra / 16;
        var (first, end) = ((int)((long)lines * part / _unmerged) * 16, (int)((long)lines * (part + 1) / _unmerged) * 16);
        Merge(first, end - first);
    }

    /// <summary>Adds up what threads gathered each for itself; always in the same order.</summary>
    private void Merge(int start, int count)
    {
        for (var part = 1; part < _unmerged; part++)
            Kernel.Add(_gradients.Pointer + start, _partial[part]!.Pointer + start, 1, count);
    }
}
