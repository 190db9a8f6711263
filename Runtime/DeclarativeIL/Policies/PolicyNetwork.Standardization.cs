using DeclarativeIL.Data;
using DeclarativeIL.Networks;

namespace DeclarativeIL.Policies;

/// <content>The standardisation of observations, before the body.</content>
public abstract partial class PolicyNetwork : IStandardizedNetwork
{
    /// <inheritdoc/>
    public Scaling? Observed => ObservationScaler.Of(Parameters);

    /// <inheritdoc/>
    public void Standardize(IObservationScaling? by) => ObservationScaler.Set(this, by, Body.Inputs, 0);
}
