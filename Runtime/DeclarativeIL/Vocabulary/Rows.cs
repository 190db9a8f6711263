namespace DeclarativeIL;

/// <summary>Marks a type as a row of a data set: a <c>readonly record struct</c> whose positional parameters are its columns.</summary>
/// <remarks>
/// Columns are of type <see cref="DeclarativeIL.State"/>, <see cref="Act"/>, <see cref="double"/>, <see cref="int"/>, <see cref="bool"/> or
/// an enum.
/// </remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class RowAttribute : Attribute;

/// <summary>A state and the expert's clean label for it.</summary>
/// <param name="State">What was seen.</param>
/// <param name="Action">What the expert would do there (not necessarily what was executed).</param>
[Row]
public readonly record struct Demonstration(State State, Act Action);

/// <summary>One step of an environment.</summary>
/// <param name="State">What was seen.</param>
/// <param name="Action">What was executed, within its bounds.</param>
/// <param name="Reward">What the environment paid.</param>
/// <param name="Next">What was seen afterwards.</param>
/// <param name="Terminal">The episode ended here by the environment's rules: nothing follows, so nothing is bootstrapped.</param>
/// <param name="Success">The episode ended here in success, where the environment knows.</param>
/// <param name="Chosen">
/// What was chosen, before it was brought within its bounds: what a policy's density was drawn from. The executed act unless said.
/// </param>
[Row]
public readonly record struct Transition(
    State State,
    Act Action,
    double Reward,
    State Next,
    bool Terminal,
    bool Success = false,
    Act Chosen = default
)
{
    /// <summary>The act that was chosen, before it was brought within its bounds; the executed act unless said.</summary>
    public Act Chosen { get; init; } = Chosen.Size == 0 ? Action : Chosen;
}

/// <summary>Two answers in one context, and which was preferred.</summary>
/// <param name="Context">The situation or prompt.</param>
/// <param name="Chosen">The preferred answer.</param>
/// <param name="Rejected">The other one.</param>
[Row]
public readonly record struct Preference(State Context, Act Chosen, Act Rejected);

/// <summary>One answer, found desirable or not.</summary>
/// <param name="Context">The situation or prompt.</param>
/// <param name="Response">The answer.</param>
/// <param name="Desirable">The verdict.</param>
[Row]
public readonly record struct Rating(State Context, Act Response, bool Desirable);

/// <summary>Several answers in one context, best first.</summary>
/// <param name="Context">The situation or prompt.</param>
/// <param name="Candidates">The answers, best first; as many in every row.</param>
[Row]
public readonly record struct Ranking(State Context, Acts Candidates);
