using DeclarativeIL.Data;

namespace DeclarativeIL.Networks;

/// <content>The standardisation of observations, before the body.</content>
public abstract partial class BodyNetwork : IStandardizedNetwork
{
    /// <inheritdoc/>
    public Scaling? Observed => ObservationScaler.Of(Parameters);

    int IStandardizedNetwork.StateSize => States.Size;

    /// <inheritdoc/>
    public void Standardize(IObservationScaling? by) => ObservationScaler.Set(this, by, Body.Inputs, States.Columns);

    /// <summary>Numbers of a state, and the input's columns where one begins.</summary>
    private protected abstract (int Size, int[] Columns) States { get; }
}
