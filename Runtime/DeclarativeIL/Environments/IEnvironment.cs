namespace DeclarativeIL.Environments;

/// <summary>The result of one step of one environment.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="Terminated">The episode ended by the environment's own rules: nothing follows.</param>
/// <param name="Truncated">The episode was cut off from outside, usually by a step limit: something would have followed.</param>
/// <param name="Success">The episode ended with this step in success, where the environment knows.</param>
public readonly record struct StepResult(double Reward, bool Terminated, bool Truncated, bool Success = false);

/// <summary>One environment, by Gymnasium's contract: reset with a seed, then step until terminated or truncated.</summary>
public interface IEnvironment
{
    /// <summary>The space of observations.</summary>
    Space Observations { get; }

    /// <summary>The space of actions.</summary>
    Space Actions { get; }

    /// <summary>Starts a new episode.</summary>
    /// <param name="seed">Where this episode's randomness starts; null goes on with the present generator.</param>
    /// <param name="observation">The first observation, filled.</param>
    void Reset(ulong? seed, Span<float> observation);

    /// <summary>One step.</summary>
    /// <param name="action">An element of <see cref="Actions"/>.</param>
    /// <param name="observation">The observation after the step, filled.</param>
    StepResult Step(ReadOnlySpan<float> action, Span<float> observation);
}

/// <summary>N environments of one kind, stepped together.</summary>
/// <remarks>
/// An environment whose episode ends resets itself within the same step (Gymnasium's same-step auto-reset): the
/// observation is then the new episode's first, and the old one's last is in the final observations.
/// </remarks>
public interface IVectorEnvironment
{
    /// <summary>The number of environments.</summary>
    int Count { get; }

    /// <summary>The space of each environment's observations.</summary>
    Space Observations { get; }

    /// <summary>The space of each environment's actions.</summary>
    Space Actions { get; }

    /// <summary>Starts a new episode in each; environment i is seeded with a value derived from <paramref name="seed"/> and i.</summary>
    /// <param name="seed">One seed for all.</param>
    /// <param name="observations">[N, s], filled.</param>
    void Reset(ulong seed, Span<float> observations);

    /// <summary>One step in each.</summary>
    /// <param name="actions">[N, a].</param>
    /// <param name="observations">[N, s], filled: of the new episode where the old one ended.</param>
    /// <param name="results">[N], filled.</param>
    /// <param name="finalObservations">
    /// [N, s]: the rows of environments whose episode ended are filled with its last observation, the others are left alone.
    /// </param>
    void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations);
}

/// <summary>N environments, each of which can be told to start a new episode while the others go on.</summary>
public interface IRestartableEnvironments : IVectorEnvironment
{
    /// <summary>Starts a new episode in one environment, as if the present one had ended.</summary>
    /// <param name="environment">Its number, counted from 0.</param>
    /// <param name="observation">[s], filled with the first observation.</param>
    void Restart(int environment, Span<float> observation);
}
