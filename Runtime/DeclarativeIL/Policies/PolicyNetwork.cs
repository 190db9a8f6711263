using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Native;
using DeclarativeIL.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The base of the policies: a body, its parameters, and what they are in files and copies.</summary>
/// <remarks>
/// Several threads may act by it and ask it at once, also while one trains: each is answered by the parameters between two steps
/// (two epochs, where they are computed on the CPU). One run at a time trains it.
/// </remarks>
public abstract partial class PolicyNetwork : IPolicyNetwork, ICopyable, ICpuTrainable, IFixedState, IModuleNetwork
{
    private protected PolicyNetwork(
        Body body,
        Space actions,
        Placement at,
        params IEnumerable<(string Name, IReadOnlyList<long> Shape)> extra
    )
    {
        Body = body;
        Actions = actions;
        Parameters = new FlatParameters([.. body.Layout, .. extra], at);
        body.Bind(Parameters);
        if (Tensors.IsSupported)
            Parameters.Statistics = () => body.Statistics;
    }

    /// <inheritdoc/>
    public FlatParameters Parameters { get; }

    /// <inheritdoc/>
    public int StateSize => Body.Inputs - InputsBesides;

    /// <inheritdoc/>
    public Space Actions { get; }

    /// <summary>The map from states to outputs.</summary>
    internal Body Body { get; }

    /// <inheritdoc/>
    public abstract NetworkOutputs Forward(params ReadOnlySpan<Question> questions);

    /// <inheritdoc/>
    public abstract void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients);

    /// <inheritdoc/>
    /// <remarks>
    /// Over a module: only where a function that makes another such module was given; each part of the copy is in the mode of its original.
    /// </remarks>
    /// <exception cref="NotSupportedException">It is over a module, without a factory for another one.</exception>
    public INetwork Copy()
    {
        var copy = Create(Body.Copy());
        copy.Parameters.CopyFrom(Parameters);
        Body.CopyBuffers(copy.Body);
        return copy;
    }

    /// <summary>
    /// True if the file that the parameters were last loaded from had a checksum, which was right. Files of earlier versions have
    /// none: that a bit in them was changed cannot be seen. Null where nothing was loaded.
    /// </summary>
    public bool? IsVerified { get; private set; }

    /// <summary>
    /// Writes parameters, what they mean (kind, sizes, bounds, activation or structure), the standardisation of observations and of acts,
    /// and a checksum over all of it to a file in the safetensors format, in place of one that is there.
    /// </summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <exception cref="ObjectDisposedException">
    /// The policy, or the module that it is over, was disposed; what was there is unchanged.
    /// </exception>
    /// <exception cref="InvalidOperationException">A number is not finite; what was there is unchanged.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path leads to what is no file; what was there is unchanged.
    /// </exception>
    public void Save(string path) => PolicyCheckpoint.Write(path, Kind, this);

    /// <summary>
    /// Takes the parameters from a file that a policy of the same kind, sizes, bounds and activation (or modules) wrote: all, or none. With
    /// them comes the standardisation of observations and of acts that the file has, or has not.
    /// </summary>
    /// <exception cref="CheckpointException">The file is malformed, damaged or does not fit; the policy stays as it was.</exception>
    public void LoadParameters(string path) => LoadFrom(new PolicyCheckpoint(path, Kind));

    /// <summary>Takes the parameters from a file that was read.</summary>
    internal void LoadFrom(PolicyCheckpoint stored)
    {
        var (observed, acted) = (stored.Observed(StateSize), stored.Acted(this)); // before anything has changed
        stored.Fill(this, Kind);
        if (observed is not null || Parameters.Scaler is not null)
            Standardize(observed);
        if (acted is not null || Parameters.Acts is not null)
            StandardizeActions(acted);
        IsVerified = stored.IsVerified;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the parameters; a module that the policy was built over stays usable.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Body.Dispose();
        Parameters.Dispose();
    }

    /// <summary>The numbers of a declared head that are no parameters, by name, as files hold them.</summary>
    internal virtual IReadOnlyList<(string Name, double Value)> Hyperparameters => [];

    /// <summary>The word for this kind of policy in files.</summary>
    internal abstract string Kind { get; }

    /// <summary>The equations of its head, over the space of its acts.</summary>
    internal abstract HeadEquations EquationsOfHead { get; }

    /// <inheritdoc/>
    string IFixedState.Kind => Body.Kind + ObservationScaler.Describe(Parameters) + ObservationScaler.Describe(" acts standardized", Acted);

    string? IModuleNetwork.BatchNorm => Body.BatchNorm;

    int IModuleNetwork.MemorySize => Body.MemorySize;

    IEnumerable<(string Name, Tensor Value)> IFixedState.Fixed => Body.Buffers;

    CpuNetwork? ICpuTrainable.OnCpu(Optimization.OptimizerOptions? optimizer, int threads) => OnCpu(optimizer, threads);

    /// <summary>The form without tensors; null where the policy needs them.</summary>
    private protected abstract CpuNetwork? OnCpu(Optimization.OptimizerOptions? optimizer, int threads);

    /// <summary>Numbers that the body takes behind a state.</summary>
    internal virtual int InputsBesides => 0;

    /// <summary>A policy of the same kind over a body of the same shape.</summary>
    private protected abstract PolicyNetwork Create(Body body);

    /// <summary>Number of members, for an ensemble; every tensor of a question then has them as its leading dimension.</summary>
    private protected virtual int? Stack => null;

    /// <summary>Whether its one-sample view answers a question: those to all members together an ensemble alone.</summary>
    internal bool CanAnswer(Type question) =>
        question == typeof(SquaredWeightsQuestion)
        || (AnsweredByAttribute.Of(question) is { } by && Declares(by.Member) && (!by.IsWhole || Stack is not null));

    /// <summary>Whether the head declares a member.</summary>
    private protected abstract bool Declares(HeadMember member);
}
