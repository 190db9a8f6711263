using DeclarativeIL.Environments;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Generated;

public static partial class TrainingPreconditions
{
    /// <summary>Checks that a policy sees what environments show, and does what they take.</summary>
    /// <remarks>
    /// Where policy and environments both bound a component of their continuous actions, the bounds have to be the same. What has no bound
    /// is executed within the other's.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The spaces differ, or the environments show which of n things they are in as one number.
    /// </exception>
    public static void Check(IPolicyNetwork policy, IVectorEnvironment environments) =>
        SpaceFit.Check(policy, environments, nameof(environments));

    /// <summary>Checks that networks can take what environments show.</summary>
    /// <exception cref="ArgumentException">
    /// They show which of n things they are in as one number, which a network takes for a size.
    /// </exception>
    public static void Check(IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        SpaceFit.CheckSeen(environments.Observations, nameof(environments));
    }

    /// <summary>
    /// Checks that an expert knows what environments show, and answers what they take, as far as that can be told beforehand.
    /// </summary>
    /// <exception cref="ArgumentException">It is made of a policy, a controller or a space that does not fit.</exception>
    public static void CheckExpert(IActionExpert expert, IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        SpaceFit.CheckExpert(expert, environments.Observations, environments.Actions);
    }
}
