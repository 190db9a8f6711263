using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

public abstract partial class PolicyNetwork
{
    /// <inheritdoc/>
    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => Act(states, actions, null);

    /// <inheritdoc/>
    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => Sample(states, actions, random, null);

    /// <summary>The same, by what the policy remembers of each state's episode.</summary>
    internal void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random, ActingOrder? memory)
    {
        ArgumentNullException.ThrowIfNull(random);
        Act(states, actions, random, memory);
        if (Parameters.IsTraining) // a run collects by samples, and evaluates by the mode
            Parameters.Scaler?.Gather(states);
    }

    /// <inheritdoc/>
    public virtual Policy OneSample() => new OneSamplePolicy(this);

    /// <summary>Acts in states: samples, or the mode.</summary>
    /// <param name="states">[n, s].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    /// <param name="memory">What is remembered of each state's episode.</param>
    internal abstract void Act(ReadOnlySpan<float> states, Span<float> actions, RandomStream? random, ActingOrder? memory = null);

    /// <summary>Throws unless these are states and room for as many acts.</summary>
    /// <returns>How many.</returns>
    private protected int Checked(ReadOnlySpan<float> states, Span<float> actions)
    {
        var rows = states.Length / StateSize;
        if (rows * StateSize != states.Length)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected a multiple of {StateSize}, the size of a state.",
                nameof(states)
            );
        if (actions.Length != rows * Actions.Width)
            throw new ArgumentException($"Found room for {actions.Length} numbers; expected {rows} x {Actions.Width}.", nameof(actions));
        Check.Finite(states, StateSize, "The state", static message => new ArgumentException(message, nameof(states)));
        return rows;
    }
}
