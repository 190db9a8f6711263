namespace DeclarativeIL.Experts;

/// <summary>An expert that reacts late: each answer is to a question that the same environment asked earlier in the episode.</summary>
/// <remarks>The first questions of an episode get the answer to its first one. Not for use by several threads at once.</remarks>
public sealed class DelayedExpert : Expert, ISituatedExpert, IFitted, IAskedAhead, IRestorable
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

    void IRestorable.SaveState(BinaryWriter state)
    {
        _placeless.Save(state);
        state.Write(_environments.Count);
        foreach (var (environment, (episode, answers)) in _environments)
        {
            state.WriteNumbers<long>([environment, episode.Round, episode.Start, episode.Number]);
            state.Write(answers.Count);
            foreach (var answer in answers)
                state.WriteNumbers(answer.Span);
        }
        StateNumbers.Of(_expert)?.SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        _placeless.Restore(state);
        _environments.Clear();
        var place = new long[4];
        for (var left = state.ReadCount(sizeof(long), "environments"); left > 0; left--)
        {
            state.ReadNumbers<long>(place, "an episode");
            var answers = new Queue<Act>();
            for (var queued = state.ReadCount(sizeof(int), "answers"); queued > 0; queued--)
            {
                var numbers = new double[state.ReadCount(sizeof(double), "an answer")];
                for (var i = 0; i < numbers.Length; i++)
                    numbers[i] = state.ReadDouble();
                answers.Enqueue(new(numbers.AsMemory()));
            }
            _environments[(int)place[0]] = (((int)place[1], place[2], place[3]), answers);
        }
        StateNumbers.Of(_expert)?.RestoreState(state);
    }

    bool IAskedAhead.IsAskedAhead => AskedAhead.Of(_expert) is not null;

    IPutQuestion IAskedAhead.Put(ExpertQuery query) => AskedAhead.Put(_expert, query);

    string? IFitted.Fault(Space observations, Space actions) => SpaceFit.Fault(_expert, observations, actions);
}
