using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Samples.Separation;

/// <summary>
/// T steps on a rope. The wind comes from the left or the right, and has to be leaned against; who leans wrongly hangs below the rope
/// until he climbs. Each step in which another thing is done than the expert would do is a mistake, and pays -1.
/// </summary>
/// <remarks>
/// Observation: wind from the left, wind from the right, gust, phase of the gust, hanging (1 where it is so; the phase within [0, 1)).
/// Actions: 0 lean left, 1 lean right, 2 climb. In a gust the side to lean to alternates 4096 times over the phases, so that a policy whose
/// preferences are linear in the observation, and so change at most twice, errs in half of the gusts, whatever it is trained on.
/// </remarks>
/// <param name="steps">T, after which the episode is cut off.</param>
/// <param name="gusts">How likely a gust is, at each step on the rope: twice the probability of a mistake there.</param>
internal sealed class Tightrope(int steps, double gusts) : IEnvironment
{
    /// <summary>Numbers of an observation.</summary>
    public const int Width = 5;

    private const int Left = 0,
        Right = 1,
        Gust = 2,
        Phase = 3,
        Hanging = 4,
        Climb = 2,
        Stripes = 4096;
    private RandomStream _random = new SeedSequence(0).Stream();
    private readonly float[] _seen = new float[Width];
    private int _step;

    /// <inheritdoc/>
    public Space Observations { get; } = new BoxSpace(new float[Width], [1, 1, 1, 1, 1]);

    /// <inheritdoc/>
    public Space Actions { get; } = new DiscreteSpace(3);

    /// <summary>An expert that never errs: it never hangs, but would climb.</summary>
    public static Expert Expert { get; } =
        Expert.From(static state => Act.Discrete(Wanted(state[Gust] == 1, state[Phase], state[Right] == 1, state[Hanging] == 1)));

    /// <inheritdoc/>
    public void Reset(ulong? seed, Span<float> observation)
    {
        if (seed is { } start)
            _random = new SeedSequence(start).Stream(); // else the next episode goes on with the same draws
        _step = 0;
        Show(hanging: false, observation);
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        var hangs = _seen[Hanging] == 1;
        var mistaken = (int)action[0] != Wanted(_seen[Gust] == 1, _seen[Phase], _seen[Right] == 1, hangs);
        Show(mistaken, observation);
        return new StepResult(mistaken ? -1 : 0, Terminated: false, Truncated: ++_step == steps);
    }

    private static int Wanted(bool gust, double phase, bool right, bool hangs) =>
        hangs ? Climb
        : gust ? (int)(phase * Stripes) % 2
        : right ? Right
        : Left;

    private void Show(bool hanging, Span<float> observation)
    {
        Array.Clear(_seen);
        if (hanging)
            _seen[Hanging] = 1;
        else if (_random.NextUniform() < gusts)
            (_seen[Gust], _seen[Phase]) = (1, (float)_random.NextUniform());
        else
            _seen[_random.NextInt(2) == 0 ? Left : Right] = 1;
        _seen.CopyTo(observation);
    }
}
