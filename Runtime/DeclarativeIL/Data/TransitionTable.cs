namespace DeclarativeIL.Data;

/// <summary>The steps of a finite environment: from which state which action leads where, and how likely.</summary>
public sealed class TransitionTable
{
    private readonly List<(int State, int Action, int Next, double Probability, bool Terminal)> _rows = [];

    /// <summary>A table without steps.</summary>
    /// <param name="states">Number of states, 1 or more.</param>
    /// <param name="actions">Number of actions, 1 or more; not every state needs to allow all.</param>
    public TransitionTable(int states, int actions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(states);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(actions);
        (States, Actions) = (states, actions);
    }

    /// <summary>Number of states.</summary>
    public int States { get; }

    /// <summary>Number of actions.</summary>
    public int Actions { get; }

    internal IReadOnlyList<(int State, int Action, int Next, double Probability, bool Terminal)> Rows => _rows;

    /// <summary>Adds a step.</summary>
    /// <param name="state">From where.</param>
    /// <param name="action">By which action.</param>
    /// <param name="next">To where.</param>
    /// <param name="probability">How likely, above 0; the probabilities of a state and an action sum to 1.</param>
    /// <param name="terminal">Whether the episode ends with this step.</param>
    /// <returns>This table.</returns>
    public TransitionTable Add(int state, int action, int next, double probability = 1, bool terminal = false)
    {
        Check(state, States, nameof(state));
        Check(action, Actions, nameof(action));
        Check(next, States, nameof(next));
        if (!(probability > 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability above 0 and at most 1.");
        _rows.Add((state, action, next, probability, terminal));
        return this;
    }

    /// <summary>A state as policies see it: 1 in its own component, 0 elsewhere.</summary>
    public State OneHot(int state)
    {
        Check(state, States, nameof(state));
        var values = new double[States];
        values[state] = 1;
        return new State(values);
    }

    internal Dataset<Transition> ToModel() =>
        new(_rows.Select(row => new Transition(OneHot(row.State), Act.Discrete(row.Action), 0, OneHot(row.Next), row.Terminal)));

    /// <exception cref="ArgumentException">There is no step, or the probabilities of a state and an action do not sum to 1.</exception>
    internal void Check()
    {
        if (_rows.Count == 0)
            throw new ArgumentException("The table has no steps; expected one or more.");
        foreach (var group in _rows.GroupBy(static row => (row.State, row.Action)))
            if (Math.Abs(group.Sum(static row => row.Probability) - 1) is var off && !(off < 1e-9))
                throw new ArgumentException($"State {group.Key.State}, action {group.Key.Action}: the probabilities miss 1 by {off}.");
    }

    private static void Check(int value, int count, string name)
    {
        if (value < 0 || value >= count)
            throw new ArgumentOutOfRangeException(name, value, $"Expected a number from 0 to {count - 1}.");
    }
}
