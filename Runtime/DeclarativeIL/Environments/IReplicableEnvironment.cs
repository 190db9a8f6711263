namespace DeclarativeIL.Environments;

/// <summary>
/// Environments that can make another set like themselves, in which a policy can be evaluated while their own episodes go on.
/// </summary>
public interface IReplicableEnvironment : IVectorEnvironment
{
    /// <summary>As many environments of the same kind that share no state with these; to be reset before the first step.</summary>
    /// <returns>The new set; null where there cannot be one.</returns>
    IVectorEnvironment? Replicate();
}
