using System.Runtime.InteropServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>A perceptron's answers while acting, by the host's kernels.</summary>
/// <remarks>
/// The kernels keep weights in an order of their own. Anyone may write to the parameters at any time, so each call compares
/// them with the copy that was loaded, which costs less than the pass itself. For one call at a time.
/// </remarks>
internal sealed class HostActing
{
    private readonly HostPerceptron<float> _kernel;
    private readonly FlatParameters _parameters;
    private readonly float[] _loaded;
    private bool _isLoaded;

    /// <param name="kernel">The layers' kernels, without values yet.</param>
    /// <param name="parameters">The layers' parameters, and what stands behind them.</param>
    public HostActing(HostPerceptron<float> kernel, FlatParameters parameters) =>
        (_kernel, _parameters, _loaded) = (kernel, parameters, new float[parameters.Count]);

    /// <summary>Takes the parameters as they are now, where they have changed; within <see cref="FlatParameters.Gate"/>.</summary>
    public void Refresh()
    {
        ReadOnlySpan<float> present = _parameters.HostValues<float>();
        if (_isLoaded && MemoryMarshal.AsBytes(present).SequenceEqual(MemoryMarshal.AsBytes<float>(_loaded)))
            return;
        present.CopyTo(_loaded);
        _kernel.Load(_loaded);
        _isLoaded = true;
    }

    /// <summary>[rows, out], or [members, rows, out] where all members see the same states; valid until the next call.</summary>
    /// <param name="states">[rows, in].</param>
    /// <param name="rows">How many.</param>
    public ReadOnlySpan<float> Act(ReadOnlySpan<float> states, int rows) => _kernel.Act(states, rows, shared: true);
}
