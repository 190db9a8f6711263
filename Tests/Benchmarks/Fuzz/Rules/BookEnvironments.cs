using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What environments were told and what they said.</summary>
/// <param name="Executed">[N, a]; none for a reset.</param>
/// <param name="Seen">[N, s], what was seen after it.</param>
/// <param name="Final">[N, s], the last observations of episodes that ended.</param>
internal sealed record Happening(float[]? Executed, float[] Seen, StepResult[] Results, float[] Final);

/// <summary>
/// Environments that show random numbers and end episodes at random, by their rules and cut off, and write down what happens.
/// </summary>
internal sealed class BookEnvironments(Widths widths, int count, SeedSequence seeds) : IVectorEnvironment
{
    private readonly RandomStream _random = seeds.Stream();

    public List<Happening> Happenings { get; } = [];

    public int Count => count;

    public Space Observations { get; } =
        new BoxSpace(
            [.. Enumerable.Repeat(float.NegativeInfinity, widths.State)],
            [.. Enumerable.Repeat(float.PositiveInfinity, widths.State)]
        );

    public Space Actions { get; } = new BoxSpace([.. Enumerable.Repeat(-1f, widths.Act)], [.. Enumerable.Repeat(1f, widths.Act)]);

    public void Reset(ulong seed, Span<float> observations)
    {
        Show(observations);
        Happenings.Add(new(null, observations.ToArray(), [], []));
    }

    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Show(observations);
        for (var i = 0; i < count; i++)
        {
            var end = _random.NextInt(12);
            results[i] = new(_random.NextGaussian(), end is 0 or 1, end is 1 or 2);
            if (end <= 2)
                Show(finalObservations.Slice(i * widths.State, widths.State));
        }
        Happenings.Add(new(actions.ToArray(), observations.ToArray(), results.ToArray(), finalObservations.ToArray()));
    }

    private void Show(Span<float> observations)
    {
        foreach (ref var number in observations)
            number = (float)_random.NextGaussian();
    }
}

/// <summary>An expert whose answers look random; counts how often it is asked for one.</summary>
internal sealed class BookExpert(Widths widths) : Expert, ITakeoverExpert
{
    private const int Id = 9;

    public int Asked { get; private set; }

    public override Act Action(State state)
    {
        Asked++;
        return Answer(state);
    }

    public override bool TakesOver(Step step) => AnswerField.At(Id, QuestionKind.Value, 1, step.State.Span) + 0.1 * step.Index > 0.2;

    public Act Answer(State state) =>
        new([.. Enumerable.Range(0, widths.Act).Select(i => (double)(float)(0.6 * AnswerField.At(Id, QuestionKind.Mean, i, state.Span)))]);
}

/// <summary>The expert that one step of one environment asks: the same, but an answer counts once.</summary>
internal sealed class StepExpert(BookExpert expert) : Expert
{
    public bool WasAsked { get; private set; }

    public override Act Action(State state)
    {
        WasAsked = true;
        return expert.Answer(state);
    }

    public override bool TakesOver(Step step) => expert.TakesOver(step);
}
