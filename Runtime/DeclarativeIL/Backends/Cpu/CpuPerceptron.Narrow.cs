namespace DeclarativeIL.Backends.Cpu;

/// <summary>The last layer where it has few outputs.</summary>
internal sealed unsafe partial class CpuPerceptron<T>
{
    /// <summary>From the results of the last layer with padding, which is the last but one if that is narrow, to the answers.</summary>
    private void Last(int member, T* a, int stride, T* answers, int rows)
    {
        var layer = _layout.Layers[^1];
        if (!layer.IsNarrow)
        {
            Compact(a, stride, answers, rows, Shape.Outputs);
            return;
        }
        var values = _values.Pointer + (nint)member * _layout.PerMember;
        Kernel.Dots(
            new DotProducts<T>
            {
                A = a,
                AStride = stride,
                B = values + layer.Weights,
                Bias = values + layer.Bias,
                C = answers,
                CStride = Shape.Outputs,
                Rows = rows,
                Columns = layer.BackColumns,
                Outputs = layer.Outputs,
            }
        );
    }

    /// <summary>The last layer, whose weights lie as the backward pass wants them and whose gradients need no padding.</summary>
    private void Narrow(int index, int member, nint at, T* below, T* gradients, bool adds, int rows)
    {
        var layer = _layout.Layers[index];
        var stride = _layout.Layers[index - 1].Stride;
        var delta = _outputGradient!.Pointer + at * layer.Outputs;
        Before(index, member, at, delta, layer.Outputs, below, rows);
        if (gradients is null)
            return;
        Kernel.Gradient(
            new OuterProduct<T>
            {
                X = delta,
                XStride = layer.Outputs,
                D = _results[index - 1]!.Pointer + at * stride,
                DStride = stride,
                Weights = gradients + layer.Weights,
                Rows = rows,
                Inputs = layer.Outputs,
                Columns = layer.BackColumns,
                Adds = adds,
            }
        );
        var width = layer.BackColumns % Kernel.PanelWidth is > 0 and var rest ? rest : Kernel.PanelWidth;
        var padding = layer.BackColumns - layer.Inputs; // where the layer below may have given f(0)
        var end = gradients + layer.Weights + (layer.BackColumns - width) * layer.Outputs;
        for (var output = 0; output < layer.Outputs && padding > 0; output++)
            new Span<T>((end += width) - padding, padding).Clear();
        SumRows(delta, rows, new Span<T>(gradients + layer.Bias, layer.Columns), layer.Outputs, adds);
    }

    private static void SumRows(T* delta, int rows, Span<T> bias, int outputs, bool adds)
    {
        for (var output = 0; output < bias.Length; output++)
        {
            T even = T.Zero,
                odd = even;
            T* next = delta + output;
            var row = output < outputs ? 0 : rows; // padding stays 0
            for (; row + 2 <= rows; row += 2, next += 2 * outputs)
            {
                even += next[0];
                odd += next[outputs];
            }
            if (row < rows)
                even += next[0];
            bias[output] = (adds ? bias[output] : T.Zero) + even + odd;
        }
    }
}
