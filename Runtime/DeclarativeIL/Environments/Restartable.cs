namespace DeclarativeIL.Environments;

/// <summary>Environments around others, which can start one anew only where those can.</summary>
internal interface IMaybeRestartable
{
    bool CanRestart { get; }
}

/// <summary>Tells whether environments can be started anew one by one.</summary>
internal static class Restartable
{
    /// <summary>The environments, if each can be started anew on its own.</summary>
    public static IRestartableEnvironments? Of(IVectorEnvironment environments) =>
        environments is IRestartableEnvironments all && (environments as IMaybeRestartable)?.CanRestart != false ? all : null;

    /// <summary>The same, where it is needed.</summary>
    /// <exception cref="NotSupportedException">They cannot.</exception>
    public static IRestartableEnvironments Required(IVectorEnvironment environments) =>
        Of(environments)
        ?? throw new NotSupportedException(
            $"{environments.GetType().Name} cannot start one of its environments anew: expected an {nameof(IRestartableEnvironments)}."
        );
}
