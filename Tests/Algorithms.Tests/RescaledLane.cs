using DeclarativeIL.Environments;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Lane keeping with the distance from the middle and the steering in other units.</summary>
internal sealed class RescaledLane(float unit, float steering) : IEnvironment
{
    /// <summary>The component of an observation that is shown in other units: the distance from the middle.</summary>
    public const int Offset = 0;

    private readonly LaneKeeping _lane = new();

    public Space Observations { get; } = BoxOf(6);

    public Space Actions { get; } = new BoxSpace([-steering], [steering]);

    public void Reset(ulong? seed, Span<float> observation)
    {
        _lane.Reset(seed, observation);
        observation[Offset] *= unit;
    }

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        var result = _lane.Step([action[0] / steering], observation);
        observation[Offset] *= unit;
        return result;
    }

    private static BoxSpace BoxOf(int size) =>
        new([.. Enumerable.Repeat(float.NegativeInfinity, size)], [.. Enumerable.Repeat(float.PositiveInfinity, size)]);
}
