using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

public abstract partial class PolicyNetwork
{
    private HostActing? _acting;
    private double[] _outputs = [];

    /// <inheritdoc/>
    public void Mode(ReadOnlySpan<float> states, Span<float> actions)
    {
        var outputs = Act(states, actions);
        Choose(outputs, actions, null);
    }

    /// <inheritdoc/>
    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var outputs = Act(states, actions);
        Choose(outputs, actions, random);
    }

    /// <inheritdoc/>
    public virtual Policy OneSample() => new OneSamplePolicy(this);

    /// <summary>Actions from outputs, on the host.</summary>
    /// <param name="outputs">[n, out], or [members, n, out].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    private protected abstract void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random);

    /// <summary>The states as the body takes them.</summary>
    private protected virtual Tensor Spread(Tensor states) => states;

    /// <summary>
    /// The outputs for states on the host, in float64 so that choices do not depend on the network's number type more than
    /// they must.
    /// </summary>
    private ReadOnlySpan<double> Act(ReadOnlySpan<float> states, Span<float> actions)
    {
        var rows = states.Length / StateSize;
        if (rows * StateSize != states.Length)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected a multiple of {StateSize}, the size of a state.", nameof(states));
        if (actions.Length != rows * Actions.Width)
            throw new ArgumentException($"Found room for {actions.Length} numbers; expected {rows} x {Actions.Width}.", nameof(actions));
        Check.Finite(states, StateSize, "The state", static message => new ArgumentException(message, nameof(states)));
        var outputs = (_acting ??= HostActing.Of(Body, Parameters, HostExtra)) is { } host ? Here(host, states, rows) : ByTensors(states, rows);
        Check.Finite(outputs, Body.Outputs, "The network's output", static message => new InvalidOperationException(message));
        return outputs;
    }

    /// <summary>Without tensors, and without memory of its own from the second call on.</summary>
    private ReadOnlySpan<double> Here(HostActing host, ReadOnlySpan<float> states, int rows)
    {
        var outputs = host.Act(states, rows);
        if (_outputs.Length < outputs.Length)
            _outputs = new double[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
            _outputs[i] = outputs[i];
        return _outputs.AsSpan(0, outputs.Length);
    }

    private double[] ByTensors(ReadOnlySpan<float> states, int rows)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = Body.Forward(Spread(Host.Upload(states, rows, Parameters)), acting: true);
        return Host.Download(pass.Output);
    }
}
