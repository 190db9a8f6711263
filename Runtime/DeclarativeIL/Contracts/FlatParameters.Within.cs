using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DeclarativeIL.Arithmetic;
using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL;

public sealed partial class FlatParameters
{
    /// <summary>
    /// The lock that guards the values, held while they are written or used: a policy that acts while another thread trains acts by
    /// the parameters of one moment, between two steps.
    /// </summary>
    internal Lock Gate { get; } = new();

    /// <summary>
    /// What the network does to its inputs first; null where it takes them as they are. The parameters mean nothing without it, so it is
    /// copied with them.
    /// </summary>
    internal InputScaler? Scaler { get; set; }

    /// <summary>
    /// How acts come from a policy's head; null where they are the head's. Copied with the parameters, as <see cref="Scaler"/>.
    /// </summary>
    internal IActScaling? Acts { get; set; }

    /// <summary>True while a run trains them.</summary>
    internal bool IsTraining { get; set; }

    /// <summary>True if values lie in memory of the host, and can be read and written without libtorch.</summary>
    internal bool IsInMemory => _values is not null;

    /// <summary>The tensors that change with the values in training but are not trained, such as running statistics; by name.</summary>
    internal Func<IEnumerable<(string Name, Tensor Value)>>? Statistics { get; set; }

    /// <summary><see cref="Statistics"/>, as they are.</summary>
    internal IEnumerable<(string Name, Tensor Value)> CurrentStatistics() => Statistics?.Invoke() ?? [];

    /// <summary>The first byte of a parameter on the CPU.</summary>
    internal ref byte ByteOf(ParameterSlot slot) =>
        ref (
            _values is float[] floats
                ? ref Unsafe.As<float, byte>(ref floats[slot.Offset])
                : ref Unsafe.As<double, byte>(ref ((double[])_values!)[slot.Offset])
        );

    /// <summary>The parameters without a tensor, where they are such numbers on the CPU; else nothing.</summary>
    internal T[]? Numbers<T>() => _values as T[];

    /// <summary>Takes all values from a part of another network's; its number type and device may differ.</summary>
    /// <param name="other">As many values from there on, or more.</param>
    /// <param name="first">The first of them.</param>
    internal void CopyPart(FlatParameters other, long first)
    {
        if (_values is null || other._values is null)
        {
            if (!Tensors.IsSupported)
                throw Tensors.Missing();
            using var quiet = no_grad();
            using var part = other.Values.narrow(0, first, Count);
            Restore(part);
            return;
        }
        lock (Gate)
            switch (other._values, _values)
            {
                case (double[] from, float[] to):
                    System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(from.AsSpan((int)first, to.Length), to);
                    break;
                case (float[] from, double[] to):
                    System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<float, double>(from.AsSpan((int)first, to.Length), to);
                    break;
                default:
                    Array.Copy(other._values, first, _values, 0, Count);
                    break;
            }
    }

    /// <summary>Takes a copy of all values and running statistics.</summary>
    /// <param name="copy">An earlier copy, whose memory is used again; none at first.</param>
    internal ParameterCopy Copy(ParameterCopy? copy = null)
    {
        if (_values is null)
        {
            if (!Tensors.IsSupported)
                throw Tensors.Missing();
            var kept = (Tensor?)copy?.Values ?? Snapshot();
            kept.copy_(Values);
            return new(kept, this, copy);
        }
        var numbers = (Array?)copy?.Values ?? NewNumbers();
        Array.Copy(_values, numbers, numbers.Length);
        return new(numbers, this, copy);
    }

    /// <summary>Takes all values and running statistics from a copy.</summary>
    internal void Restore(ParameterCopy copy)
    {
        lock (Gate)
        {
            if (_values is null)
            {
                if (!Tensors.IsSupported)
                    throw Tensors.Missing();
                using var quiet = no_grad();
                Values.copy_((Tensor)copy.Values);
            }
            else
                Array.Copy((Array)copy.Values, _values, _values.Length);
            copy.RestoreStatistics(this);
        }
    }

    /// <summary>The bytes of one parameter, row after row, as a file holds them; none where not <see cref="IsInMemory"/>.</summary>
    internal ReadOnlySpan<byte> BytesOf(ParameterSlot slot) =>
        _values switch
        {
            float[] floats => MemoryMarshal.AsBytes(floats.AsSpan((int)slot.Offset, (int)slot.Count)),
            double[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan((int)slot.Offset, (int)slot.Count)),
            _ => default,
        };

    /// <summary>Writes one parameter's values from bytes of its number type, row after row.</summary>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    internal void WriteBytes(ParameterSlot slot, ReadOnlySpan<byte> bytes)
    {
        var target = _values switch
        {
            float[] floats => MemoryMarshal.AsBytes(floats.AsSpan((int)slot.Offset, (int)slot.Count)),
            double[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan((int)slot.Offset, (int)slot.Count)),
            _ => throw new InvalidOperationException("These parameters lie in a tensor."),
        };
        if (bytes.Length != target.Length)
            throw new ArgumentException($"Found {bytes.Length} bytes for '{slot.Name}'; expected {target.Length}.", nameof(bytes));
        bytes.CopyTo(target);
    }

    /// <summary>Tells whether every number of a parameter is finite, where <see cref="IsInMemory"/>.</summary>
    internal bool IsFinite(ParameterSlot slot) =>
        _values switch
        {
            float[] floats => AreFinite<float>(floats.AsSpan((int)slot.Offset, (int)slot.Count)),
            double[] doubles => AreFinite<double>(doubles.AsSpan((int)slot.Offset, (int)slot.Count)),
            _ => true,
        };

    /// <summary>Tells whether x - x is 0 for each number, many at a time: for one that is not finite it is NaN.</summary>
    private static bool AreFinite<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i + System.Numerics.Vector<T>.Count <= numbers.Length; i += System.Numerics.Vector<T>.Count)
        {
            var some = new System.Numerics.Vector<T>(numbers[i..]);
            if (some - some != System.Numerics.Vector<T>.Zero)
                return false;
        }
        for (; i < numbers.Length; i++)
            if (!T.IsFinite(numbers[i]))
                return false;
        return true;
    }

    /// <summary>Writes one parameter's values, row after row.</summary>
    internal void Write(ParameterSlot slot, ReadOnlySpan<double> values)
    {
        switch (_values)
        {
            case float[] floats:
                for (var i = 0; i < values.Length; i++)
                    floats[slot.Offset + i] = (float)values[i];
                break;
            case double[] doubles:
                values.CopyTo(doubles.AsSpan((int)slot.Offset));
                break;
            default:
                if (!Tensors.IsSupported)
                    throw Tensors.Missing();
                using (no_grad())
                using (var view = Value(slot))
                using (var sent = tensor(values.ToArray(), [.. slot.Shape]))
                    view.copy_(sent);
                break;
        }
    }

    /// <summary>One parameter's values, row after row. Waits for the device.</summary>
    /// <param name="slot">The parameter.</param>
    /// <param name="values">As many numbers, filled.</param>
    internal void Read(ParameterSlot slot, Span<double> values)
    {
        if (_values is float[] floats)
            for (var i = 0; i < values.Length; i++)
                values[i] = floats[slot.Offset + i];
        else if (_values is double[] doubles)
            doubles.AsSpan((int)slot.Offset, values.Length).CopyTo(values);
        else if (!Tensors.IsSupported)
            throw Tensors.Missing();
        else
            using (var view = Value(slot))
                DeviceTransfer.Download(view).CopyTo(values);
    }
}
