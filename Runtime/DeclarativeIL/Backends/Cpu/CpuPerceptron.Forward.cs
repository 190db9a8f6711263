namespace DeclarativeIL.Backends.Cpu;

/// <summary>Rows in, answers out.</summary>
internal sealed unsafe partial class CpuPerceptron<T>
{
    private const int ActingRows = 64;

    private readonly AlignedBuffer<T>?[] _results,
        _arguments,
        _scratch;
    private AlignedBuffer<T>? _input,
        _outputs,
        _answers;
    private CpuSplit _split;
    private int _rows = -1; // of the last forward pass
    private T* _states; // while acting only
    private bool _sharedStates;

    /// <summary>
    /// [members, rows, inputs] without gaps, to be filled before <see cref="Forward"/>; its contents are not kept when it
    /// grows.
    /// </summary>
    /// <param name="rows">Rows of each member.</param>
    public Span<T> Input(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var count = checked(Members * rows * Shape.Inputs);
        _input = AlignedBuffer<T>.AtLeast(_input, count);
        return _input.Span[..count];
    }

    /// <summary>The answers to the rows in <see cref="Input"/>. What the backward pass needs is kept until the next call.</summary>
    /// <param name="rows">Rows of each member, as given to <see cref="Input"/>.</param>
    /// <returns>[members, rows, outputs] without gaps.</returns>
    public ReadOnlySpan<T> Forward(int rows)
    {
        _ = Input(rows);
        _split = CpuSplit.Of(_threads, Members, rows, Kernel.TileRows, _work);
        for (var i = 0; i < _results.Length; i++)
        {
            var count = (long)Members * rows * _layout.Layers[i].Stride;
            _results[i] = AlignedBuffer<T>.AtLeast(_results[i], count);
            if (_activation == Activation.Gelu && i < Shape.Depth - 1)
                _arguments[i] = AlignedBuffer<T>.AtLeast(_arguments[i], count);
        }
        _outputs = AlignedBuffer<T>.AtLeast(_outputs, (long)Members * rows * Shape.Outputs);
        _rows = rows;
        WorkerPool.Run(_split.Parts, _forward);
        GC.KeepAlive(this);
        return _outputs.Span[..(Members * rows * Shape.Outputs)];
    }

    /// <summary>The answers of the last <see cref="Forward"/>: [members, rows, outputs] without gaps.</summary>
    public ReadOnlySpan<T> Outputs => _outputs!.Span[..(Members * _rows * Shape.Outputs)];

    /// <summary>
    /// The answers to some rows, for acting: nothing is kept, and a forward pass that waits for its backward pass is not
    /// disturbed.
    /// </summary>
    /// <param name="states">[members, rows, inputs] without gaps, or [rows, inputs] where all members see the same.</param>
    /// <param name="rows">Rows of each member.</param>
    /// <param name="shared">Whether all members see the same rows.</param>
    /// <returns>[members, rows, outputs] without gaps.</returns>
    /// <exception cref="ArgumentException">The number of states differs.</exception>
    public ReadOnlySpan<T> Act(ReadOnlySpan<T> states, int rows, bool shared = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var expected = checked((shared ? 1 : Members) * rows * Shape.Inputs);
        if (states.Length != expected)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected {expected}, {rows} rows of {Shape.Inputs}.",
                nameof(states)
            );
        _answers = AlignedBuffer<T>.AtLeast(_answers, (long)Members * rows * Shape.Outputs);
        var kept = _split;
        fixed (T* first = states)
        {
            _split = CpuSplit.Of(_threads, Members, rows, Kernel.TileRows, _work);
            _states = first;
            _sharedStates = shared;
            WorkerPool.Run(_split.Parts, _act);
        }
        _split = kept;
        _states = null;
        GC.KeepAlive(this);
        return _answers.Span[..(Members * rows * Shape.Outputs)];
    }

    private void ForwardPart(int part)
    {
        var (member, end) = _split.MembersOf(part);
        var (first, last) = _split.RowsOf(part);
        for (; member < end; member++)
        {
            var a = _input!.Pointer + ((nint)member * _rows + first) * Shape.Inputs;
            var stride = Shape.Inputs;
            for (var i = 0; i < _results.Length; i++)
            {
                var layer = _layout.Layers[i];
                var offset = ((nint)member * _rows + first) * layer.Stride;
                var c = _results[i]!.Pointer + offset;
                var kept = _arguments[i] is null ? null : _arguments[i]!.Pointer + offset;
                Layer(i, member, a, stride, c, layer.Stride, kept, last - first);
                a = c;
                stride = layer.Stride;
            }
            Last(member, a, stride, _outputs!.Pointer + ((nint)member * _rows + first) * Shape.Outputs, last - first);
        }
    }

    private void ActPart(int part)
    {
        var (member, end) = _split.MembersOf(part);
        var half = ActingRows * _layout.LargestStride;
        T* even = Scratch(part, 2 * half),
            odd = even + half;
        for (; member < end; member++)
        {
            var (first, last) = _split.RowsOf(part);
            for (; first < last; first += ActingRows)
            {
                var rows = Math.Min(ActingRows, last - first);
                var a = _states + ((_sharedStates ? 0 : (nint)member * _split.Rows) + first) * Shape.Inputs;
                var stride = Shape.Inputs;
                for (var i = 0; i < _results.Length; i++)
                {
                    var c = i % 2 == 0 ? even : odd;
                    Layer(i, member, a, stride, c, _layout.Layers[i].Stride, null, rows);
                    a = c;
                    stride = _layout.Layers[i].Stride;
                }
                Last(member, a, stride, _answers!.Pointer + ((nint)member * _split.Rows + first) * Shape.Outputs, rows);
            }
        }
    }

    private void Layer(int index, int member, T* a, int aStride, T* c, int cStride, T* kept, int rows)
    {
        var layer = _layout.Layers[index];
        var values = _values.Pointer + (nint)member * _layout.PerMember;
        Kernel.Forward(
            index == Shape.Depth - 1 ? Activation.Linear : _activation,
            new Product<T>
            {
                A = a,
                AStride = aStride,
                B = values + layer.Weights,
                Bias = values + layer.Bias,
                C = c,
                CStride = cStride,
                Kept = kept,
                KeptStride = cStride,
                Rows = rows,
                Depth = layer.Inputs,
                Columns = layer.Columns,
            }
        );
    }

    /// <summary>Memory of one thread, of any contents.</summary>
    private T* Scratch(int part, long count) => (_scratch[part] = AlignedBuffer<T>.AtLeast(_scratch[part], count)).Pointer;

    /// <summary>Leaves out the padding of each row.</summary>
    private static void Compact(T* source, int stride, T* target, int rows, int columns)
    {
        for (var row = 0; row < rows; row++, source += stride, target += columns)
        for (var i = 0; i < columns; i++)
            target[i] = source[i];
    }
}
