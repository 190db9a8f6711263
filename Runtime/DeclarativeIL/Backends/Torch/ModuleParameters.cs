using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// The trainable parameters of a module, to be moved into flat tensors permanently: the module's own parameter objects become
/// views of them (<c>set_</c>), and their <c>grad</c> views of the flat gradients, into which autograd adds in place. So the
/// optimiser and the module see the same numbers, and nothing is copied in a step.
/// </summary>
internal sealed class ModuleParameters
{
    private readonly nn.Module _module;
    private readonly List<(string Name, Parameter Value)> _trained = [];
    private readonly int _buffers;
    private FlatParameters? _flat;

    /// <param name="module">The module; its trainable parameters must be of one number type, on one device.</param>
    public ModuleParameters(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _module = module;
        foreach (var (name, parameter) in module.named_parameters())
            if (parameter.requires_grad && !_trained.Exists(other => ReferenceEquals(other.Value, parameter)))
                _trained.Add((name, parameter));
        var first =
            _trained.Count == 0 ? module.parameters().FirstOrDefault(static parameter => parameter.is_floating_point()) : _trained[0].Value;
        _buffers = module.named_buffers().Count();
        (Type, Device) = (first?.dtype ?? ScalarType.Float32, first?.device ?? CPU);
        foreach (var (name, parameter) in _trained)
            if (parameter.dtype != Type || parameter.device_type != Device.type || parameter.device_index != first!.device_index)
                throw new ArgumentException(
                    $"Parameter {name} is {parameter.dtype} on {parameter.device}; "
                        + $"expected {Type} on {Device}, as parameter {_trained[0].Name}.",
                    nameof(module)
                );
    }

    /// <summary>The module's number type.</summary>
    public ScalarType Type { get; }

    /// <summary>The device of the module.</summary>
    public TorchSharp.torch.Device Device { get; }

    /// <summary>The trainable parameters, each once.</summary>
    public IEnumerable<Parameter> Trained => _trained.Select(static parameter => parameter.Value);

    /// <summary>Their names and shapes.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Layout =>
        [.. _trained.Select(static parameter => (parameter.Name, (IReadOnlyList<long>)parameter.Value.shape))];

    /// <summary>The tensors that are saved beside the parameters, but not trained.</summary>
    public IEnumerable<(string Name, Tensor Value)> Buffers =>
        _module
            .named_parameters()
            .Where(static parameter => !parameter.parameter.requires_grad)
            .Select(static parameter => (parameter.name, (Tensor)parameter.parameter))
            .Concat(_module.named_buffers(include_nonpersistent: false).Select(static buffer => (buffer.name, buffer.buffer)));

    /// <summary>True if the module was disposed: it forgets its buffers then.</summary>
    public bool IsDisposed
    {
        get
        {
            // parameters that were replaced are another matter: the module computes with what it has now
            var found = false;
            foreach (var parameter in _module.parameters())
            {
                if (parameter.IsInvalid)
                    return true;
                found = true;
            }
            return (!found && _trained.Count > 0)
                || _module.named_buffers().Count() < _buffers
                || Buffers.Any(static buffer => buffer.Value.IsInvalid);
        }
    }

    /// <summary>The tensors that change in training without being trained, such as running statistics.</summary>
    public IEnumerable<(string Name, Tensor Value)> Statistics =>
        _module.named_buffers().Select(static buffer => (buffer.name, buffer.buffer));

    /// <summary>
    /// Throws where the module does not compute with these parameters any more: it was moved, or converted to another number type;
    /// parameters were replaced, frozen or set free; or another network was made over it.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public void Check()
    {
        var next = 0;
        foreach (var (name, parameter) in _module.named_parameters())
        {
            if (next < _trained.Count && ReferenceEquals(_trained[next].Value, parameter) && parameter.requires_grad && IsHere(next))
                next++;
            else if (parameter.requires_grad || (next < _trained.Count && _trained[next].Name == name))
                throw Changed(name, parameter);
        }
        if (next < _trained.Count)
            throw new InvalidOperationException($"Parameter {_trained[next].Name} is not in the module any more{Anew}");
    }

    private const string Anew = "; make the network anew after such a change.";

    private InvalidOperationException Changed(string name, Parameter parameter)
    {
        var place = _trained.FindIndex(other => other.Name == name);
        var found =
            place < 0 ? "requires a gradient now, and did not when the network was made over its module"
            : !parameter.requires_grad ? "requires no gradient any more"
            : parameter.dtype != Type || parameter.device_type != Device.type
                ? $"is {parameter.dtype} on {parameter.device} now; the network holds it as {Type} on {Device}"
            : !ReferenceEquals(_trained[place].Value, parameter) ? "was replaced since the network was made over its module"
            : "lies elsewhere now: another network was made over its module";
        return new($"Parameter {name} {found}{Anew}");
    }

    /// <summary>
    /// Tells whether a parameter is of the number type, on the device and, where that can be seen, in the memory of the flat tensor.
    /// </summary>
    private bool IsHere(int place)
    {
        var parameter = _trained[place].Value;
        if (parameter.dtype != Type || parameter.device_type != Device.type || _flat is null)
            return false;
        if (Device.type != DeviceType.CPU || _trained[place].Value.numel() == 0)
            return true;
        return Unsafe.AreSame(ref MemoryMarshal.GetReference(parameter.bytes), ref _flat.ByteOf(_flat.Slots[place]));
    }

    /// <summary>Writes the values to the first slots of <paramref name="parameters"/>, and computes with those from now on.</summary>
    public void Bind(FlatParameters parameters)
    {
        _flat = parameters;
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
