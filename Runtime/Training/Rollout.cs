using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Training;

/// <summary>The buffers of one round of rollout in N environments, and where each of them is.</summary>
public sealed class Rollout
{
    private readonly IVectorEnvironment _environments;
    private readonly ExpertDesk? _expert;
    private readonly int _round;
    private readonly float[] _observations, _before, _chosen, _executed, _finalObservations;
    private readonly StepResult[] _results;
    private readonly int[] _index, _episode;

    /// <summary>Buffers for the given environments.</summary>
    /// <param name="environments">Where to roll out.</param>
    /// <param name="expert">Who remembers what the expert said and who acted; null where no expert takes part.</param>
    /// <param name="round">The round, counted from 0.</param>
    public Rollout(IVectorEnvironment environments, ExpertDesk? expert, int round)
    {
        ArgumentNullException.ThrowIfNull(environments);
        _environments = environments;
        _round = round;
        _expert = expert;
        _observations = new float[environments.Count * environments.Observations.Width];
        _before = new float[_observations.Length];
        _finalObservations = new float[_observations.Length];
        _chosen = new float[environments.Count * environments.Actions.Width];
        _executed = new float[_chosen.Length];
        _results = new StepResult[environments.Count];
        _index = new int[environments.Count];
        _episode = new int[environments.Count];
    }

    /// <summary>[N, s], what is seen now.</summary>
    public Span<float> Observations => _observations;

    /// <summary>[N, a], what is chosen; continuous actions are executed within their bounds.</summary>
    public Span<float> Actions => _chosen;

    /// <summary>Environment steps taken, over all environments together.</summary>
    public int Steps { get; private set; }

    /// <summary>A new episode in each environment.</summary>
    public void Reset(ulong seed)
    {
        try
        {
            _environments.Reset(seed, _observations);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failed("Reset", e);
        }
        Array.Clear(_index);
        CheckFinite();
    }

    /// <summary>The situation of environment <paramref name="environment"/>.</summary>
    public Step Situation(int environment)
    {
        var width = _environments.Observations.Width;
        return new(State.From(_observations.AsSpan(environment * width, width)), _round, _index[environment], _expert?.Queries ?? 0,
            _expert?.Previous(environment) ?? Control.Learner);
    }

    /// <summary>Notes who acts in an environment; the learner's action stands already.</summary>
    public void Decide(int environment, Control control) => _expert?.Acts(environment, control);

    /// <summary>Notes who acts in an environment, and what the expert would do.</summary>
    public void Decide(int environment, Control control, Act label)
    {
        _expert?.Acts(environment, control);
        if (control == Control.Learner)
            return;
        Execute(environment, label);
    }

    /// <summary>The number of the episode that an environment is in, counted from 0 in each round.</summary>
    public int Episode(int environment) => _episode[environment];

    /// <summary>What is chosen for an environment, as it stands now.</summary>
    public Act Action(int environment) => Act.From(ActionOf(environment));

    /// <summary>All observations as a tensor [N, s].</summary>
    public Tensor States(ScalarType type, TorchSharp.torch.Device device)
        => tensor(_observations, [_environments.Count, _environments.Observations.Width], type, device);

    /// <summary>Replaces what is chosen for an environment.</summary>
    /// <exception cref="ArgumentException">It is not of the environment's size.</exception>
    public void Execute(int environment, Act act)
    {
        var action = ActionOf(environment);
        if (act.Size != action.Length)
            throw new ArgumentException($"The action {act} has {act.Size} numbers; environment {environment} takes {action.Length}.", nameof(act));
        for (var i = 0; i < action.Length; i++)
            action[i] = (float)act[i];
    }

    /// <summary>Appends what the last step of every environment left.</summary>
    public void Keep(TransitionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        log.Append(_before, _executed, _results, _observations, _finalObservations, _chosen);
    }

    /// <summary>One step of every environment, with the chosen actions brought within their bounds.</summary>
    /// <exception cref="EnvironmentException">The environments threw, or gave an observation or a reward that is not finite.</exception>
    public void Step()
    {
        _observations.CopyTo(_before, 0);
        BoxActions.Clip(_environments.Actions, _chosen, _executed);
        try
        {
            _environments.Step(_executed, _observations, _results, _finalObservations);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failed("Step", e);
        }
        Steps += _environments.Count;
        CheckFinite();
        for (var i = 0; i < _results.Length; i++)
        {
            if (!double.IsFinite(_results[i].Reward))
                throw new EnvironmentException("reward", i, _index[i], $"{_results[i].Reward}", "a finite number", round: _round);
            _index[i]++;
            if (!_results[i].Terminated && !_results[i].Truncated)
                continue;
            _index[i] = 0;
            _episode[i]++;
            _expert?.EndEpisode(i);
        }
    }

    private void CheckFinite()
    {
        var width = _environments.Observations.Width;
        for (var i = 0; i < _observations.Length; i++)
            if (!float.IsFinite(_observations[i]))
                throw new EnvironmentException("observation", i / width, _index[i / width], $"component {i % width} = {_observations[i]}", "a finite number", round: _round);
    }

    /// <summary>Whatever an environment throws says in which round.</summary>
    private EnvironmentException Failed(string subject, Exception e) => e is EnvironmentException found
        ? found.InRound(_round)
        : new EnvironmentException(subject, null, null, $"{e.GetType().Name} ({e.Message})", "no exception", e, _round);

    private Span<float> ActionOf(int environment)
        => _chosen.AsSpan(environment * _environments.Actions.Width, _environments.Actions.Width);
}
