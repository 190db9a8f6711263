using DeclarativeIL.Randomness;

namespace DeclarativeIL.Experts;

/// <summary>An expert that compares answers.</summary>
public sealed class PreferenceExpert : IPreferenceExpert
{
    private readonly Func<Act, Act, State, bool> _prefers;

    private PreferenceExpert(Func<Act, Act, State, bool> prefers) => _prefers = prefers;

    /// <summary>An expert that is a function.</summary>
    /// <param name="prefers">Whether the first act is preferred over the second in the state.</param>
    public static PreferenceExpert From(Func<Act, Act, State, bool> prefers)
    {
        ArgumentNullException.ThrowIfNull(prefers);
        return new PreferenceExpert(prefers);
    }

    /// <summary>An expert that prefers what earns more; of equals, the first.</summary>
    /// <param name="reward">What an act earns in a state.</param>
    public static PreferenceExpert FromReward(Func<State, Act, double> reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        return new PreferenceExpert((first, second, state) => Margin(reward, first, second, state) >= 0);
    }

    /// <summary>An expert that prefers the first act with probability sigma((r_1 - r_2) / temperature) (Bradley, Terry 1952).</summary>
    /// <param name="reward">What an act earns in a state.</param>
    /// <param name="temperature">Above 0; the higher, the more often it errs.</param>
    /// <param name="random">Where the draws come from, one a comparison; it is advanced.</param>
    public static PreferenceExpert FromReward(Func<State, Act, double> reward, double temperature, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(random);
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Expected a temperature above 0.");
        return new PreferenceExpert((first, second, state)
            => random.NextUniform() < Functions.Sigmoid(Margin(reward, first, second, state) / temperature));
    }

    /// <inheritdoc/>
    public bool Prefers(Act first, Act second, State state) => _prefers(first, second, state);

    /// <summary>The expert as declarations see it: it prefers, and refuses to say what it would do itself.</summary>
    public Expert OneSample() => new Face(this);

    private static double Margin(Func<State, Act, double> reward, Act first, Act second, State state)
    {
        var (one, other) = (reward(state, first), reward(state, second));
        return double.IsFinite(one) && double.IsFinite(other)
            ? one - other
            : throw new InvalidOperationException($"Found the rewards {one} and {other}; expected finite numbers.");
    }

    private sealed class Face(PreferenceExpert expert) : Expert, IPreferenceExpert
    {
        public override Act Action(State state)
            => throw new NotSupportedException("This expert compares answers, it gives none: use an expert that implements IActionExpert.");

        public override bool Prefers(Act first, Act second, State state) => expert.Prefers(first, second, state);
    }
}
