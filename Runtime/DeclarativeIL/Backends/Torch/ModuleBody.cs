using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>Any module of one tensor, through autograd, on the flat parameters (<see cref="ModuleParameters"/>).</summary>
/// <remarks>
/// Parameters that do not require gradients stay where they are, and are saved as buffers. The module stays
/// the caller's, but for that of a copy.
/// </remarks>
internal sealed class ModuleBody : Body
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Func<nn.Module<Tensor, Tensor>>? _another;
    private readonly ModuleParameters _parameters;
    private readonly ModuleGuard _guard;
    private bool _owns;

    /// <param name="module">The module.</param>
    /// <param name="inputs">Numbers per row taken.</param>
    /// <param name="outputs">Numbers per row given.</param>
    /// <param name="another">Makes another module of the same shape, for copies.</param>
    public ModuleBody(nn.Module<Tensor, Tensor> module, int inputs, int outputs, Func<nn.Module<Tensor, Tensor>>? another = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs, "stateSize");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs, "actions");
        if (module is ITakesRows { RowSize: > 0 } known && known.RowSize != inputs)
            throw new ArgumentException(
                $"The module {module.GetName()} takes {known.Rows}: {known.RowSize} numbers; found states of {inputs}.",
                nameof(inputs)
            );
        (_module, Inputs, Outputs, _another) = (module, inputs, outputs, another);
        _parameters = new ModuleParameters(module);
        _guard = new ModuleGuard(module);
    }

    /// <summary>The module.</summary>
    public nn.Module<Tensor, Tensor> Module => _module;

    /// <summary>The module's number type.</summary>
    public ScalarType Type => _parameters.Type;

    /// <summary>The device of the module.</summary>
    public TorchSharp.torch.Device Device => _parameters.Device;

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override string Kind => $"module {_module.GetType()}";

    /// <inheritdoc/>
    public override string Structure => ModuleStructure.Of(_module);

    /// <inheritdoc/>
    public override string StructureOfBefore => ModuleStructure.OfBefore(_module);

    /// <inheritdoc/>
    public override bool IsDisposed => _parameters.IsDisposed;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Layout => _parameters.Layout;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> Buffers
    {
        get
        {
            _parameters.Check(); // whoever reads or writes all of it would miss what the module has instead
            return _parameters.Buffers;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> Statistics => _parameters.Statistics;

    /// <inheritdoc/>
    public override bool TellsTraining => _guard.TellsTraining;

    /// <inheritdoc/>
    public override string? BatchNorm => _guard.BatchNorm;

    /// <inheritdoc/>
    public override int MemorySize => (_module as IRemembering)?.MemorySize ?? 0;

    /// <inheritdoc/>
    protected override void Start(FlatParameters parameters) => _parameters.Bind(parameters);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The module was changed (<see cref="ModuleParameters.Check"/>), or gave another shape.
    /// </exception>
    protected override BodyPass Compute(Tensor input, PassPurpose purpose)
    {
        _parameters.Check();
        var leaf = purpose != PassPurpose.Acting && TracksInput ? input.detach().requires_grad_(true) : null;
        if (leaf is not null)
            RowOrder.Carry(input, leaf, static before => before);
        return new Pass(Call(leaf ?? input, purpose), leaf);
    }

    /// <inheritdoc/>
    public override void Backward(BodyPass pass, Tensor gradient)
    {
        var (result, leaf) = ((Pass)pass).Graph;
        if (!result.requires_grad)
            return;
        if (leaf is null)
            autograd.backward(result, [gradient]);
        else if (_parameters.Trained.Any()) // not into the input; the graph stays for InputGradient
            autograd.backward([result], [gradient], retain_graph: true, inputs: [.. _parameters.Trained]);
    }

    /// <inheritdoc/>
    protected override Tensor ComputeInputGradient(BodyPass pass, Tensor gradient)
    {
        var (result, leaf) = ((Pass)pass).Graph;
        if (leaf is null)
            throw new InvalidOperationException("This pass did not keep what the gradient of its input needs.");
        if (!result.requires_grad)
            return zeros_like(leaf);
        return autograd.grad([result], [leaf], [gradient], retain_graph: true, allow_unused: true)[0] ?? zeros_like(leaf);
    }

    /// <inheritdoc/>
    public override Body Copy()
    {
        _parameters.Check();
        if (_another is null)
            throw new NotSupportedException(
                "A network over a module has a copy only where a function that makes another such module was given."
            );
        var module = _another() ?? throw new InvalidOperationException("The function that makes another module gave null.");
        if (ReferenceEquals(module, _module))
            throw new InvalidOperationException(
                "The function that makes another module gave the same one; expected a new one at each call."
            );
        module.to(Type).to(Device);
        _guard.CopyTo(module);
        return new ModuleBody(module, Inputs, Outputs, _another) { _owns = true };
    }

    /// <inheritdoc/>
    protected override void Free()
    {
        if (_owns)
            _module.Dispose();
    }

    /// <summary>
    /// Calls the module; the scope frees what it makes but for the result, and the graph keeps what its backward pass needs.
    /// </summary>
    private Tensor Call(Tensor input, PassPurpose purpose)
    {
        using var mode = set_grad_enabled(purpose != PassPurpose.Acting);
        using var scope = NewDisposeScope();
        var result =
            purpose == PassPurpose.Training
                ? _guard.Train(() => _module.call(input), input.size(0))
                : _guard.Evaluate(() => _module.call(input));
        if (result.dim() != 2 || result.size(0) != input.size(0) || result.size(1) != Outputs)
            throw new InvalidOperationException(
                $"The module gave [{string.Join(", ", result.shape)}] for [{string.Join(", ", input.shape)}]; "
                    + $"expected [{input.size(0)}, {Outputs}]."
            );
        return result.alias().MoveToOuterDisposeScope(); // a module may hand back its own input
    }

    private sealed class Pass(Tensor result, Tensor? leaf) : BodyPass
    {
        private readonly Tensor _output = result.detach();

        public (Tensor Result, Tensor? Leaf) Graph => (result, leaf);

        public override Tensor Output => _output;

        protected override void Free()
        {
            result.Dispose();
            leaf?.Dispose();
            _output.Dispose();
        }
    }
}
