using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>The scratch memory of one call that acts: not shared while the call lasts, and used again by later calls.</summary>
internal sealed class ActingScratch(CpuActing? kernels)
{
    private double[] _outputs = [],
        _states = [];

    /// <summary>The kernels with weights and buffers of their own; none where the network needs tensors.</summary>
    public CpuActing? Kernels => kernels;

    /// <summary>The equations of a declared head; none before the first call, or of another policy.</summary>
    public DeclaredActing? Head { get; set; }

    /// <summary>The states of the call, for a head that reads columns from them.</summary>
    public double[] States(ReadOnlySpan<float> states)
    {
        if (_states.Length < states.Length)
            _states = new double[states.Length];
        for (var i = 0; i < states.Length; i++)
            _states[i] = states[i];
        return _states;
    }

    /// <summary>Room for outputs.</summary>
    public Span<double> Outputs(int count)
    {
        if (_outputs.Length < count)
            _outputs = new double[count];
        return _outputs.AsSpan(0, count);
    }
}
