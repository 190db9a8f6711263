using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>The position of one named parameter in the flat tensors.</summary>
/// <param name="Name">Its name, as in a checkpoint.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Its first element in the flat tensor.</param>
internal sealed record ParameterSlot(string Name, IReadOnlyList<long> Shape, long Offset)
{
    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, static (product, size) => product * size);
}

/// <summary>
/// All parameters of a network in one flat tensor, all gradients in another: an optimiser's step is a handful of in-place
/// operations whatever the depth, and a copy of a network is one copy of a tensor.
/// </summary>
/// <remarks>Both tensors belong to this object alone: no dispose scope frees them.</remarks>
public sealed partial class FlatParameters : IDisposable
{
    private readonly Array? _values,
        _gradients; // on the CPU: libtorch is not loaded for what needs no tensor
    private Tensor? _valueTensor,
        _gradientTensor;

    /// <summary>Allocates zeros for the given parameters, laid out one after the other.</summary>
    public FlatParameters(IEnumerable<(string Name, IReadOnlyList<long> Shape)> parameters, ScalarType type, TorchSharp.torch.Device device)
        : this(parameters, Placement.Of(type, device)) { }

    internal FlatParameters(IEnumerable<(string Name, IReadOnlyList<long> Shape)> parameters, Placement at)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var slots = new List<ParameterSlot>();
        long offset = 0;
        foreach (var (name, shape) in parameters)
        {
            slots.Add(new ParameterSlot(name, shape, offset));
            offset += slots[^1].Count;
        }
        Slots = slots;
        Count = offset;
        Placement = at;
        if (at.IsOnCpu && offset > 0)
            (_values, _gradients) = (NewNumbers(), NewNumbers());
    }

    /// <summary>The parameters in order.</summary>
    internal IReadOnlyList<ParameterSlot> Slots { get; }

    /// <summary>[p], every parameter. On the CPU a view of memory that is also used without tensors.</summary>
    public Tensor Values => _valueTensor ?? Made(ref _valueTensor, _values);

    /// <summary>[p], the gradient of every parameter.</summary>
    public Tensor Gradients => _gradientTensor ?? Made(ref _gradientTensor, _gradients);

    /// <summary>Number of all elements.</summary>
    public long Count { get; }

    /// <summary>The number type of values and gradients.</summary>
    public ScalarType Type => Placement.Type;

    /// <summary>
    /// The number type in which equations about the network's answers are computed, whatever its own is: float64, where the device knows
    /// it.
    /// </summary>
    public ScalarType EquationType => Arithmetic.TensorArithmetic.EquationType(Device);

    /// <summary>The device of values and gradients.</summary>
    public TorchSharp.torch.Device Device => Placement.Device;

    /// <summary>Number type and device.</summary>
    internal Placement Placement { get; }

    /// <summary>A view of one parameter; the caller disposes it.</summary>
    internal Tensor Value(ParameterSlot slot) => View(Values, slot);

    /// <summary>A view of one parameter's gradient; the caller disposes it.</summary>
    internal Tensor Gradient(ParameterSlot slot) => View(Gradients, slot);

    /// <summary>A copy of all values that the caller disposes, for <see cref="Restore(Tensor)"/>: no dispose scope frees it.</summary>
    public Tensor Snapshot() => Values.clone().DetachFromDisposeScope();

    /// <summary>Takes all values from a copy, in place: views and modules that share the storage see them.</summary>
    /// <param name="snapshot">[p], what <see cref="Snapshot"/> of equal parameters returned; it stays the caller's.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public void Restore(Tensor snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.dim() != 1 || snapshot.numel() != Count)
            throw new ArgumentException(
                $"The snapshot is of shape [{string.Join(", ", snapshot.shape)}]; expected [{Count}].",
                nameof(snapshot)
            );
        using var quiet = no_grad();
        lock (Gate)
            Values.copy_(snapshot);
    }

    /// <summary>
    /// Takes all values (with running statistics and the standardisation of observations) from a network of the same layout; its number
    /// type and device may differ.
    /// </summary>
    /// <exception cref="ArgumentException">A name or a shape differs.</exception>
    public void CopyFrom(FlatParameters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Slots.Count != Slots.Count)
            throw new ArgumentException($"Found {other.Slots.Count} parameters; expected {Slots.Count}.", nameof(other));
        foreach (var (mine, theirs) in Slots.Zip(other.Slots))
            if (mine.Name != theirs.Name || !mine.Shape.SequenceEqual(theirs.Shape))
                throw new ArgumentException(
                    $"Found parameter '{theirs.Name}' [{string.Join(", ", theirs.Shape)}]; "
                        + $"expected '{mine.Name}' [{string.Join(", ", mine.Shape)}].",
                    nameof(other)
                );
        CopyStatistics(other);
        CopyPart(other, 0);
        (Scaler, Acts) = (other.Scaler, other.Acts);
    }

    /// <summary>Takes the running statistics of another network, as far as it has them by the same names.</summary>
    internal void CopyStatistics(FlatParameters other)
    {
        if (!Tensors.IsSupported || !other.CurrentStatistics().Any())
            return;
        using var quiet = no_grad();
        var theirs = other.CurrentStatistics().ToDictionary(static one => one.Name, static one => one.Value);
        lock (Gate)
            foreach (var (name, mine) in CurrentStatistics())
                if (theirs.TryGetValue(name, out var value))
                    mine.copy_(value);
    }

    /// <summary>Tells whether every parameter is a finite number. Waits for the device.</summary>
    public bool IsFinite()
    {
        if (_values is float[] floats)
            return AreFinite<float>(floats);
        if (_values is double[] doubles)
            return AreFinite<double>(doubles);
        return !Tensors.IsSupported || IsFinite(Values);
    }

    private static bool IsFinite(Tensor values)
    {
        using var finite = values.isfinite();
        using var all = finite.all();
        return all.item<bool>();
    }

    /// <summary>True if the parameters were disposed.</summary>
    internal bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsDisposed = true;
        if (!Tensors.IsSupported)
            return;
        _valueTensor?.Dispose();
        _gradientTensor?.Dispose();
    }

    private Array NewNumbers() => Placement.IsWide ? new double[Count] : new float[Count];

    /// <summary>A tensor over memory of the host, or one of its own.</summary>
    private Tensor Tensor(Array? numbers)
    {
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        NativeLibraries.EnsureLoaded();
        return (numbers is null ? zeros(Count, Type, Device) : frombuffer(numbers, Type)).DetachFromDisposeScope();
    }

    /// <summary>Made when it is asked for first, once.</summary>
    private Tensor Made(ref Tensor? tensor, Array? numbers)
    {
        lock (Gate)
            return tensor ??= Tensor(numbers);
    }

    internal static Tensor View(Tensor flat, ParameterSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        using var part = flat.narrow(0, slot.Offset, slot.Count);
        return part.view([.. slot.Shape]);
    }
}
