using DeclarativeIL.Checkpoints;
using static TorchSharp.torch;

namespace DeclarativeIL.Runs;

/// <summary>Tensors in the state of something: type, shape, bytes.</summary>
internal static class TensorState
{
    /// <summary>Writes a tensor, from whatever device.</summary>
    public static void WriteTensor(this BinaryWriter state, Tensor tensor)
    {
        var stored = StoredTensor.From("", tensor);
        state.Write(ElementTypes.NameOf(stored.Type));
        state.WriteNumbers<long>([.. stored.Shape]);
        state.WriteNumbers(stored.Data.Span);
    }

    /// <summary>Reads what was written into a tensor like it, in place.</summary>
    /// <exception cref="InvalidDataException">It is of another type or shape.</exception>
    public static void ReadTensor(this BinaryReader state, Tensor target, string what)
    {
        var type = ElementTypes.Of(target.dtype);
        var name = state.ReadString();
        if (name != ElementTypes.NameOf(type))
            throw new InvalidDataException($"{what}: found numbers of type {name}; expected {ElementTypes.NameOf(type)}.");
        var shape = new long[target.dim()];
        state.ReadNumbers<long>(shape, $"the shape of {what}");
        if (!shape.SequenceEqual(target.shape))
            throw new InvalidDataException(
                $"{what}: found the shape [{string.Join(", ", shape)}]; expected [{string.Join(", ", target.shape)}]."
            );
        var data = new byte[checked(target.numel() * target.element_size())];
        state.ReadNumbers<byte>(data, what);
        var stored = new StoredTensor(what, type, shape, data);
        if (!stored.IsFinite())
            throw new InvalidDataException($"{what}: found a number that is not finite; expected finite numbers.");
        stored.CopyTo(target);
    }
}
