using System.Numerics.Tensors;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Between the layers, which compute in numbers of their own, and the head, which computes in float64.</summary>
internal sealed partial class CpuPerceptronNetwork<T>
{
    private double[] _outputs = [],
        _outputGradient = [],
        _extra = [],
        _extraGradient = [];
    private int _outputCount;

    /// <summary>[members, rows, outputs] of the last pass.</summary>
    private ReadOnlySpan<double> Outputs => _outputs.AsSpan(0, _outputCount);

    private ReadOnlySpan<T> ActOn(int rows) => kernel.Act(kernel.Input(rows), rows);

    private ReadOnlySpan<double> TakeOutputs(ReadOnlySpan<T> outputs)
    {
        _outputCount = outputs.Length;
        if (_outputs.Length < _outputCount)
            _outputs = new double[_outputCount];
        TensorPrimitives.ConvertTruncating(outputs, _outputs.AsSpan(0, _outputCount));
        return Outputs;
    }

    /// <summary>[members, extra], the parameters behind the layers.</summary>
    private ReadOnlySpan<double> TakeExtra()
    {
        if (_extra.Length != kernel.Extra.Length)
            (_extra, _extraGradient) = (new double[kernel.Extra.Length], new double[kernel.Extra.Length]);
        TensorPrimitives.ConvertTruncating<T, double>(kernel.Extra, _extra);
        return _extra;
    }

    /// <summary>[members, rows, outputs], zeros.</summary>
    private Span<double> ZeroGradients(int rows)
    {
        var count = rows == 0 ? 0 : _outputCount;
        if (_outputGradient.Length < count)
            _outputGradient = new double[count];
        Array.Clear(_extraGradient);
        var gradients = _outputGradient.AsSpan(0, count);
        gradients.Clear();
        return gradients;
    }

    /// <summary>Hands the gradients of the outputs to the layers.</summary>
    private void GiveGradients()
    {
        var gradients = _outputGradient.AsSpan(0, _outputCount);
        NegligibleGradients.Clear(gradients);
        TensorPrimitives.ConvertTruncating<double, T>(gradients, kernel.OutputGradient(_rows));
    }

    private void GiveExtraGradient()
    {
        var gradients = _extraGradient.Length == 0 ? default : kernel.ExtraGradient;
        for (var i = 0; i < gradients.Length; i++)
            gradients[i] += T.CreateTruncating(_extraGradient[i]);
    }
}
