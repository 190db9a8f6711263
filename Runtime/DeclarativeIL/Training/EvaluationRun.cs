using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Training;

/// <summary>Chooses an action for each of n observations.</summary>
/// <param name="observations">[n, s].</param>
/// <param name="actions">[n, a], filled.</param>
internal delegate void Actor(ReadOnlySpan<float> observations, Span<float> actions);

/// <summary>The episodes of one evaluation: which count, when each ends or is cut off, and what they earned.</summary>
internal sealed class EvaluationRun
{
    private readonly IVectorEnvironment _environments;
    private readonly IRestartableEnvironments? _restartable;
    private readonly Action<int>? _ended;
    private readonly int? _stepLimit;
    private readonly int _count,
        _width;
    private readonly float[] _observations;
    private readonly double[] _returns,
        _sums;
    private readonly bool[] _done,
        _waiting; // an episode that ended; an environment that was cut off and cannot be restarted alone
    private readonly int[] _steps,
        _finished;
    private int _open;

    /// <param name="environments">Where.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="stepLimit">Most steps of an episode; null where it has to end by itself.</param>
    /// <param name="ended">Called when an environment's episode has ended.</param>
    public EvaluationRun(IVectorEnvironment environments, int episodes, int? stepLimit, Action<int>? ended)
    {
        (_environments, _stepLimit, _ended, _open) = (environments, stepLimit, ended, episodes);
        _restartable = Restartable.Of(environments);
        (_count, _width) = (environments.Count, environments.Observations.Width);
        _observations = new float[_count * _width];
        (_returns, _done) = (new double[episodes], new bool[episodes]);
        (_sums, _steps, _finished, _waiting) = (new double[_count], new int[_count], new int[_count], new bool[_count]);
    }

    /// <summary>Episodes that the step limit ended.</summary>
    public int CutOff { get; private set; }

    /// <summary>Runs until every episode that counts has ended.</summary>
    /// <returns>Their returns.</returns>
    public double[] Returns(Actor actor, SeedSequence seeds, CancellationToken cancellation)
    {
        float[] finals = new float[_observations.Length],
            actions = new float[_count * _environments.Actions.Width];
        var results = new StepResult[_count];
        var resets = 0;
        _environments.Reset(seeds.Seed, _observations);
        while (_open > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < _count; i++)
                Guard.Observation(_observations.AsSpan(i * _width, _width), i, _steps[i]);
            actor(_observations, actions);
            _environments.Step(actions, _observations, results, finals);
            for (var i = 0; i < _count; i++)
                Count(i, results[i]);
            if (_open > 0 && AllWait())
                ResetAll(seeds.Child((ulong)++resets).Seed);
        }
        return _returns;
    }

    /// <summary>The returns of the episodes that have ended so far.</summary>
    public double[] Ended() => [.. _returns.Where((_, episode) => _done[episode])];

    private void Count(int i, StepResult result)
    {
        Guard.Reward(result.Reward, i, _steps[i]++);
        if (_waiting[i])
            return;
        _sums[i] += result.Reward;
        var ends = result.Terminated || result.Truncated;
        if (!ends && !IsCutOff(i))
            return;
        var episode = Next(i);
        if (episode < _returns.Length) // beyond its share: an environment that waits for the others
        {
            (_returns[episode], _done[episode]) = (_sums[i], true);
            _open--;
            CutOff += ends ? 0 : 1;
        }
        _finished[i]++;
        (_sums[i], _steps[i]) = (0, 0);
        _ended?.Invoke(i);
        if (ends)
            return;
        _restartable?.Restart(i, _observations.AsSpan(i * _width, _width));
        _waiting[i] = _restartable is null;
    }

    private bool IsCutOff(int i)
    {
        if (_stepLimit is null && _steps[i] >= Evaluation.MostSteps && Next(i) < _returns.Length)
            throw Evaluation.Endless(i);
        return _steps[i] >= _stepLimit;
    }

    /// <summary>The episode that an environment is in.</summary>
    private long Next(int i) => (long)_finished[i] * _count + i;

    private bool AllWait()
    {
        for (var i = 0; i < _count; i++)
            if (!_waiting[i] && Next(i) < _returns.Length)
                return false;
        return true;
    }

    private void ResetAll(ulong seed)
    {
        _environments.Reset(seed, _observations);
        Array.Clear(_waiting);
        Array.Clear(_sums);
        Array.Clear(_steps);
        for (var i = 0; i < _count; i++)
            _ended?.Invoke(i);
    }
}
