using System.Numerics;
using System.Runtime.InteropServices;
using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.Checkpoints;

/// <summary>A tensor as it lies in a file.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">Its number type.</param>
/// <param name="Shape">Its shape; none of a single number.</param>
/// <param name="Data">Its numbers, little-endian, row after row.</param>
internal sealed record StoredTensor(string Name, ElementType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>A copy of <paramref name="tensor"/>, from whatever device.</summary>
    public static StoredTensor From(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tensor);
        var type = ElementTypes.Of(tensor.dtype);
        using var host = tensor.cpu();
        using var rows = host.contiguous();
        return new StoredTensor(name, type, tensor.shape, rows.bytes.ToArray());
    }

    /// <summary>Writes the numbers to <paramref name="target"/>, in place and on its device.</summary>
    /// <exception cref="ArgumentException">Type or shape differ; the target stays as it was.</exception>
    public void CopyTo(Tensor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var type = ElementTypes.OfTensor(Type);
        if (target.dtype != type || !target.shape.SequenceEqual(Shape))
            throw new ArgumentException(
                $"Tensor {Name} is {Describe(Type, Shape)}; the target is {target.dtype} [{string.Join(", ", target.shape)}].",
                nameof(target)
            );
        NativeLibraries.EnsureLoaded();
        using var quiet = no_grad();
        using var host = empty([.. Shape], ElementTypes.OfTensor(Type));
        Data.Span.CopyTo(host.bytes);
        target.copy_(host);
    }

    /// <summary>A tensor of its own on the CPU, which the caller disposes.</summary>
    public Tensor ToTensor()
    {
        var copy = empty([.. Shape], ElementTypes.OfTensor(Type));
        Data.Span.CopyTo(copy.bytes);
        return copy;
    }

    /// <summary>Tells whether every number is finite; whole numbers are.</summary>
    internal bool IsFinite() =>
        Type switch
        {
            ElementType.Float32 => IsFinite<float>(),
            ElementType.Float64 => IsFinite<double>(),
            ElementType.Float16 => IsFinite<Half>(),
            ElementType.BFloat16 => IsFiniteInBrief(),
            _ => true,
        };

    /// <summary>Of bfloat16, the upper half of a float32: an exponent of ones says that it is not.</summary>
    private bool IsFiniteInBrief()
    {
        const int Exponent = 0x7F80;
        foreach (var number in MemoryMarshal.Cast<byte, ushort>(Data.Span))
            if ((number & Exponent) == Exponent)
                return false;
        return true;
    }

    private bool IsFinite<T>()
        where T : unmanaged, INumberBase<T>
    {
        foreach (var number in MemoryMarshal.Cast<byte, T>(Data.Span))
            if (!T.IsFinite(number))
                return false;
        return true;
    }

    /// <summary>Type and shape as read by people.</summary>
    internal static string Describe(ElementType type, IEnumerable<long> shape) => $"{type} [{string.Join(", ", shape)}]";
}
