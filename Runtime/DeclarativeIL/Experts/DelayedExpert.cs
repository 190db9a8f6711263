namespace DeclarativeIL.Experts;

/// <summary>An expert that reacts late: each answer is to a question that the same environment asked earlier in the episode.</summary>
/// <remarks>The first questions of an episode get the answer to its first one. Not for use by several threads at once.</remarks>
public sealed class DelayedExpert : Expert, ISituatedExpert, IFitted
{
    private readonly PlacelessQuestions _placeless = new();
    private readonly IActionExpert _expert;
    private readonly int _questions;
    private readonly Dictionary<int, ((int Round, long Start, long Number) Episode, Queue<Act> Answers)> _environments = [];

    /// <summary>Delays an expert's answers.</summary>
    /// <param name="expert">Who answers.</param>
    /// <param name="questions">By how many questions; steps, where it is asked on every one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="questions"/> is negative.</exception>
    public DelayedExpert(IActionExpert expert, int questions)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentOutOfRangeException.ThrowIfNegative(questions);
        (_expert, _questions) = (expert, questions);
    }

    /// <inheritdoc/>
    public override Act Action(State state) => Action(_placeless.Next(state));

    /// <inheritdoc/>
    public Act Action(ExpertQuery query)
    {
        // a later run counts its rounds and steps from 0 too, but its episodes have other numbers
        var episode = query.Episode == 0 ? (query.Round, query.Step - query.Index, 0L) : (0, 0L, query.Episode);
        if (!_environments.TryGetValue(query.Environment, out var known) || known.Episode != episode)
            _environments[query.Environment] = known = (episode, new Queue<Act>());
        var answer = query.Ask(_expert);
        do known.Answers.Enqueue(answer); // the first answer stands for all before it
        while (known.Answers.Count <= _questions);
        return known.Answers.Dequeue();
    }

    string? IFitted.Fault(Space observations, Space actions) => SpaceFit.Fault(_expert, observations, actions);
}
