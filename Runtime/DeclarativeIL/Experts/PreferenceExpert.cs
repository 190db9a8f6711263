using DeclarativeIL.Randomness;

namespace DeclarativeIL.Experts;

/// <summary>An expert that compares answers.</summary>
public sealed class PreferenceExpert : IPreferenceExpert, IRestorable
{
    private readonly Func<Act, Act, State, bool> _prefers;

    private readonly RandomStream? _random; // of one that draws

    private PreferenceExpert(Func<Act, Act, State, bool> prefers, RandomStream? random = null) => (_prefers, _random) = (prefers, random);

    /// <summary>An expert that is a function.</summary>
    /// <param name="prefers">Whether the first act is preferred over the second in the state.</param>
    public static PreferenceExpert From(Func<Act, Act, State, bool> prefers)
    {
        ArgumentNullException.ThrowIfNull(prefers);
        return new PreferenceExpert(prefers);
    }

    /// <summary>An expert that prefers what earns more; of equals, the first.</summary>
    /// <param name="reward">What an act earns in a state.</param>
    public static PreferenceExpert FromReward(Func<State, Act, double> reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        return new PreferenceExpert((first, second, state) => Margin(reward, first, second, state) >= 0);
    }

    /// <summary>An expert that prefers the first act with probability sigma((r_1 - r_2) / temperature) (Bradley, Terry 1952).</summary>
    /// <param name="reward">What an act earns in a state.</param>
    /// <param name="temperature">Above 0; the higher, the more often it errs.</param>
    /// <param name="random">Where the draws come from, one a comparison; it is advanced.</param>
    public static PreferenceExpert FromReward(Func<State, Act, double> reward, double temperature, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(random);
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Expected a temperature above 0.");
        return new PreferenceExpert(
            (first, second, state) => random.NextUniform() < Functions.Sigmoid(Margin(reward, first, second, state) / temperature),
            random
        );
    }

    /// <summary>A person at a console (or whoever writes the lines): shown the context and both answers, they answer 1 or 2.</summary>
    /// <remarks>
    /// Anything else is asked again. Training waits for the person; <c>TrainAsync</c> keeps the calling thread free, and its token ends the
    /// waiting. What is typed after that, and before the next question, answers nothing.
    /// </remarks>
    /// <param name="input">Where the answers come from, such as <see cref="Console.In"/>.</param>
    /// <param name="output">Where the questions go, such as <see cref="Console.Out"/>.</param>
    /// <param name="context">How a context reads; its numbers unless given.</param>
    /// <param name="answer">How an answer reads; its numbers unless given.</param>
    /// <exception cref="EndOfStreamException">When asked: the input has ended.</exception>
    public static PreferenceExpert FromPerson(
        TextReader input,
        TextWriter output,
        Func<State, string>? context = null,
        Func<Act, string>? answer = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var (showContext, showAnswer) = (context ?? (static state => state.ToString()), answer ?? (static act => act.ToString()));
        var lines = new LineWaiter(input);
        return new PreferenceExpert(
            (first, second, state) =>
            {
                lines.Forget();
                output.WriteLine(
                    $"{showContext(state)}{Environment.NewLine}  1  {showAnswer(first)}{Environment.NewLine}  2  {showAnswer(second)}"
                );
                while (true)
                {
                    output.Write("Which is better, 1 or 2? ");
                    output.Flush();
                    var line =
                        lines.Next()
                        ?? throw new EndOfStreamException("The input ended before the question was answered; expected a line with 1 or 2.");
                    if (line.Trim() is "1" or "2")
                        return line.Trim() == "1";
                }
            }
        );
    }

    /// <inheritdoc/>
    public bool Prefers(Act first, Act second, State state) => _prefers(first, second, state);

    /// <summary>The expert as declarations see it: it prefers, and refuses to say what it would do itself.</summary>
    public Expert OneSample() => new Face(this);

    void IRestorable.SaveState(BinaryWriter state) => state.Write(_random?.Position ?? 0);

    void IRestorable.RestoreState(BinaryReader state)
    {
        var position = state.ReadUInt64();
        if (_random is not null)
            _random.Position = position;
    }

    private static double Margin(Func<State, Act, double> reward, Act first, Act second, State state)
    {
        var (one, other) = (reward(state, first), reward(state, second));
        return double.IsFinite(one) && double.IsFinite(other)
            ? one - other
            : throw new InvalidOperationException($"Found the rewards {one} and {other}; expected finite numbers.");
    }

    private sealed class Face(PreferenceExpert expert) : Expert, IPreferenceExpert
    {
        public override Act Action(State state) =>
            throw new NotSupportedException("This expert compares answers, it gives none: use an expert that implements IActionExpert.");

        public override bool Prefers(Act first, Act second, State state) => expert.Prefers(first, second, state);
    }
}
