using DeclarativeIL.Randomness;

namespace DeclarativeIL.Experts;

/// <summary>A question to an expert, with its place.</summary>
/// <param name="State">What is seen.</param>
/// <param name="Environment">The environment's number, counted from 0.</param>
/// <param name="Round">The round, counted from 0; an episode, where an expert is only recorded.</param>
/// <param name="Step">The step within the round, counted from 0.</param>
/// <param name="Index">The step within the episode, counted from 0.</param>
/// <param name="Previous">
/// The decision on the step before, as <see cref="Step.Previous"/> says; <see cref="Control.Learner"/> at the start of an episode.
/// </param>
public readonly record struct ExpertQuery(State State, int Environment, int Round, long Step, long Index, Control Previous)
{
    /// <summary>Requested when the answer is not waited for any more: the run is cancelled.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The space that the answer has to lie in; null where it is unknown.</summary>
    internal Space? Actions { get; init; }

    /// <summary>The same question, where it was put before; null where it was not.</summary>
    internal IPutQuestion? Put { get; init; }

    /// <summary>The episode, by a number of its own in this process; 0 where the question has no place.</summary>
    internal long Episode { get; init; }

    /// <summary>Equal state and place.</summary>
    public bool Equals(ExpertQuery other) =>
        (State, Environment, Round, Step, Index, Previous)
        == (other.State, other.Environment, other.Round, other.Step, other.Index, other.Previous);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, Environment, Round, Step, Index, Previous);

    /// <summary>An answer that was made without a look at bounds, brought within them.</summary>
    internal Act Within(Act answer)
    {
        if (Actions is null || answer.Size != Actions.Width)
            return answer;
        Span<float> chosen = answer.Size <= Floats.Stack ? stackalloc float[answer.Size] : new float[answer.Size];
        Span<float> executed = answer.Size <= Floats.Stack ? stackalloc float[answer.Size] : new float[answer.Size];
        Floats.Copy(answer.Span, chosen);
        Actions.Clip(chosen, executed);
        return executed.SequenceEqual(chosen) ? answer : Act.From(executed);
    }

    /// <summary>Draws of this place alone: a run that is resumed, or that asks less often, draws the same here.</summary>
    internal RandomStream Draws(SeedSequence seeds) => seeds.Child((ulong)Round).Child((ulong)Environment).Child((ulong)Step).Stream();

    /// <summary>An expert's answer; with the place, where it wants to know it.</summary>
    internal Act Ask(IActionExpert expert) => expert is ISituatedExpert situated ? situated.Action(this) : expert.Action(State);
}

/// <summary>An expert whose answer depends on more than the state: on which environment asks, and when.</summary>
public interface ISituatedExpert : IActionExpert
{
    /// <summary>The action that the expert would take.</summary>
    Act Action(ExpertQuery query);
}

/// <summary>An expert that wants to know which environment it would take over.</summary>
public interface ISituatedTakeoverExpert : ISituatedExpert, ITakeoverExpert
{
    /// <summary>Tells whether the expert wants to act now.</summary>
    bool TakesOver(ExpertQuery query);
}

/// <summary>Questions without a place, counted as the steps of one episode.</summary>
internal sealed class PlacelessQuestions
{
    private long _asked;

    /// <summary>The next of them.</summary>
    public ExpertQuery Next(State state)
    {
        var step = Interlocked.Increment(ref _asked) - 1;
        return new ExpertQuery(state, 0, 0, step, step, Control.Learner);
    }

    /// <summary>Writes how many there were.</summary>
    public void Save(BinaryWriter state) => state.Write(Interlocked.Read(ref _asked));

    /// <summary>Goes on behind as many.</summary>
    public void Restore(BinaryReader state) => Interlocked.Exchange(ref _asked, state.ReadInt64());
}
