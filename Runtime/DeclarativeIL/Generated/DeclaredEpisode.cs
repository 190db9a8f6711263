using System.ComponentModel;
using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>The episodes of a declared environment: their randomness, and the checks of what goes in and what comes out.</summary>
/// <param name="description">The environment's parts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeclaredEpisode(EnvironmentDescription description)
{
    private RandomStream? _random;
    private long _step; // steps of the episode that were begun
    private bool _running;

    /// <summary>The draws of the episode.</summary>
    public RandomStream Random => _random ??= new SeedSequence((ulong)System.Random.Shared.NextInt64()).Stream();

    /// <summary>Starts an episode.</summary>
    /// <param name="seed">Where its randomness starts; null goes on with the present draws.</param>
    /// <param name="observation">What is to be filled.</param>
    /// <exception cref="ArgumentException"><paramref name="observation"/> is not of the observation's size.</exception>
    public void Begin(ulong? seed, ReadOnlySpan<float> observation)
    {
        Guard.Length(observation.Length, description.ObservationSpace.Width, nameof(observation));
        if (seed is { } given)
            _random = new SeedSequence(given).Stream();
        (_step, _running) = (0, true);
    }

    /// <summary>Begins a step.</summary>
    /// <exception cref="ArgumentException"><paramref name="observation"/> is not of the observation's size.</exception>
    /// <exception cref="EnvironmentException">The action is not one, or no episode is running.</exception>
    public void BeginStep(ReadOnlySpan<float> action, ReadOnlySpan<float> observation)
    {
        Guard.Length(observation.Length, description.ObservationSpace.Width, nameof(observation));
        if (!_running)
            throw new EnvironmentException("Step", null, null, "no running episode", "Reset first");
        CheckAction(action);
        _running = false; // until the step has ended: an exception in between leaves the world halfway
    }

    /// <summary>Ends a step.</summary>
    /// <param name="result">What the members say of it.</param>
    /// <returns>The same; success only where the episode ends.</returns>
    /// <exception cref="EnvironmentException">The reward is not finite.</exception>
    public StepResult EndStep(StepResult result)
    {
        Guard.Reward(result.Reward, null, _step);
        _step++;
        _running = !result.Terminated && !result.Truncated;
        return result with { Success = result.Success && !_running };
    }

    /// <summary>Checks an action.</summary>
    /// <exception cref="EnvironmentException">It is not an element of the action space.</exception>
    public void CheckAction(ReadOnlySpan<float> action) => Guard.Action(description.ActionSpace, action, null, _step);

    /// <summary>Checks an observation that was filled.</summary>
    /// <exception cref="EnvironmentException">It is not finite; names the part.</exception>
    public void CheckObservation(ReadOnlySpan<float> observation)
    {
        Guard.Length(observation.Length, description.ObservationSpace.Width, nameof(observation));
        if (Guard.IsFinite(observation))
            return;
        foreach (var part in description.Observations)
            if (!Guard.IsFinite(part.Of(observation)))
                throw new EnvironmentException(
                    $"observation '{part.Name}'",
                    null,
                    _step,
                    Guard.Print(part.Of(observation)),
                    "finite numbers"
                );
    }

    /// <summary>Copies an array that is observed.</summary>
    /// <exception cref="EnvironmentException">It is not as long as declared.</exception>
    public void Copy(ReadOnlySpan<float> numbers, Span<float> part, string name)
    {
        CheckLength(numbers.Length, part.Length, name);
        numbers.CopyTo(part);
    }

    /// <inheritdoc cref="Copy(ReadOnlySpan{float}, Span{float}, string)"/>
    public void Copy(ReadOnlySpan<double> numbers, Span<float> part, string name)
    {
        CheckLength(numbers.Length, part.Length, name);
        for (var i = 0; i < part.Length; i++)
            part[i] = (float)numbers[i];
    }

    /// <summary>Fills an array that says what is done.</summary>
    /// <exception cref="EnvironmentException">It is not as long as declared.</exception>
    public void Fill(float[]? numbers, ReadOnlySpan<float> part, string name)
    {
        CheckLength(numbers?.Length, part.Length, name);
        part.CopyTo(numbers);
    }

    /// <inheritdoc cref="Fill(float[], ReadOnlySpan{float}, string)"/>
    public void Fill(double[]? numbers, ReadOnlySpan<float> part, string name)
    {
        CheckLength(numbers?.Length, part.Length, name);
        for (var i = 0; i < part.Length; i++)
            numbers![i] = part[i];
    }

    private void CheckLength(int? found, int expected, string name)
    {
        if (found != expected)
            throw new EnvironmentException(
                $"'{name}'",
                null,
                _step,
                found is { } length ? $"{length} numbers" : "null",
                $"{expected} numbers, as its attribute says"
            );
    }
}
