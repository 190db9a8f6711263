namespace DeclarativeIL.Policies;

/// <summary>The act is the output of the network.</summary>
/// <param name="Mean">The act.</param>
[Head<BoxSpace>]
public sealed partial record DeterministicHead(Act Mean)
{
    /// <summary>The act, which nothing is drawn for.</summary>
    public Act Sample() => Mean;
}
