using DeclarativeIL.Randomness;

namespace DeclarativeIL.Samples;

/// <summary>An environment of one's own: what is seen, what is done, what is paid. A room that cools, and a heater to switch.</summary>
[Environment]
internal sealed partial class Thermostat
{
    private const double Wanted = 20,
        Power = 2,
        Loss = 0.05;
    private const int Steps = 100;
    private double _room,
        _outside;
    private int _step;

    /// <summary>The room's temperature against the wanted one (K).</summary>
    [Observation(-40, 40)]
    public double Room => _room - Wanted;

    /// <summary>The temperature outside against the wanted one (K).</summary>
    [Observation(-40, 40)]
    public double Outside => _outside - Wanted;

    /// <summary>Whether the heater is on in the next step.</summary>
    [Action]
    public bool IsHeating { get; set; }

    /// <summary>A step pays minus what is missing.</summary>
    [Reward]
    private double Comfort => -Math.Abs(Room);

    [Truncated]
    private bool IsOver => _step == Steps;

    [Reset]
    private void Start(RandomStream random) => // all randomness of the episode
        (_room, _outside, _step) = (10 + 15 * random.NextUniform(), -10 + 20 * random.NextUniform(), 0);

    [Step]
    private void Pass()
    {
        _room += Loss * (_outside - _room) + (IsHeating ? Power : 0);
        _step++;
    }
}
