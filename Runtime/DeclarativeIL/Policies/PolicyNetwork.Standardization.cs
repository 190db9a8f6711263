using DeclarativeIL.Data;
using DeclarativeIL.Networks;

namespace DeclarativeIL.Policies;

/// <content>The standardisation of observations, before the body, and of acts, behind the head.</content>
public abstract partial class PolicyNetwork : IStandardizedNetwork
{
    /// <inheritdoc/>
    public Scaling? Observed => ObservationScaler.Of(Parameters);

    /// <summary>The standardisation of acts that is in force; null where the head's acts are the environment's.</summary>
    public Scaling? Acted => (Scaling?)Parameters.Acts;

    /// <inheritdoc/>
    public void Standardize(IObservationScaling? by) => ObservationScaler.Set(this, by, Body.Inputs, 0);

    /// <summary>
    /// From now on the head's distribution is that of (a - mean) / deviation, a the act in the environment's units, in which everything
    /// that the policy takes and answers stays: acts, log-probabilities, entropies, the covariance of an ensemble. Do so before
    /// training: parameters mean what they do together with it, and copies and files of the policy have it.
    /// </summary>
    /// <param name="by">Fixed numbers (<c>Scaling.FittedActions</c>); null lets acts be the head's.</param>
    /// <exception cref="ArgumentException">It is for acts of another size.</exception>
    /// <exception cref="NotSupportedException">
    /// Acts are no numbers of a box, or the head maps them to the bounds of the box itself.
    /// </exception>
    /// <exception cref="InvalidOperationException">The policy is being trained.</exception>
    public void StandardizeActions(Scaling? by)
    {
        if (by is not null && !Units.CanStandardize)
            throw new NotSupportedException(
                $"The acts of a policy with the head '{Kind}' in a {Actions.GetType().Name} cannot be standardised; expected numbers "
                    + "of a box, and a head that does not map them to its bounds itself."
            );
        if (by is not null && by.Size != Actions.Width)
            throw new ArgumentException($"Found a standardisation of {by.Size} numbers; expected {Actions.Width}.", nameof(by));
        lock (Parameters.Gate)
        {
            if (Parameters.IsTraining)
                throw new InvalidOperationException("The network is being trained; expected one that is not.");
            Parameters.Acts = by;
        }
    }

    /// <summary>The units of its acts.</summary>
    internal abstract ActUnits Units { get; }

    /// <summary>Whether <see cref="StandardizeActions"/> is possible.</summary>
    internal bool CanStandardizeActions => Units.CanStandardize;
}
