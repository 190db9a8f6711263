using DeclarativeIL.Environments;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>
/// Five steps, whatever is done; what is seen is the number of the step. Where control changes hands can be counted on fingers.
/// </summary>
internal sealed class Corridor(Space actions) : IEnvironment
{
    public const int Length = 5;

    private int _steps;

    public Space Observations { get; } = new BoxSpace([0], [Length]);

    public Space Actions => actions;

    public void Reset(ulong? seed, Span<float> observation) => observation[0] = _steps = 0;

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        observation[0] = ++_steps;
        return new(0, false, _steps == Length);
    }
}
