using DeclarativeIL.Environments;
using DeclarativeIL.Games;

namespace DeclarativeIL.Runtime.Tests.Games;

/// <summary>A world whose agents live in environments of their own, which its frames step.</summary>
internal sealed class SteppedWorld(int agents, Func<int, IEnvironment> make) : IFrameWorld
{
    private readonly IEnvironment[] _environments = [.. Enumerable.Range(0, agents).Select(make)];
    private readonly float[][] _actions = new float[agents][];
    private readonly float[][] _observations = new float[agents][];
    private readonly StepResult[] _results = new StepResult[agents];

    /// <summary>Thrown by the next observation, if any.</summary>
    public Exception? Fault { get; set; }

    public int Advances { get; private set; }

    public int Agents => agents;

    public Space Observations => _environments[0].Observations;

    public Space Actions => _environments[0].Actions;

    public void Reset(int agent, ulong seed, Span<float> observation)
    {
        _actions[agent] ??= new float[Actions.Width];
        _observations[agent] ??= new float[Observations.Width];
        _environments[agent].Reset(seed, observation);
    }

    public void Act(int agent, ReadOnlySpan<float> action) => action.CopyTo(_actions[agent]);

    public void Advance()
    {
        Advances++;
        for (var i = 0; i < agents; i++)
            _results[i] = _environments[i].Step(_actions[i], _observations[i]);
    }

    public StepResult Observe(int agent, Span<float> observation)
    {
        if (Fault is { } fault)
            throw fault;
        _observations[agent].CopyTo(observation);
        return _results[agent];
    }
}
