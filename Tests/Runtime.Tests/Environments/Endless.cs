using DeclarativeIL.Environments;

namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>Pays 1 a step and never ends an episode; shows how many steps it took since it was reset.</summary>
internal sealed class Endless : IEnvironment
{
    private int _steps;

    public Space Observations { get; } = new BoxSpace([0], [float.PositiveInfinity]);

    public Space Actions { get; } = new DiscreteSpace(2);

    public void Reset(ulong? seed, Span<float> observation) => (_steps, observation[0]) = (0, 0);

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        observation[0] = ++_steps;
        return new StepResult(1, false, false);
    }
}

/// <summary>Environments of which nobody knows how to start one anew.</summary>
internal sealed class Together(IVectorEnvironment environments) : IVectorEnvironment
{
    public int Resets { get; private set; }

    public int Count => environments.Count;

    public Space Observations => environments.Observations;

    public Space Actions => environments.Actions;

    public void Reset(ulong seed, Span<float> observations)
    {
        Resets++;
        environments.Reset(seed, observations);
    }

    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations) =>
        environments.Step(actions, observations, results, finalObservations);
}

/// <summary>
/// Shows which of its cells it is in, by the cell's number; each step leads on to the next, and the last ends the episode.
/// </summary>
internal sealed class Cells(int count) : IEnvironment
{
    private int _cell;

    public Space Observations { get; } = new DiscreteSpace(count);

    public Space Actions { get; } = new DiscreteSpace(2);

    public void Reset(ulong? seed, Span<float> observation) => (_cell, observation[0]) = (0, 0);

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        observation[0] = ++_cell % count;
        return new StepResult(1, _cell == count, false);
    }
}
