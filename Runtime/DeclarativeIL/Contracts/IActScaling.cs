namespace DeclarativeIL;

/// <summary>
/// How acts of the environment come from those of a policy's head: mean + deviation a of each component. It never changes.
/// </summary>
internal interface IActScaling
{
    /// <summary>[a].</summary>
    IReadOnlyList<double> Mean { get; }

    /// <summary>[a], above 0.</summary>
    IReadOnlyList<double> Deviation { get; }
}
