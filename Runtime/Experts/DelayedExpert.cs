namespace DeclarativeIL.Experts;

/// <summary>An expert that reacts late: each answer is to a question that the same environment asked earlier in the episode.</summary>
/// <remarks>The first questions of an episode get the answer to its first one. Not for use by several threads at once.</remarks>
public sealed class DelayedExpert : SituatedExpert
{
    private readonly IActionExpert _expert;
    private readonly int _questions;
    private readonly Dictionary<int, (long Start, Queue<Act> Answers)> _environments = [];

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
    public override Act Action(ExpertQuery query)
    {
        if (!_environments.TryGetValue(query.Environment, out var known) || known.Start != query.EpisodeStart || query.Index == 0)
            _environments[query.Environment] = known = (query.EpisodeStart, new Queue<Act>());
        var answer = query.Ask(_expert);
        do
            known.Answers.Enqueue(answer);                              // the first answer stands for all before it
        while (known.Answers.Count <= _questions);
        return known.Answers.Dequeue();
    }
}
