using DeclarativeIL.Checkpoints;
using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Everything of a policy that is saved, by name: its parameters, and the buffers of a module. Parameters in memory of the host are read
/// and written there, without libtorch.
/// </summary>
internal static class PolicyPlaces
{
    /// <summary>Name, number type and shape of each.</summary>
    public static IEnumerable<(string Name, ElementType Type, IReadOnlyList<long> Shape)> Of(PolicyNetwork policy) =>
        OfParameters(policy).Concat(Tensors.IsSupported ? OfBuffers(policy) : []);

    private static IEnumerable<(string Name, ElementType Type, IReadOnlyList<long> Shape)> OfParameters(PolicyNetwork policy) =>
        policy.Parameters.Slots.Select(slot => (slot.Name, TypeOf(policy.Parameters), slot.Shape));

    private static IEnumerable<(string Name, ElementType Type, IReadOnlyList<long> Shape)> OfBuffers(PolicyNetwork policy) =>
        policy.Body.Buffers.Select(static buffer =>
            (buffer.Name, ElementTypes.Of(buffer.Value.dtype), (IReadOnlyList<long>)buffer.Value.shape)
        );

    private static ElementType TypeOf(FlatParameters parameters) => parameters.Placement.IsWide ? ElementType.Float64 : ElementType.Float32;

    /// <summary>Copies of all.</summary>
    public static IEnumerable<StoredTensor> Read(PolicyNetwork policy) =>
        policy
            .Parameters.Slots.Select(slot => Read(policy.Parameters, slot))
            .Concat(Tensors.IsSupported ? policy.Body.Buffers.Select(Read) : []);

    /// <summary>Writes all, of the types and shapes that <see cref="Of"/> says.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="stored">What is written, by name.</param>
    public static void Write(PolicyNetwork policy, Func<string, StoredTensor> stored)
    {
        foreach (var slot in policy.Parameters.Slots)
            Write(policy.Parameters, slot, stored(slot.Name));
        if (!Tensors.IsSupported)
            return;
        foreach (var (name, buffer) in policy.Body.Buffers)
        {
            using var value = buffer.detach();
            stored(name).CopyTo(value);
        }
    }

    private static StoredTensor Read(FlatParameters parameters, ParameterSlot slot)
    {
        if (parameters.IsInMemory)
            return new(slot.Name, TypeOf(parameters), slot.Shape, parameters.BytesOf(slot).ToArray());
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        using var value = parameters.Value(slot);
        return StoredTensor.From(slot.Name, value);
    }

    private static StoredTensor Read((string Name, Tensor Value) buffer)
    {
        using var value = buffer.Value.detach();
        return StoredTensor.From(buffer.Name, value);
    }

    private static void Write(FlatParameters parameters, ParameterSlot slot, StoredTensor stored)
    {
        if (parameters.IsInMemory)
        {
            parameters.WriteBytes(slot, stored.Data.Span);
            return;
        }
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        using var value = parameters.Value(slot);
        stored.CopyTo(value);
    }
}
