using DeclarativeIL.Data;

namespace DeclarativeIL.Networks;

/// <summary>A network that can standardise observations itself, before its first layer: policies, critics, features, fields.</summary>
public interface IStandardizedNetwork : INetwork
{
    /// <summary>s, numbers of a state.</summary>
    int StateSize { get; }

    /// <summary>The standardisation that is in force; null where states enter as they are.</summary>
    Scaling? Observed { get; }

    /// <summary>
    /// From now on every state that the network is asked about or acts on enters as (x - mean) / deviation. Do so before training:
    /// parameters mean what they do together with it, and copies and files of the network have it.
    /// </summary>
    /// <param name="by">Fixed numbers, or a <see cref="RunningScaling"/>, which is kept; null lets states enter as they are.</param>
    /// <exception cref="ArgumentException">It is for states of another size.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained.</exception>
    void Standardize(IObservationScaling? by);
}

/// <summary>Networks with a standardisation of their own.</summary>
public static class StandardizedNetworks
{
    /// <summary>The network itself, whose states enter standardised from now on.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network, not trained yet.</param>
    /// <param name="by">Fixed numbers (<c>Scaling.Fitted</c>), or one <see cref="RunningScaling"/> for policy and critics.</param>
    /// <exception cref="ArgumentException">It is for states of another size.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained.</exception>
    public static TNetwork Standardized<TNetwork>(this TNetwork network, IObservationScaling by)
        where TNetwork : IStandardizedNetwork
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(by);
        network.Standardize(by);
        return network;
    }
}
