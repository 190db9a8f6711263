using DeclarativeIL.Data;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>
/// An episode as a file has it: columns by name, whatever the format. Observations and actions are one column, or one of each part, such as
/// <c>observations/camera</c>.
/// </summary>
/// <remarks>
/// Formats name the same things differently; here they are <see cref="Observations"/>, <see cref="NextObservations"/>,
/// <see cref="Actions"/>, <see cref="Rewards"/>, <see cref="Terminations"/>, <see cref="Truncations"/> and <c>infos/...</c>. Everything
/// else keeps its name.
/// </remarks>
public sealed class Episode
{
    /// <summary>What was seen: T rows, or T + 1 where the format has what was seen last.</summary>
    public const string Observations = "observations";

    /// <summary>What was seen after each step: T rows.</summary>
    public const string NextObservations = "next_observations";

    /// <summary>What was done: T rows.</summary>
    public const string Actions = "actions";

    /// <summary>T rows.</summary>
    public const string Rewards = "rewards";

    /// <summary>Whether a step ended the episode by the environment's rules: T rows.</summary>
    public const string Terminations = "terminations";

    /// <summary>Whether a step was the last for another reason: T rows.</summary>
    public const string Truncations = "truncations";

    /// <summary>What else was known.</summary>
    public const string Infos = "infos";

    private readonly OrderedDictionary<string, EpisodeColumn> _columns = [];

    /// <summary>An episode of the given columns.</summary>
    /// <param name="name">Its name, for messages and for formats that keep it.</param>
    /// <param name="columns">The columns, in their order; parts with <c>/</c> between names.</param>
    /// <param name="attributes">What is known of the episode as a whole.</param>
    /// <exception cref="ArgumentException">A name is empty or there twice, or columns have other numbers of rows than T or T +
    /// 1.</exception>
    public Episode(
        string name,
        IEnumerable<KeyValuePair<string, EpisodeColumn>> columns,
        IReadOnlyDictionary<string, string>? attributes = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        (Name, Attributes) = (name, attributes ?? new Dictionary<string, string>());
        foreach (var (column, values) in columns)
            if (column.Length == 0 || !_columns.TryAdd(column, values))
                throw new ArgumentException($"Episode {name}: found column '{column}' twice or without a name.", nameof(columns));
        if (_columns.Count == 0)
            throw new ArgumentException($"Episode {name} has no columns.", nameof(columns));
        Length = Parts(Actions) is [var first, ..] ? first.Column.Rows : _columns.Values.Min(static column => column.Rows);
        foreach (var (column, values) in _columns)
            if (values.Rows != Length && values.Rows != Length + 1)
                throw new ArgumentException(
                    $"Episode {name}, column {column}: found {values.Rows} rows; expected {Length}, as there are actions, or {Length + 1}.",
                    nameof(columns)
                );
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>T, the number of steps; 0 of an empty episode.</summary>
    public int Length { get; }

    /// <summary>All columns by name, in the file's order.</summary>
    public IReadOnlyDictionary<string, EpisodeColumn> Columns => _columns;

    /// <summary>What the file says of the episode as a whole: texts, numbers as texts.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those that are there.</exception>
    public EpisodeColumn this[string name] =>
        _columns.TryGetValue(name, out var found)
            ? found
            : throw new ArgumentException(
                $"Episode {Name} has no column '{name}'; it has {string.Join(", ", _columns.Keys.Take(32))}.",
                nameof(name)
            );

    /// <summary>The column of that name, or those below it: its parts, by their names within it.</summary>
    /// <param name="name">Such as <see cref="Observations"/>.</param>
    public IReadOnlyList<(string Part, EpisodeColumn Column)> Parts(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_columns.TryGetValue(name, out var single))
            return [("", single)];
        var prefix = name + "/";
        return
        [
            .. _columns
                .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(pair => (pair.Key[prefix.Length..], pair.Value)),
        ];
    }

    /// <summary>Whether the last step ended the episode by the environment's rules, as far as the file says.</summary>
    public bool IsTerminated => Ends(Terminations);

    /// <summary>Whether the last step was the last for another reason, as far as the file says.</summary>
    public bool IsTruncated => Ends(Truncations);

    /// <summary>The episode as the library's own files and recorders have it.</summary>
    /// <param name="actions">Where the actions lie.</param>
    /// <param name="observations">
    /// The parts of an observation, whole names such as <c>observations/proprio</c>, in the order in which their numbers follow each other;
    /// none for <see cref="Observations"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A column is missing or has no numbers, what was seen last is not there, or <see cref="Trajectory"/> refuses a number.
    /// </exception>
    public Trajectory ToTrajectory(Space actions, params ReadOnlySpan<string> observations)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var seen = EpisodeNumbers.Of(this, observations.IsEmpty ? [Observations] : observations.ToArray());
        var done = EpisodeNumbers.Of(this, [Actions]);
        var (states, acts, rewards) = (new float[(Length + 1) * seen.Width], new float[Length * done.Width], new double[Length]);
        for (var t = 0; t <= Length; t++)
        for (var i = 0; i < seen.Width; i++)
            states[(t * seen.Width) + i] = (float)seen.Seen(t, i);
        for (var t = 0; t < Length; t++)
        {
            for (var i = 0; i < done.Width; i++)
                acts[(t * done.Width) + i] = (float)done.Seen(t, i);
            rewards[t] = this[Rewards].Number(t);
        }
        return new(seen.Width, actions, states, acts, rewards, IsTerminated, IsTruncated && !IsTerminated);
    }

    private bool Ends(string name) =>
        Length > 0 && _columns.TryGetValue(name, out var found) && found.IsNumeric && found.Rows >= Length && found.Number(Length - 1) != 0;
}
