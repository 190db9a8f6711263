using System.ComponentModel;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>The answers to one question for all rows, read from the device once, row by row in the language's types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HostAnswer
{
    private readonly double[] _values;
    private readonly long[] _shape;

    /// <summary>Reads the answers.</summary>
    /// <param name="answer">[n], [n, k] or [n, k, k].</param>
    public HostAnswer(Tensor answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _shape = answer.shape;
        _values = Read(answer);
    }

    /// <summary>The number of row <paramref name="row"/>.</summary>
    public double Scalar(int row) => _values[_shape.Length == 0 ? 0 : row];

    /// <summary>The vector of row <paramref name="row"/>.</summary>
    public Vector Vector(int row) => new(_values.AsMemory((int)(row * _shape[1]), (int)_shape[1]));

    /// <summary>The act of row <paramref name="row"/>; what is no number behind a short sequence is not part of it.</summary>
    public Act Act(int row)
    {
        var width = (int)_shape[1];
        var values = _values.AsMemory(row * width, width);
        // an act of nothing but NaN is no sequence
        while (width > 1 && double.IsNaN(values.Span[width - 1]) && !double.IsNaN(values.Span[0]))
            width--;
        return new(values[..width]);
    }

    /// <summary>The matrix of row <paramref name="row"/>.</summary>
    public Matrix Matrix(int row)
    {
        var size = (int)(_shape[1] * _shape[2]);
        return new((int)_shape[1], (int)_shape[2], _values.AsSpan(row * size, size));
    }

    /// <summary>A tensor's numbers on the host, row after row.</summary>
    public static double[] Read(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(tensor.detach().cpu().to(ScalarType.Float64).contiguous().bytes).ToArray();
    }

    /// <summary>A matrix as a tensor [rows, columns].</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="type">The element type.</param>
    /// <param name="device">Where; none means the CPU.</param>
    public static Tensor Upload(Matrix matrix, ScalarType type, TorchSharp.torch.Device? device = null) =>
        tensor(matrix.Span.ToArray(), [matrix.Rows, matrix.Columns], type, device ?? CPU);

    /// <summary>A vector as a tensor [size].</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="type">The element type.</param>
    /// <param name="device">Where; none means the CPU.</param>
    public static Tensor Upload(Vector vector, ScalarType type, TorchSharp.torch.Device? device = null) =>
        tensor(vector.Span.ToArray(), type, device ?? CPU);

    /// <summary>States as a tensor [n, s].</summary>
    /// <param name="states">One or more; NaN stands behind those that are shorter than the longest.</param>
    /// <param name="type">The element type.</param>
    /// <param name="device">Where.</param>
    public static Tensor Upload(IReadOnlyList<State> states, ScalarType type, TorchSharp.torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(states);
        var width = states.Count == 0 ? 0 : states.Max(static state => state.Size);
        var values = new double[states.Count * width];
        Array.Fill(values, double.NaN);
        for (var i = 0; i < states.Count; i++)
            states[i].Span.CopyTo(values.AsSpan(i * width));
        return tensor(values, [states.Count, width], type, device);
    }
}
