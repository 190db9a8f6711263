using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Training;

public static partial class Fitting
{
    /// <summary>Checks that a policy sees what environments show, and does what they take.</summary>
    /// <remarks>
    /// Where policy and environments both bound a component of their continuous actions, the bounds have to be the same. What has no bound
    /// is executed within the other's.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The spaces differ, or the environments show which of n things they are in as one number.
    /// </exception>
    public static void Check(IPolicyNetwork policy, IVectorEnvironment environments) => Check(policy, environments, nameof(environments));

    /// <summary>Checks that networks can take what environments show.</summary>
    /// <exception cref="ArgumentException">
    /// They show which of n things they are in as one number, which a network takes for a size.
    /// </exception>
    public static void Check(IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        CheckSeen(environments.Observations, nameof(environments));
    }

    /// <summary>
    /// Checks that an expert knows what environments show, and answers what they take, as far as that can be told beforehand.
    /// </summary>
    /// <exception cref="ArgumentException">It is made of a policy, a controller or a space that does not fit.</exception>
    public static void CheckExpert(IActionExpert expert, IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        CheckExpert(expert, environments.Observations, environments.Actions);
    }

    /// <exception cref="ArgumentException">It is made of a policy, a controller or a space that does not fit.</exception>
    internal static void CheckExpert(IActionExpert expert, Space observations, Space actions)
    {
        if (Fault(expert, observations, actions) is { } fault)
            throw new ArgumentException(fault, nameof(expert));
    }

    internal static void CheckSeen(Space observations, string argument)
    {
        if (Seen(observations) is { } fault)
            throw new ArgumentException(fault, argument);
    }

    internal static void Check(IPolicyNetwork policy, IVectorEnvironment environments, string argument)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(environments);
        if (Fault(policy, environments.Observations, environments.Actions) is { } fault)
            throw new ArgumentException(fault, argument);
    }

    /// <summary>Why an expert cannot be asked in such environments; null where nothing speaks against it.</summary>
    internal static string? Fault(IActionExpert expert, Space observations, Space actions) =>
        (expert as IFitted)?.Fault(observations, actions);

    /// <summary>Why a policy cannot act in such environments; null where it can.</summary>
    internal static string? Fault(IPolicyNetwork policy, Space observations, Space actions)
    {
        if (Seen(observations) is { } fault)
            return fault;
        if (observations.Width != policy.StateSize)
            return $"The environments show {observations.Width} numbers; the policy expects {policy.StateSize}.";
        return Bounds("policy gives", policy.Actions, actions);
    }

    /// <summary>Why actions of one space cannot be done in environments that take another; null where they can.</summary>
    internal static string? Bounds(string gives, Space given, Space taken)
    {
        if ((given, taken) is (BoxSpace mine, BoxSpace theirs) && mine.Width == theirs.Width)
        {
            for (var i = 0; i < mine.Width; i++)
                if (!Fits(mine.Low[i], theirs.Low[i]) || !Fits(mine.High[i], theirs.High[i]))
                    return $"The environments take {Guard.Describe(theirs)}; the {gives} {Guard.Describe(mine)}. Expected equal bounds "
                        + "where both have one: make it over the environments' Actions, or wrap them in "
                        + $"{nameof(RescaleAction)} ({nameof(VectorRescaleAction)}).";
            return null;
        }
        var fits = (given, taken) is (DiscreteSpace one, DiscreteSpace other) && one.Count == other.Count;
        return fits ? null : $"The environments take {Describe(taken)}; the {gives} {Describe(given)}.";
    }

    private static bool Fits(float mine, float theirs) => mine == theirs || float.IsInfinity(mine) || float.IsInfinity(theirs);

    private static string? Seen(Space observations) =>
        observations is DiscreteSpace discrete
            ? $"The environments show which of {discrete.Count} things they are in by its number, which a network would take for a size. "
                + $"Expected one-hot observations: wrap them in {nameof(OneHot)} ({nameof(VectorOneHot)}), and give networks "
                + $"{discrete.Count} numbers per state."
            : null;

    private static string Describe(Space space) =>
        space switch
        {
            DiscreteSpace discrete => $"one of {discrete.Count} discrete actions",
            _ => $"{space.Width} continuous numbers",
        };
}
