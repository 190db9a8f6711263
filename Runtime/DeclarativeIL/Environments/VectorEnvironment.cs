namespace DeclarativeIL.Environments;

/// <summary>
/// N environments of any kind stepped one after the other, so that your own <see cref="IEnvironment"/> can be trained on.
/// </summary>
/// <remarks>
/// Each episode is reset with its own seed: episode k of environment i is a pure function of (seed, i, k) and of the
/// actions taken in it, as long as the environment draws from what its seed starts. Stepping allocates nothing itself.
/// What the environments give is checked; after an exception <see cref="Reset"/> them before going on.
/// </remarks>
public sealed partial class VectorEnvironment : IReplicableEnvironment, IRestartableEnvironments
{
    private readonly Func<int, IEnvironment> _make;
    private readonly IEnvironment[] _environments;
    private readonly ulong[] _seeds,
        _episodes;
    private readonly long[] _steps;
    private readonly int _width;
    private bool _running;

    /// <summary>Makes <paramref name="count"/> environments.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">
    /// Makes environment number i; each call a new object. Called again where a like set is asked for (<see cref="Replicate"/>); what it
    /// makes is its owner's to dispose of.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    /// <exception cref="ArgumentException">The factory gave null, one object twice, or environments with different spaces.</exception>
    public VectorEnvironment(int count, Func<int, IEnvironment> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _make = make;
        _environments = new IEnvironment[count];
        for (var i = 0; i < count; i++)
            _environments[i] = Checked(make(i), i, nameof(make));
        (Observations, Actions) = (_environments[0].Observations, _environments[0].Actions);
        _width = Observations.Width;
        _seeds = new ulong[count];
        _episodes = new ulong[count];
        _steps = new long[count];
    }

    /// <inheritdoc/>
    public int Count => _environments.Length;

    /// <inheritdoc/>
    public Space Observations { get; }

    /// <inheritdoc/>
    public Space Actions { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observations"/> is not of shape [N, s].</exception>
    /// <exception cref="EnvironmentException">An environment threw, or gave an observation that is not finite.</exception>
    public void Reset(ulong seed, Span<float> observations)
    {
        Guard.Length(observations.Length, Count * _width, nameof(observations));
        _running = false;
        for (var i = 0; i < Count; i++)
        {
            _seeds[i] = EpisodeSeeds.OfEnvironment(seed, i);
            Start(i, 0, observations.Slice(i * _width, _width));
        }
        _running = true;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A span's length does not fit.</exception>
    /// <exception cref="EnvironmentException">
    /// An action is outside of its space (no environment is stepped then); an environment threw, or gave an observation or
    /// a reward that is not finite; or there was no <see cref="Reset"/>.
    /// </exception>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(actions.Length, Count * Actions.Width, nameof(actions));
        Guard.Length(observations.Length, Count * _width, nameof(observations));
        Guard.Length(results.Length, Count, nameof(results));
        Guard.Length(finalObservations.Length, Count * _width, nameof(finalObservations));
        if (!_running)
            throw new EnvironmentException("Step", null, 0, "no running episode", "Reset first");
        for (var i = 0; i < Count; i++)
            Guard.Action(Actions, actions.Slice(i * Actions.Width, Actions.Width), i, _steps[i]);
        _running = false; // an exception below leaves some stepped and some not
        for (var i = 0; i < Count; i++)
        {
            var observation = observations.Slice(i * _width, _width);
            results[i] = StepOne(i, actions.Slice(i * Actions.Width, Actions.Width), observation);
            if (!results[i].Terminated && !results[i].Truncated)
                continue;
            observation.CopyTo(finalObservations.Slice(i * _width, _width));
            Start(i, _episodes[i] + 1, observation);
        }
        _running = true;
    }

    /// <summary>As many environments by the same factory; null where it gives objects that it has given before.</summary>
    /// <exception cref="EnvironmentException">The factory threw.</exception>
    /// <exception cref="ArgumentException">The factory gave null, one object twice, or environments with other spaces.</exception>
    public IVectorEnvironment? Replicate()
    {
        var made = new IEnvironment[Count];
        for (var i = 0; i < Count; i++)
        {
            try
            {
                made[i] = _make(i);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new EnvironmentException(
                    "make",
                    i,
                    null,
                    $"{e.GetType().Name} ({e.Message})",
                    "an environment of a like set, as evaluation between rounds needs",
                    e
                );
            }
            if (Array.IndexOf(_environments, made[i]) >= 0)
                return null;
        }
        var place = 0;
        return new VectorEnvironment(Count, i => place < made.Length ? made[place++] : _make(i));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such environment, or the span's length does not fit.</exception>
    /// <exception cref="EnvironmentException">
    /// The environment threw, or gave an observation that is not finite; or there was no <see cref="Reset"/>.
    /// </exception>
    public void Restart(int environment, Span<float> observation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(environment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(environment, Count);
        Guard.Length(observation.Length, _width, nameof(observation));
        if (!_running)
            throw new EnvironmentException("Restart", environment, null, "no running episode", "Reset first");
        _running = false;
        Start(environment, _episodes[environment] + 1, observation);
        _running = true;
    }

    private StepResult StepOne(int i, ReadOnlySpan<float> action, Span<float> observation)
    {
        StepResult result;
        try
        {
            result = _environments[i].Step(action, observation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new EnvironmentException("Step", i, _steps[i], $"{e.GetType().Name} ({e.Message})", "a step", e);
        }
        Guard.Observation(observation, i, _steps[i]);
        Guard.Reward(result.Reward, i, _steps[i]);
        _steps[i]++;
        return result;
    }

    private void Start(int i, ulong episode, Span<float> observation)
    {
        (_episodes[i], _steps[i]) = (episode, 0);
        try
        {
            _environments[i].Reset(EpisodeSeeds.OfEpisode(_seeds[i], episode), observation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new EnvironmentException("Reset", i, null, $"{e.GetType().Name} ({e.Message})", "a first observation", e);
        }
        Guard.Observation(observation, i, 0);
    }

    private IEnvironment Checked(IEnvironment? made, int i, string argument)
    {
        if (made is null)
            throw new ArgumentException($"{argument} gave null for environment {i}; expected an environment.", argument);
        if (Array.IndexOf(_environments, made, 0, i) is >= 0 and var twin)
            throw new ArgumentException(
                $"{argument} gave one object for environments {twin} and {i}; expected a new one each time.",
                argument
            );
        var first = i == 0 ? made : _environments[0];
        if (made.Observations != first.Observations || made.Actions != first.Actions)
            throw new ArgumentException(
                $"{argument} gave environment {i} with observations {Guard.Describe(made.Observations)} and actions "
                    + $"{Guard.Describe(made.Actions)}; expected those of environment 0.",
                argument
            );
        return made;
    }
}
