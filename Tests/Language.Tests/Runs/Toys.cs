using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Two numbers to be brought to 0 by two numbers; a lane remembers all that was done in it.</summary>
internal sealed class Reach : IEnvironment
{
    private readonly double[] _position = new double[2];
    private RandomStream _random = new SeedSequence(0).Stream();
    private int _steps;

    public static BoxSpace Pushes { get; } = new([-1, -1], [1, 1]);

    public Space Observations { get; } = new BoxSpace([-100, -100], [100, 100]);

    public Space Actions => Pushes;

    /// <summary>What was seen, what was done, and whether an episode began there.</summary>
    public List<(State State, Act Act, bool IsFirst)> Seen { get; } = [];

    public static Expert Expert { get; } = DeclarativeIL.Expert.From(Push);

    /// <summary>Lanes of this environment, and what the first one remembers.</summary>
    public static (VectorEnvironment Environments, Reach First) Lanes(int count)
    {
        var lanes = Enumerable.Range(0, count).Select(_ => new Reach()).ToArray();
        return (new VectorEnvironment(count, i => lanes[i]), lanes[0]);
    }

    public static Act Push(State state) =>
        Act.Continuous([.. state.Span.ToArray().Select(x => (double)(float)Math.Clamp(-0.8 * x, -0.9, 0.9))]);

    public void Reset(ulong? seed, Span<float> observation)
    {
        if (seed is { } start)
            _random = new SeedSequence(start).Stream();
        (_position[0], _position[1], _steps) = (_random.NextGaussian(), _random.NextGaussian(), 0);
        Show(observation);
    }

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Show(observation);
        Seen.Add((State.From(observation), Act.From(action), _steps == 0));
        for (var i = 0; i < 2; i++)
            _position[i] += 0.5 * action[i] + 0.1 * _random.NextGaussian();
        Show(observation);
        var distance = _position.Sum(x => x * x);
        return new(-distance, distance < 0.02, ++_steps >= 12, distance < 0.02);
    }

    private void Show(Span<float> observation) => (observation[0], observation[1]) = ((float)_position[0], (float)_position[1]);
}

/// <summary>Four places in a row, one-hot, from the left end to the right one, where a reward of 1 ends the episode.</summary>
internal sealed class Chain(double reward = 1) : IEnvironment
{
    public const int Places = 4;

    private int _place,
        _steps;

    public Space Observations { get; } = new BoxSpace([0, 0, 0, 0], [1, 1, 1, 1]);

    public Space Actions { get; } = new DiscreteSpace(2);

    public static VectorEnvironment Lanes(int count, double reward = 1) => new(count, _ => new Chain(reward));

    public static State At(int place) => new(Enumerable.Range(0, Places).Select(i => i == place ? 1.0 : 0).ToArray());

    public void Reset(ulong? seed, Span<float> observation)
    {
        (_place, _steps) = (0, 0);
        Show(observation);
    }

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        _place = Math.Max(0, _place + (action[0] == 1 ? 1 : -1));
        Show(observation);
        var end = _place == Places - 1;
        return new(end ? reward : 0, end, ++_steps >= 12, end);
    }

    private void Show(Span<float> observation)
    {
        observation.Clear();
        observation[_place] = 1;
    }
}

/// <summary>One step: of three arms the last one pays.</summary>
internal sealed class Arms : IEnvironment
{
    public Space Observations { get; } = new BoxSpace([0], [1]);

    public Space Actions { get; } = new DiscreteSpace(3);

    public void Reset(ulong? seed, Span<float> observation) => observation[0] = 1;

    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        observation[0] = 1;
        return new(action[0] == 2 ? 1 : 0, true, false);
    }
}

/// <summary>Environments that remember what was seen and done, row after row, and whether an episode began there.</summary>
internal sealed class Watched(IVectorEnvironment inner) : IVectorEnvironment
{
    private readonly bool[] _first = new bool[inner.Count];
    private float[] _now = [];

    public List<(State State, Act Act, bool IsFirst)> Seen { get; } = [];

    public int Resets { get; private set; }

    public int Count => inner.Count;

    public Space Observations => inner.Observations;

    public Space Actions => inner.Actions;

    public void Reset(ulong seed, Span<float> observations)
    {
        Resets++;
        inner.Reset(seed, observations);
        _now = observations.ToArray();
        Array.Fill(_first, true);
    }

    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        for (var i = 0; i < Count; i++)
            Seen.Add(
                (
                    State.From(_now.AsSpan(i * Observations.Width, Observations.Width)),
                    Act.From(actions.Slice(i * Actions.Width, Actions.Width)),
                    _first[i]
                )
            );
        inner.Step(actions, observations, results, finalObservations);
        _now = observations.ToArray();
        for (var i = 0; i < Count; i++)
            _first[i] = results[i].Terminated || results[i].Truncated;
    }
}
