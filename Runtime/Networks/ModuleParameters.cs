using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>
/// The trainable parameters of a module, to be moved into flat tensors for good: the module's own parameter objects become
/// views of them (<c>set_</c>), and their <c>grad</c> views of the flat gradients, into which autograd adds in place. So the
/// optimiser and the module see the same numbers, and nothing is copied in a step.
/// </summary>
internal sealed class ModuleParameters
{
    private readonly nn.Module _module;
    private readonly List<(string Name, Parameter Value)> _trained = [];
    private readonly int _buffers;

    /// <param name="module">The module; its trainable parameters must be of one number type, on one device.</param>
    public ModuleParameters(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _module = module;
        foreach (var (name, parameter) in module.named_parameters())
            if (parameter.requires_grad && !_trained.Exists(other => ReferenceEquals(other.Value, parameter)))
                _trained.Add((name, parameter));
        var first = _trained.Count == 0 ? null : _trained[0].Value;
        _buffers = Buffers.Count();
        (Type, Device) = (first?.dtype ?? ScalarType.Float32, first?.device ?? CPU);
        foreach (var (name, parameter) in _trained)
            if (parameter.dtype != Type || parameter.device_type != Device.type || parameter.device_index != first!.device_index)
                throw new ArgumentException(
                    $"Parameter {name} is {parameter.dtype} on {parameter.device}; "
                    + $"expected {Type} on {Device}, as parameter {_trained[0].Name}.", nameof(module));
    }

    /// <summary>The module's number type.</summary>
    public ScalarType Type { get; }

    /// <summary>Where the module is.</summary>
    public TorchSharp.torch.Device Device { get; }

    /// <summary>The trainable parameters, each once.</summary>
    public IEnumerable<Parameter> Trained => _trained.Select(static parameter => parameter.Value);

    /// <summary>Their names and shapes.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Layout
        => [.. _trained.Select(static parameter => (parameter.Name, (IReadOnlyList<long>)parameter.Value.shape))];

    /// <summary>What is saved beside them, but not trained.</summary>
    public IEnumerable<(string Name, Tensor Value)> Buffers
        => _module.named_parameters()
            .Where(static parameter => !parameter.parameter.requires_grad)
            .Select(static parameter => (parameter.name, (Tensor)parameter.parameter))
            .Concat(_module.named_buffers(include_nonpersistent: false).Select(static buffer => (buffer.name, buffer.buffer)));

    /// <summary>Whether the module was disposed: it forgets its buffers then.</summary>
    public bool IsDisposed
        => _trained.Exists(static parameter => parameter.Value.IsInvalid) || Buffers.Count() < _buffers || Buffers.Any(static buffer => buffer.Value.IsInvalid);

    /// <summary>Writes the values to the first slots of <paramref name="parameters"/>, and computes with those from now on.</summary>
    public void Bind(FlatParameters parameters)
    {
        using var quiet = no_grad();
        for (var i = 0; i < _trained.Count; i++)
        {
            using var value = parameters.Value(parameters.Slots[i]);
            using var gradient = parameters.Gradient(parameters.Slots[i]);
            value.copy_(_trained[i].Value);
            _trained[i].Value.set_(value);
            _trained[i].Value.grad = gradient;
        }
    }
}
