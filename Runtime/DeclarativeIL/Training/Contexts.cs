using DeclarativeIL.Randomness;

namespace DeclarativeIL.Training;

/// <summary>A source of contexts: prompts, bandit situations, starting states.</summary>
public interface IContexts
{
    /// <summary>Numbers per context.</summary>
    int StateSize { get; }

    /// <summary>One context.</summary>
    /// <param name="random">Where the draw comes from; it is advanced.</param>
    State Draw(RandomStream random);
}

/// <summary>Makes sources of contexts.</summary>
public static class Contexts
{
    /// <summary>Contexts drawn from a list, each equally often.</summary>
    /// <param name="states">One or more, of equal size.</param>
    public static IContexts From(IReadOnlyList<State> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0)
            throw new ArgumentException("Found no context; expected one or more.", nameof(states));
        for (var i = 0; i < states.Count; i++)
            if (states[i].Size != states[0].Size)
                throw new ArgumentException($"Context {i}: found {states[i].Size} numbers; expected {states[0].Size}.", nameof(states));
        State[] listed = [.. states]; // the caller's list may change
        return new Drawn(random => listed[random.NextInt(listed.Length)], listed[0].Size);
    }

    /// <summary>Prompts drawn from a list, each equally often; they may differ in length.</summary>
    /// <param name="prompts">One or more.</param>
    public static IContexts OfSequences(IReadOnlyList<State> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        if (prompts.Count == 0 || prompts.Min(static prompt => prompt.Size) == 0)
            throw new ArgumentException(
                "Found no prompt, or one of no tokens; expected one prompt or more, of one token or more.",
                nameof(prompts)
            );
        return new DrawnSequence([.. prompts]);
    }

    /// <summary>Contexts made by a function.</summary>
    /// <param name="draw">Makes one.</param>
    /// <param name="stateSize">Numbers per context; none = those of one that is drawn now, from a stream of its own.</param>
    public static IContexts From(Func<RandomStream, State> draw, int? stateSize = null)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return new Drawn(draw, stateSize ?? draw(new RandomStream(0)).Size);
    }

    private sealed class DrawnSequence(State[] prompts) : IContexts
    {
        public int StateSize { get; } = prompts.Max(static prompt => prompt.Size);

        public State Draw(RandomStream random)
        {
            ArgumentNullException.ThrowIfNull(random);
            return prompts[random.NextInt(prompts.Length)];
        }
    }

    private sealed class Drawn(Func<RandomStream, State> draw, int stateSize) : IContexts
    {
        public int StateSize => stateSize;

        public State Draw(RandomStream random)
        {
            ArgumentNullException.ThrowIfNull(random);
            var state = draw(random);
            return state.Size == stateSize
                ? state
                : throw new InvalidOperationException($"Found a context of {state.Size} numbers; expected {stateSize}.");
        }
    }
}
