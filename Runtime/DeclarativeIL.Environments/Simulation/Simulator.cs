namespace DeclarativeIL.Environments.Simulation;

/// <summary>The states of N environments of one kind and their steps; who resets when is for the environments to say.</summary>
internal abstract class Simulator
{
    public abstract int Count { get; }

    public abstract Space Observations { get; }

    public abstract Space Actions { get; }

    public abstract int StepLimit { get; }

    /// <summary>A simulator of as many environments of the same kind.</summary>
    public abstract Simulator Replicate();

    /// <summary>Steps since an environment's episode started.</summary>
    public abstract int Steps(int environment);

    /// <summary>One step of all environments.</summary>
    /// <param name="actions">[N].</param>
    /// <param name="observations">[N, s], filled.</param>
    /// <param name="results">[N], filled.</param>
    /// <param name="single">Whether an exception names no environment.</param>
    /// <returns>Whether any episode ended.</returns>
    /// <exception cref="EnvironmentException">
    /// A choice that there is not, or a command that is not finite; no environment is stepped then.
    /// </exception>
    public abstract bool Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, bool single);

    /// <summary>Starts an episode.</summary>
    public abstract void Start(int environment, ulong seed, ulong episode, Span<float> observation);

    /// <summary>Starts an episode in a given state.</summary>
    /// <exception cref="ArgumentException">Not as many finite numbers as a state has, or one beyond its limit.</exception>
    public abstract void SetState(int environment, ReadOnlySpan<double> state);

    /// <summary>Writes where all environments are.</summary>
    public abstract void Save(BinaryWriter state);

    /// <summary>Takes back where as many environments of the same kind were.</summary>
    /// <exception cref="InvalidDataException">They were of another kind, or of another number.</exception>
    public abstract void Restore(BinaryReader state);

    /// <exception cref="ArgumentException"><paramref name="state"/> is of another size.</exception>
    public abstract void CopyState(int environment, Span<double> state);
}
