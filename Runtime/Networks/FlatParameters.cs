using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Where one named parameter lies in the flat tensors.</summary>
/// <param name="Name">Its name, as in a checkpoint.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Its first element in the flat tensor.</param>
public sealed record ParameterSlot(string Name, IReadOnlyList<long> Shape, long Offset)
{
    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, static (product, size) => product * size);
}

/// <summary>
/// All parameters of a network in one flat tensor, all gradients in another: an optimiser's step is a handful of in-place
/// operations whatever the depth, and a copy of a network is one copy of a tensor.
/// </summary>
public sealed class FlatParameters : IDisposable
{
    /// <summary>Allocates zeros for the given parameters, laid out one after the other.</summary>
    public FlatParameters(IEnumerable<(string Name, IReadOnlyList<long> Shape)> parameters, ScalarType type, TorchSharp.torch.Device device)
    {
        var slots = new List<ParameterSlot>();
        long offset = 0;
        foreach (var (name, shape) in parameters)
        {
            slots.Add(new ParameterSlot(name, shape, offset));
            offset += slots[^1].Count;
        }
        Slots = slots;
        Values = zeros(offset, type, device).DetachFromDisposeScope();
        Gradients = zeros(offset, type, device).DetachFromDisposeScope();
    }

    /// <summary>The parameters in order.</summary>
    public IReadOnlyList<ParameterSlot> Slots { get; }

    /// <summary>[p], every parameter.</summary>
    public Tensor Values { get; }

    /// <summary>[p], the gradient of every parameter.</summary>
    public Tensor Gradients { get; }

    /// <summary>Number of all elements.</summary>
    public long Count => Values.shape[0];

    /// <summary>A view of one parameter; the caller disposes it.</summary>
    public Tensor Value(ParameterSlot slot) => Values.narrow(0, slot.Offset, slot.Count).view([.. slot.Shape]);

    /// <summary>A view of one parameter's gradient; the caller disposes it.</summary>
    public Tensor Gradient(ParameterSlot slot) => Gradients.narrow(0, slot.Offset, slot.Count).view([.. slot.Shape]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }
}
