using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Samples;

/// <summary>An environment of one's own: two spaces and two methods. A room that cools, and a heater to switch.</summary>
/// <remarks>
/// Observation: the room's and the outside's temperature against 20 degrees. Action: 0 off, 1 on. A step pays minus what is missing.
/// </remarks>
internal sealed class Thermostat : IEnvironment
{
    private const double Wanted = 20,
        Heating = 2,
        Loss = 0.05;
    private const int Steps = 100;
    private double _room,
        _outside;
    private int _step;

    /// <inheritdoc/>
    public Space Observations { get; } = new BoxSpace([-40, -40], [40, 40]);

    /// <inheritdoc/>
    public Space Actions { get; } = new DiscreteSpace(2);

    /// <inheritdoc/>
    public void Reset(ulong? seed, Span<float> observation)
    {
        var random = new SeedSequence(seed ?? 0).Stream(); // all randomness of the episode starts here
        (_room, _outside, _step) = (10 + 15 * random.NextUniform(), -10 + 20 * random.NextUniform(), 0);
        Observe(observation);
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        _room += Loss * (_outside - _room) + (action[0] == 1 ? Heating : 0);
        Observe(observation);
        return new StepResult(-Math.Abs(_room - Wanted), Terminated: false, Truncated: ++_step == Steps);
    }

    private void Observe(Span<float> observation) =>
        (observation[0], observation[1]) = ((float)(_room - Wanted), (float)(_outside - Wanted));
}
