using System.Numerics;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// A multilayer perceptron (or several of one shape, each with rows of its own) on the CPU without libtorch: forward pass,
/// backward pass and update on buffers that stay, allocating nothing once they have grown to the number of rows.
/// </summary>
/// <remarks>
/// The same numbers in give the same bits out, for a given kernel and number of threads. Not for use by several threads at a
/// time. Spans that it hands out are views of its buffers: they hold until the next call that grows them.
/// </remarks>
/// <typeparam name="T">Float32, or float64 to be exact rather than fast.</typeparam>
internal sealed unsafe partial class CpuPerceptron<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CpuLayout _layout;
    private readonly Activation _activation;
    private readonly int _threads;
    private readonly long _work;
    private readonly AlignedBuffer<T> _values,
        _gradients,
        _back;
    private readonly Action<int> _forward,
        _backward,
        _inputGradient,
        _merge,
        _update,
        _act;
    private bool _cleared = true,
        _extraCleared = true; // those gradients are 0, whatever the buffer holds
    private int _unmerged; // parts of the last backward pass that are not added up yet

    /// <summary>All parameters 0.</summary>
    /// <param name="shape">The sizes of each member.</param>
    /// <param name="members">How many perceptrons, 1 or more.</param>
    /// <param name="extra">Parameters of each member that are not of a layer, such as a policy's log-deviations.</param>
    /// <param name="threads">The most threads to use; small work is done by one in any case.</param>
    /// <param name="kernel">The loops to use; none for the widest that this processor has.</param>
    public CpuPerceptron(PerceptronShape shape, int members, int extra, int threads = 1, CpuKernel<T>? kernel = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfNegative(extra);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Shape = shape.Checked();
        Kernel = kernel ?? CpuKernels.Of<T>();
        (Members, _activation, _threads) = (members, shape.Activation, threads);
        _layout = new(shape, members, extra, Kernel.Lanes);
        _work = _layout.Layers.Sum(static layer => (long)layer.Inputs * layer.Columns);
        (_values, _gradients) = (new(_layout.Count), new(_layout.Count));
        _back = new((long)members * _layout.BackPerMember);
        var padded = _layout.Layers[^1].IsNarrow ? shape.Depth - 1 : shape.Depth;
        (_results, _arguments) = (new AlignedBuffer<T>?[padded], new AlignedBuffer<T>?[padded]);
        (_scratch, _partial) = (new AlignedBuffer<T>?[threads], new AlignedBuffer<T>?[threads]);
        (_forward, _backward, _inputGradient) = (ForwardPart, BackwardPart, InputGradientPart);
        (_merge, _update, _act) = (MergePart, UpdatePart, ActPart);
    }

    /// <summary>The sizes of each member.</summary>
    public PerceptronShape Shape { get; }

    /// <summary>The number of perceptrons.</summary>
    public int Members { get; }

    /// <summary>The loops in use.</summary>
    public CpuKernel<T> Kernel { get; }

    /// <summary>Number of parameters of all members, as <see cref="Load"/> and <see cref="Store"/> count.</summary>
    public int Count => _layout.CanonicalCount;

    /// <summary>The position of each parameter in the kernel's own order.</summary>
    public CpuLayout Layout => _layout;

    /// <summary>All parameters in the kernel's own order, with padding that is 0.</summary>
    public ReadOnlySpan<T> Parameters => _values.Span;

    /// <summary>All gradients in the kernel's own order, with padding that is 0.</summary>
    public Span<T> Gradients
    {
        get
        {
            Materialize();
            return _gradients.Span;
        }
    }

    /// <summary>[members, extra], the parameters that are not of a layer.</summary>
    public Span<T> Extra => _values.Span.Slice(_layout.Extra, Members * _layout.ExtraPerMember);

    /// <summary>[members, extra], their gradients: to be added to.</summary>
    public Span<T> ExtraGradient
    {
        get
        {
            ClearExtra();
            return _gradients.Span.Slice(_layout.Extra, Members * _layout.ExtraPerMember);
        }
    }

    /// <summary>Takes all parameters.</summary>
    /// <param name="flat">[p], in the order of <see cref="FlatParameters"/>: member after member, each the weight [out, in] and
    /// the bias [out] of every layer and then the extra parameters.</param>
    /// <exception cref="ArgumentException">The number of parameters differs.</exception>
    public void Load(ReadOnlySpan<T> flat)
    {
        _layout.Load(flat, _values.Span);
        for (var member = 0; member < Members; member++)
            RefreshBack(member, 0, 1);
    }

    /// <summary>Gives all parameters, in the order of <see cref="Load"/>.</summary>
    /// <exception cref="ArgumentException">The number of parameters differs.</exception>
    public void Store(Span<T> flat) => _layout.Store(_values.Span, flat);

    /// <summary>Gives all gradients, in the order of <see cref="Load"/>.</summary>
    /// <exception cref="ArgumentException">The number of parameters differs.</exception>
    public void StoreGradients(Span<T> flat) => _layout.Store(Gradients, flat);

    /// <summary>Makes all gradients 0.</summary>
    public void ZeroGradients() => (_cleared, _extraCleared, _unmerged) = (true, true, 0);

    /// <summary>The sum of the squares of all parameters; NaN or infinite if one of them is.</summary>
    public double SumOfSquares()
    {
        var sum = Kernel.SumOfSquares(_values.Pointer, _values.Count);
        GC.KeepAlive(this);
        return sum;
    }

    /// <summary>Adds the gradient of <paramref name="scale"/> times <see cref="SumOfSquares()"/> to the gradients.</summary>
    public void AddSquaresGradient(double scale)
    {
        Materialize();
        Kernel.Add(_gradients.Pointer, _values.Pointer, 2 * scale, _values.Count);
        GC.KeepAlive(this);
    }

    /// <summary>The sum of the squares of all parameters of a member.</summary>
    public double SumOfSquares(int member)
    {
        var sum = Kernel.SumOfSquares(_values.Pointer + (nint)member * _layout.PerMember, _layout.PerMember);
        foreach (var value in Extra.Slice(member * _layout.ExtraPerMember, _layout.ExtraPerMember))
            sum += double.CreateTruncating(value * value);
        GC.KeepAlive(this);
        return sum;
    }

    /// <summary>
    /// Adds the gradient of <paramref name="scale"/> times the <see cref="SumOfSquares(int)"/> of a member to the gradients.
    /// </summary>
    public void AddSquaresGradient(int member, double scale)
    {
        if (scale == 0)
            return;
        Materialize();
        var start = member * _layout.PerMember;
        Kernel.Add(_gradients.Pointer + start, _values.Pointer + start, 2 * scale, _layout.PerMember);
        for (var i = member * _layout.ExtraPerMember; i < (member + 1) * _layout.ExtraPerMember; i++)
            ExtraGradient[i] += T.CreateTruncating(2 * scale) * Extra[i];
        GC.KeepAlive(this);
    }

    /// <summary>Writes the zeros that <see cref="ZeroGradients"/> promised, and adds up what threads gathered each for itself.</summary>
    private void Materialize()
    {
        ClearExtra();
        if (_cleared)
            _gradients.Span[.._layout.Extra].Clear();
        _cleared = false;
        if (_unmerged > 0)
            WorkerPool.Run(_unmerged, _merge);
        _unmerged = 0;
    }

    private void ClearExtra()
    {
        if (_extraCleared)
            _gradients.Span[_layout.Extra..].Clear();
        _extraCleared = false;
    }
}
