namespace DeclarativeIL.Environments;

/// <summary>An environment of which something else is seen.</summary>
internal sealed class SeenEnvironment : IEnvironment, IRestorable
{
    private readonly IEnvironment _environment;
    private readonly ObservationSight _sight;
    private readonly float[] _observation;

    public SeenEnvironment(IEnvironment environment, ObservationView view)
    {
        (_environment, Observations) = (environment, view.SpaceOf(environment.Observations));
        (_sight, _observation) = (view.Open(environment.Observations), new float[environment.Observations.Width]);
    }

    public Space Observations { get; }

    public Space Actions => _environment.Actions;

    public void Reset(ulong? seed, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        _environment.Reset(seed, _observation);
        _sight.See(_observation, isFirst: true, observation);
    }

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        var result = _environment.Step(action, _observation);
        _sight.See(_observation, isFirst: false, observation);
        return result;
    }

    bool IRestorable.CanRestore => StateNumbers.Of(_environment) is not null && _sight.CanRestore;

    void IRestorable.SaveState(BinaryWriter state)
    {
        (_sight as IRestorable)?.SaveState(state);
        ((IRestorable)_environment).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        (_sight as IRestorable)?.RestoreState(state);
        ((IRestorable)_environment).RestoreState(state);
    }
}

/// <summary>N environments of which something else is seen.</summary>
internal sealed class SeenEnvironments : IReplicableEnvironment, IRestartableEnvironments, IMaybeRestartable, IRestorable
{
    private readonly IVectorEnvironment _environments;
    private readonly ObservationView _view;
    private readonly ObservationSight[] _sights;
    private readonly float[] _observations,
        _last;

    public SeenEnvironments(IVectorEnvironment environments, ObservationView view)
    {
        (_environments, _view, Observations) = (environments, view, view.SpaceOf(environments.Observations));
        _sights = [.. Enumerable.Range(0, Count).Select(_ => view.Open(environments.Observations))];
        _observations = new float[Count * environments.Observations.Width];
        _last = new float[_observations.Length];
    }

    public int Count => _environments.Count;

    public Space Observations { get; }

    public Space Actions => _environments.Actions;

    public void Reset(ulong seed, Span<float> observations)
    {
        Guard.Length(observations.Length, Count * Observations.Width, nameof(observations));
        _environments.Reset(seed, _observations);
        for (var i = 0; i < Count; i++)
            See(_observations, i, true, observations);
    }

    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(observations.Length, Count * Observations.Width, nameof(observations));
        Guard.Length(finalObservations.Length, Count * Observations.Width, nameof(finalObservations));
        _environments.Step(actions, _observations, results, _last);
        for (var i = 0; i < Count; i++)
        {
            var ends = results[i].Terminated || results[i].Truncated;
            if (ends)
                See(_last, i, false, finalObservations);
            See(_observations, i, ends, observations);
        }
    }

    public IVectorEnvironment? Replicate() =>
        (_environments as IReplicableEnvironment)?.Replicate() is { } like ? new SeenEnvironments(like, _view) : null;

    public void Restart(int environment, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        var width = _environments.Observations.Width;
        var first = _observations.AsSpan(environment * width, width);
        Restartable.Required(_environments).Restart(environment, first);
        _sights[environment].See(first, isFirst: true, observation);
    }

    bool IMaybeRestartable.CanRestart => Restartable.Of(_environments) is not null;

    bool IRestorable.CanRestore =>
        StateNumbers.Of(_environments) is not null && Array.TrueForAll(_sights, static sight => sight.CanRestore);

    void IRestorable.SaveState(BinaryWriter state)
    {
        foreach (var sight in _sights.OfType<IRestorable>())
            sight.SaveState(state);
        ((IRestorable)_environments).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        foreach (var sight in _sights.OfType<IRestorable>())
            sight.RestoreState(state);
        ((IRestorable)_environments).RestoreState(state);
    }

    private void See(ReadOnlySpan<float> observations, int i, bool isFirst, Span<float> seen)
    {
        var width = _environments.Observations.Width;
        _sights[i].See(observations.Slice(i * width, width), isFirst, seen.Slice(i * Observations.Width, Observations.Width));
    }
}
