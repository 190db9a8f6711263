using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// A differentiable map [n, in] -> [n, out] whose parameters lie in a <see cref="FlatParameters"/> that it shares with
/// others.
/// </summary>
internal abstract class Body : IDisposable
{
    private FlatParameters? _parameters;
    private TensorScaling? _scaling;

    /// <summary>Numbers per row taken.</summary>
    public abstract int Inputs { get; }

    /// <summary>Numbers per row given.</summary>
    public abstract int Outputs { get; }

    /// <summary>The parameters that it needs, in order.</summary>
    public abstract IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Layout { get; }

    /// <summary>The kind of the map, in words: all that decides it beside parameters and buffers.</summary>
    public abstract string Kind { get; }

    /// <summary>Shape and kind of all parts, as told in files.</summary>
    public virtual string Structure => Kind;

    /// <summary>The same in files of versions that said less.</summary>
    public virtual string StructureOfBefore => Structure;

    /// <summary>True if something that it computes with was disposed by others.</summary>
    public virtual bool IsDisposed => false;

    /// <summary>Tensors that are saved with the parameters but not trained, such as running statistics.</summary>
    public virtual IEnumerable<(string Name, Tensor Value)> Buffers => [];

    /// <summary>Writes <see cref="Buffers"/> to those of a copy.</summary>
    public void CopyBuffers(Body copy)
    {
        if (!Tensors.IsSupported || !Buffers.Any())
            return; // perceptrons have none: a copy of one needs no libtorch
        using var quiet = no_grad();
        var targets = copy.Buffers.ToDictionary(static buffer => buffer.Name, static buffer => buffer.Value);
        foreach (var (name, value) in Buffers)
            if (targets.TryGetValue(name, out var target))
                target.copy_(value);
    }

    /// <summary>
    /// Writes the starting values to the first slots of <paramref name="parameters"/> and computes with those from now on.
    /// </summary>
    public void Bind(FlatParameters parameters)
    {
        _parameters = parameters;
        Start(parameters);
    }

    /// <inheritdoc cref="Bind"/>
    protected abstract void Start(FlatParameters parameters);

    /// <summary>The map of the scaled input, where the parameters have a scaling.</summary>
    /// <param name="input">[n, in]; must stay as it is until the backward pass.</param>
    /// <param name="purpose">What for.</param>
    public BodyPass Forward(Tensor input, PassPurpose purpose = PassPurpose.Asking)
    {
        if (_parameters?.Scaler is not { } scaler)
            return Compute(input, purpose);
        var numbers = scaler.Current;
        if (_scaling?.Numbers != numbers)
            _scaling = new(numbers, _parameters); // the old one may still be that of a pass
        var scaled = RowOrder.Carry(input, _scaling.Apply(input), _scaling.Apply);
        try
        {
            var pass = Compute(scaled, purpose);
            (pass.Scaling, pass.Scaled) = (_scaling, scaled);
            return pass;
        }
        catch
        {
            scaled.Dispose();
            throw;
        }
    }

    /// <summary>The map.</summary>
    /// <param name="input">[n, in]; must stay as it is until the backward pass.</param>
    /// <param name="purpose">What for.</param>
    protected abstract BodyPass Compute(Tensor input, PassPurpose purpose);

    /// <summary>True if a pass that trains may differ from one in evaluation.</summary>
    public virtual bool TellsTraining => false;

    /// <summary>The part that needs more than one row in training; none where none does.</summary>
    public virtual string? BatchNorm => null;

    /// <summary>The tensors that change in training without being trained.</summary>
    public virtual IEnumerable<(string Name, Tensor Value)> Statistics => [];

    /// <summary>Numbers that it remembers of an episode from step to step; 0 where an answer is about its row alone.</summary>
    public virtual int MemorySize => 0;

    /// <summary>Adds to the flat gradients.</summary>
    /// <param name="pass">What <see cref="Forward"/> gave.</param>
    /// <param name="gradient">[n, out], with respect to the output; left as it is.</param>
    public abstract void Backward(BodyPass pass, Tensor gradient);

    /// <summary>The gradient with respect to the input; the parameters' gradients stay as they are.</summary>
    /// <param name="pass">What <see cref="Forward"/> gave, with <see cref="TracksInput"/> set.</param>
    /// <param name="gradient">[n, out], with respect to the output; left as it is.</param>
    /// <returns>[n, in]; the caller disposes it.</returns>
    public Tensor InputGradient(BodyPass pass, Tensor gradient)
    {
        var found = ComputeInputGradient(pass, gradient);
        if (pass.Scaling is not { } scaling)
            return found;
        using (found)
            return scaling.ApplyToGradient(found);
    }

    /// <summary>The gradient with respect to the input of <see cref="Compute"/>.</summary>
    /// <returns>[n, in], not <paramref name="gradient"/> itself; the caller disposes it.</returns>
    protected abstract Tensor ComputeInputGradient(BodyPass pass, Tensor gradient);

    /// <summary>True if <see cref="InputGradient"/> may be asked for; set before the first pass.</summary>
    public bool TracksInput { get; set; }

    /// <summary>A body of the same shape, not bound to parameters yet.</summary>
    /// <exception cref="NotSupportedException">It is made of a module, without a factory for another one.</exception>
    public abstract Body Copy();

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        if (!Tensors.IsSupported)
            return;
        _scaling?.Dispose();
        _scaling = null;
    }

    /// <summary>Frees what the body itself keeps.</summary>
    protected abstract void Free();
}

/// <summary>The purpose of a forward pass.</summary>
internal enum PassPurpose
{
    /// <summary>Acting: as in evaluation, and nothing is kept.</summary>
    Acting,

    /// <summary>A question: as in evaluation; gradients may be asked for.</summary>
    Asking,

    /// <summary>A step of training: layers that differ in training behave so.</summary>
    Training,
}

/// <summary>One forward pass with what its backward pass needs.</summary>
internal abstract class BodyPass : IDisposable
{
    /// <summary>What was done to the input first; null where nothing was.</summary>
    public TensorScaling? Scaling { get; set; }

    /// <summary>[n, in], the scaled input, which the pass owns; null where it was not scaled.</summary>
    public Tensor? Scaled { get; set; }

    /// <summary>[n, out], without autograd history.</summary>
    public abstract Tensor Output { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        Scaled?.Dispose();
    }

    /// <summary>Frees what the pass itself keeps.</summary>
    protected abstract void Free();
}
