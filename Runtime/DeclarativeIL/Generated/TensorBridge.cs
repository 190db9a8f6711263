using System.ComponentModel;
using System.Runtime.InteropServices;
using DeclarativeIL.Backends.Cpu;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>
/// Between columns on the CPU and what a step has only in tensors: a loss that its author wrote over a whole batch, an operation that
/// declares no derivative. Columns become tensors in float64; autograd's answer is read back into columns.
/// </summary>
/// <remarks>
/// Call it within a dispose scope and with gradients enabled, as generated steps do: tensors live no longer than the step.
/// Beside the objects that TorchSharp makes for them it allocates nothing. It needs libtorch, on the CPU.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorBridge
{
    /// <summary>A column as a tensor: [n], [n, k] or [n, parts, k].</summary>
    /// <param name="column">The column, rows of all members one after the other.</param>
    /// <param name="rank">0 for numbers, 1 for vectors, 2 for several acts.</param>
    /// <returns>In float64 on the CPU; the caller's scope disposes it.</returns>
    public static Tensor Tensor(CpuColumn column, int rank = 0)
    {
        ArgumentNullException.ThrowIfNull(column);
        var numbers = column.Numbers64(0, column.Rows);
        var tensor = rank switch
        {
            0 => empty(column.Rows, ScalarType.Float64),
            1 => empty(column.Rows, column.Width, ScalarType.Float64),
            _ => empty(column.Rows, column.Parts, column.Width / column.Parts, ScalarType.Float64),
        };
        numbers.CopyTo(MemoryMarshal.Cast<byte, double>(tensor.bytes));
        return tensor;
    }

    /// <summary>The same, with respect to which a derivative is wanted.</summary>
    /// <param name="column">The column, rows of all members one after the other.</param>
    /// <param name="rank">0 for numbers, 1 for vectors, 2 for several acts.</param>
    public static Tensor Leaf(CpuColumn column, int rank = 0) => Tensor(column, rank).requires_grad_();

    /// <summary>The derivative of a loss over the batch with respect to every leaf.</summary>
    /// <param name="loss">[].</param>
    /// <returns>The loss.</returns>
    public static double Backward(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.requires_grad) // not where no leaf is part of it
            loss.backward();
        return loss.detach().to(ScalarType.Float64).item<double>();
    }

    /// <summary>
    /// The derivative of what was computed for each row with respect to every leaf, given that of the losses with respect to it.
    /// </summary>
    /// <param name="result">[n] or [n, k].</param>
    /// <param name="upstream">Of the same shape.</param>
    public static void Backward(Tensor result, Tensor upstream)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.requires_grad) // not where only the shape counts, or a whole number
            result.backward([upstream]);
    }

    /// <summary>Reads a leaf's derivative; 0 where nothing depends on it.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="gradient">Written anew, as many numbers a row as the leaf has.</param>
    public static void Read(Tensor leaf, CpuColumn gradient)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        ArgumentNullException.ThrowIfNull(gradient);
        gradient.Resize((int)(leaf.numel() / leaf.size(0)));
        if (leaf.grad is { } found)
            gradient.Set(MemoryMarshal.Cast<byte, double>(found.contiguous().bytes));
        else
            gradient.Set(0.0);
    }
}
