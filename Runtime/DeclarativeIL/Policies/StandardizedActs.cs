using DeclarativeIL.Data;

namespace DeclarativeIL.Policies;

/// <summary>Policies with a standardisation of acts.</summary>
public static class StandardizedActs
{
    /// <summary>The policy itself, whose acts are standardised from now on.</summary>
    /// <typeparam name="TPolicy">The policy.</typeparam>
    /// <param name="policy">The policy, not trained yet.</param>
    /// <param name="by">Fixed numbers (<c>Scaling.FittedActions</c>).</param>
    /// <exception cref="ArgumentException">It is for acts of another size.</exception>
    /// <exception cref="NotSupportedException">
    /// Acts are no numbers of a box, or the head maps them to the bounds of the box itself.
    /// </exception>
    /// <exception cref="InvalidOperationException">The policy is being trained.</exception>
    public static TPolicy StandardizedActions<TPolicy>(this TPolicy policy, Scaling by)
        where TPolicy : PolicyNetwork
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(by);
        policy.StandardizeActions(by);
        return policy;
    }
}
