using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary><see cref="DeclaredRoom"/> as one writes it without the generator.</summary>
internal sealed class RoomByHand : IEnvironment
{
    private RandomStream _random = new(0);
    private double _room,
        _outside;
    private int _step;

    public Space Observations { get; } = new BoxSpace([-40, -40], [40, 40]);

    public Space Actions { get; } = new DiscreteSpace(2);

    public void Reset(ulong? seed, Span<float> observation)
    {
        if (seed is { } given)
            _random = new SeedSequence(given).Stream();
        (_room, _outside, _step) = (10 + 15 * _random.NextUniform(), -10 + 20 * _random.NextUniform(), 0);
        Observe(observation);
    }

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        _room += 0.05 * (_outside - _room) + (action[0] == 1 ? 2 : 0) + 0.1 * _random.NextGaussian();
        Observe(observation);
        return new StepResult(-Math.Abs(_room - 20), Terminated: false, Truncated: ++_step == 40);
    }

    private void Observe(Span<float> observation) => (observation[0], observation[1]) = ((float)(_room - 20), (float)(_outside - 20));
}
