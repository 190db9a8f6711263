using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// Episodes of given lengths, each step of which pays 1, that end by a limit or by their own rules; the state says the step within the
/// episode.
/// </summary>
internal sealed class Walk(Space actions, Func<RandomStream, int> length, bool terminates = false) : IEnvironment
{
    private RandomStream _random = new SeedSequence(0).Stream();
    private int _length,
        _step;

    public Space Observations { get; } = new BoxSpace([0, -10], [10, 10]);

    public Space Actions => actions;

    /// <summary>N of equal episodes, and everything that was seen and done in them.</summary>
    public static Watched Of(int count, Space actions, int length = 100) =>
        new(new VectorEnvironment(count, _ => new Walk(actions, _ => length)));

    /// <summary>What a step of an episode looks like.</summary>
    public static float At(int step) => step / 100f;

    public void Reset(ulong? seed, Span<float> observation)
    {
        if (seed is { } start)
            _random = new SeedSequence(start).Stream();
        (_step, _length) = (0, length(_random));
        (observation[0], observation[1]) = (At(0), 0);
    }

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        _step++;
        (observation[0], observation[1]) = (At(_step), (float)(action[0] + _random.NextGaussian()));
        return new(1, terminates && _step >= _length, !terminates && _step >= _length);
    }
}
