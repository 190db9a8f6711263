using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

public abstract partial class PolicyNetwork
{
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
    private double[] Act(ReadOnlySpan<float> states, Span<float> actions)
    {
        var rows = states.Length / StateSize;
        if (rows * StateSize != states.Length)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected a multiple of {StateSize}, the size of a state.", nameof(states));
        if (actions.Length != rows * Actions.Width)
            throw new ArgumentException($"Found room for {actions.Length} numbers; expected {rows} x {Actions.Width}.", nameof(actions));
        Check.Finite(states, StateSize, "The state", static message => new ArgumentException(message, nameof(states)));
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = Body.Forward(Spread(Host.Upload(states, rows, Parameters)), acting: true);
        var outputs = Host.Download(pass.Output);
        Check.Finite<double>(outputs, Body.Outputs, "The network's output", static message => new InvalidOperationException(message));
        return outputs;
    }
}
