namespace DeclarativeIL.Samples.Heads;

/// <summary>Cloning by what a head says that imitation minimises: its likelihood, or a flow's error.</summary>
public sealed partial class AnyCloning
{
    /// <summary>What the policy's head minimises for what the expert did.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="z">Noise, for heads whose fit draws it.</param>
    [Loss]
    public static double Fit(Policy pi, Demonstration d, Draw z) => pi.Fit(d.Action, d.State, z);
}
