using DeclarativeIL.Environments;
using DeclarativeIL.Experts;

namespace DeclarativeIL.Training;

/// <summary>The buffers of one round of rollout in N environments, and where each of them is.</summary>
public sealed class Rollout
{
    private readonly IVectorEnvironment _environments;
    private readonly ExpertDesk _expert;
    private readonly float[] _observations, _actions, _finalObservations;
    private readonly StepResult[] _results;
    private readonly int[] _index;

    /// <summary>Buffers for the given environments.</summary>
    /// <param name="environments">Where to roll out.</param>
    /// <param name="expert">Who remembers what the expert said and who acted.</param>
    public Rollout(IVectorEnvironment environments, ExpertDesk expert)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentNullException.ThrowIfNull(expert);
        _environments = environments;
        _expert = expert;
        _observations = new float[environments.Count * environments.Observations.Width];
        _finalObservations = new float[_observations.Length];
        _actions = new float[environments.Count * environments.Actions.Width];
        _results = new StepResult[environments.Count];
        _index = new int[environments.Count];
    }

    /// <summary>[N, s], what is seen now.</summary>
    public Span<float> Observations => _observations;

    /// <summary>[N, a], what will be executed.</summary>
    public Span<float> Actions => _actions;

    /// <summary>Environment steps taken, over all environments together.</summary>
    public int Steps { get; private set; }

    /// <summary>A new episode in each environment.</summary>
    public void Reset(ulong seed)
    {
        _environments.Reset(seed, _observations);
        Array.Clear(_index);
        CheckFinite();
    }

    /// <summary>The situation of environment <paramref name="environment"/>.</summary>
    public Step Situation(int environment)
    {
        var width = _environments.Observations.Width;
        return new(State.From(_observations.AsSpan(environment * width, width)), _expert.Round, _index[environment], _expert.Queries, _expert.Previous(environment));
    }

    /// <summary>Notes who acts in an environment; the learner's action stands already.</summary>
    public void Decide(int environment, Control control) => _expert.Acts(environment, control);

    /// <summary>Notes who acts in an environment, and what the expert would do.</summary>
    public void Decide(int environment, Control control, Act label)
    {
        _expert.Acts(environment, control);
        if (control != Control.Expert)
            return;
        var action = _actions.AsSpan(environment * _environments.Actions.Width, _environments.Actions.Width);
        for (var i = 0; i < action.Length; i++)
            action[i] = (float)label[i];
    }

    /// <summary>One step of every environment.</summary>
    /// <exception cref="EnvironmentException">An observation is not finite.</exception>
    public void Step()
    {
        _environments.Step(_actions, _observations, _results, _finalObservations);
        Steps += _environments.Count;
        CheckFinite();
        for (var i = 0; i < _results.Length; i++)
        {
            _index[i]++;
            if (!_results[i].Terminated && !_results[i].Truncated)
                continue;
            _index[i] = 0;
            _expert.EndEpisode(i);
        }
    }

    private void CheckFinite()
    {
        var width = _environments.Observations.Width;
        for (var i = 0; i < _observations.Length; i++)
            if (!float.IsFinite(_observations[i]))
                throw new EnvironmentException("observation", i / width, _index[i / width], $"component {i % width} = {_observations[i]}", "a finite number");
    }
}
