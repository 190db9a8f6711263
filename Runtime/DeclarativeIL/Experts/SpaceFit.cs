using DeclarativeIL.Environments;

namespace DeclarativeIL.Experts;

/// <summary>Checks that policies and experts see what environments show, and do what they take.</summary>
internal static class SpaceFit
{
    /// <summary>Throws where an expert cannot be asked in such environments.</summary>
    /// <exception cref="ArgumentException">It is made of a policy, a controller or a space that does not fit.</exception>
    public static void CheckExpert(IActionExpert expert, Space observations, Space actions)
    {
        if (Fault(expert, observations, actions) is { } fault)
            throw new ArgumentException(fault, nameof(expert));
    }

    /// <summary>Throws where networks cannot take what environments show.</summary>
    /// <exception cref="ArgumentException">Something in them has to be encoded first: a number that stands for a thing, bytes.</exception>
    public static void CheckSeen(Space observations, string argument)
    {
        if (Seen(observations) is { } fault)
            throw new ArgumentException(fault, argument);
    }

    /// <summary>Throws where a policy cannot act in such environments.</summary>
    /// <exception cref="ArgumentException">The spaces differ.</exception>
    public static void Check(IPolicyNetwork policy, IVectorEnvironment environments, string argument)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(environments);
        if (Fault(policy, environments.Observations, environments.Actions) is { } fault)
            throw new ArgumentException(fault, argument);
    }

    /// <summary>Why an expert cannot be asked in such environments; null where nothing speaks against it.</summary>
    public static string? Fault(IActionExpert expert, Space observations, Space actions) =>
        (expert as IFitted)?.Fault(observations, actions);

    /// <summary>Why a policy cannot act in such environments; null where it can.</summary>
    public static string? Fault(IPolicyNetwork policy, Space observations, Space actions)
    {
        if (Seen(observations) is { } fault)
            return fault;
        if (observations.Width != policy.StateSize)
            return $"The environments show {observations.Width} numbers; the policy expects {policy.StateSize}.";
        return Bounds("policy gives", policy.Actions, actions);
    }

    /// <summary>Why actions of one space cannot be done in environments that take another; null where they can.</summary>
    public static string? Bounds(string gives, Space given, Space taken)
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
        if ((given, taken) is (TupleSpace ours, TupleSpace wanted) && ours.Parts.Count == wanted.Parts.Count)
        {
            for (var i = 0; i < ours.Parts.Count; i++)
                if (ours[i].Name != wanted[i].Name)
                    return $"Part {i} of what the environments take is '{wanted[i].Name}'; the {gives} '{ours[i].Name}' in its place.";
                else if (Bounds(gives, ours[i].Space, wanted[i].Space) is { } fault)
                    return $"Part '{ours[i].Name}': {fault}";
            return null;
        }
        return given == taken ? null : $"The environments take {Describe(taken)}; the {gives} {Describe(given)}.";
    }

    private static bool Fits(float mine, float theirs) => mine == theirs || float.IsInfinity(mine) || float.IsInfinity(theirs);

    private static string? Seen(Space observations) =>
        observations switch
        {
            DiscreteSpace discrete =>
                $"The environments show which of {discrete.Count} things they are in by its number, which a network would take for a size. "
                    + $"Expected one-hot observations: wrap them in {nameof(OneHot)} ({nameof(VectorOneHot)}), and give networks "
                    + $"{discrete.Count} numbers per state.",
            _ when EncodeObservation.IsNeeded(observations) =>
                $"The environments show {Guard.Describe(observations)} as stored. Expected observations as networks take them: wrap them "
                    + $"in {nameof(EncodeObservation)} ({nameof(VectorEncodeObservation)}), and give networks {observations.Encoded} "
                    + "numbers per state.",
            _ => null,
        };

    private static string Describe(Space space) =>
        space switch
        {
            DiscreteSpace discrete => $"one of {discrete.Count} discrete actions",
            BoxSpace => $"{space.Width} continuous numbers",
            _ => Guard.Describe(space),
        };
}
