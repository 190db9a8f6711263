namespace DeclarativeIL.Environments;

/// <summary>
/// An environment that shows which of n things it is in (a <see cref="DiscreteSpace"/>), seen as n numbers: 1 in the place of that thing,
/// 0 in the others. A network would take the thing's number for a size.
/// </summary>
/// <remarks>
/// <see cref="EncodeObservation"/> does the same to every space; <see cref="IndexOf(State)"/> is the way back from one thing's numbers.
/// </remarks>
/// <param name="environment">The environment; reset and stepped through this object alone from now on.</param>
/// <exception cref="ArgumentException">Its observations are not of a <see cref="DiscreteSpace"/>.</exception>
public sealed class OneHot(IEnvironment environment) : EncodeObservation(Checked(environment))
{
    /// <summary>The number of the component that is 1.</summary>
    /// <param name="state">n numbers, one of them 1 and the others 0.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static int IndexOf(State state)
    {
        var index = -1;
        for (var i = 0; i < state.Size; i++)
            if (state[i] == 1 && index < 0)
                index = i;
            else if (state[i] != 0)
                index = state.Size;
        return index >= 0 && index < state.Size
            ? index
            : throw new ArgumentException($"Found {state}; expected one 1 and zeros.", nameof(state));
    }

    /// <summary>Throws unless observations are numbers that stand for things.</summary>
    internal static void Check(Space observations, string argument)
    {
        if (observations is not DiscreteSpace)
            throw new ArgumentException(
                $"Found observations of {Guard.Describe(observations)}; expected those of a DiscreteSpace.",
                argument
            );
    }

    private static IEnvironment Checked(IEnvironment? environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Check(environment.Observations, nameof(environment));
        return environment;
    }
}

/// <summary>N environments seen as by <see cref="OneHot"/>.</summary>
/// <param name="environments">The environments; reset and stepped through this object alone from now on.</param>
/// <exception cref="ArgumentException">Their observations are not of a <see cref="DiscreteSpace"/>.</exception>
public sealed class VectorOneHot(IVectorEnvironment environments) : VectorEncodeObservation(Checked(environments))
{
    private static IVectorEnvironment Checked(IVectorEnvironment? environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        OneHot.Check(environments.Observations, nameof(environments));
        return environments;
    }
}
