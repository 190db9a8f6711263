using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Language;
using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Training;

/// <summary>Checks at the start of a run that policy, data and environments fit each other.</summary>
public static class Fitting
{
    /// <summary>Checks sizes of states and actions of a data set; an empty one fits every policy.</summary>
    /// <exception cref="ArgumentException">They differ from the policy's.</exception>
    public static void Check<TRow>(IPolicyNetwork policy, Dataset<TRow> data)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            return;
        if (policy is SequencePolicy sequences)
        {
            SequenceFitting.Check(sequences, data);
            return;
        }
        foreach (var column in data.Columns)
        {
            if (column.Row.Type == typeof(State) && column.Width != policy.StateSize)
                throw new ArgumentException($"Column {column.Name} of the data set holds states of {column.Width} numbers; the policy expects {policy.StateSize}.", nameof(data));
            if (column.Row.Type != typeof(Act))
                continue;
            if (column.Width != policy.Actions.Width)
                throw new ArgumentException($"Column {column.Name} of the data set holds actions of {column.Width} numbers; the policy expects {policy.Actions.Width}.", nameof(data));
            CheckActions(policy.Actions, column);
        }
    }

    /// <summary>Checks that a policy sees what environments show, and does what they take.</summary>
    /// <exception cref="ArgumentException">The spaces differ.</exception>
    public static void Check(IPolicyNetwork policy, IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(environments);
        if (environments.Observations.Width != policy.StateSize)
            throw new ArgumentException($"The environments show {environments.Observations.Width} numbers; the policy expects {policy.StateSize}.", nameof(environments));
        var fits = (policy.Actions, environments.Actions) switch
        {
            (DiscreteSpace mine, DiscreteSpace theirs) => mine.Count == theirs.Count,
            (BoxSpace mine, BoxSpace theirs) => mine.Width == theirs.Width,
            _ => false,
        };
        if (!fits)
            throw new ArgumentException($"The environments take {Describe(environments.Actions)}; the policy gives {Describe(policy.Actions)}.", nameof(environments));
    }

    /// <summary>Checks that networks of different names are different networks: each that is trained differs from all others.</summary>
    /// <param name="trained">Those that are trained, with the names of their parameters.</param>
    /// <param name="given">Those that are only asked; two of them may be one.</param>
    /// <exception cref="ArgumentException">One network was handed over for two of the parameters.</exception>
    public static void CheckDistinct(
        IReadOnlyList<(Networks.INetwork Network, string Name)> trained, IReadOnlyList<(Networks.INetwork Network, string Name)> given)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(given);
        for (var i = 0; i < trained.Count; i++)
            foreach (var (network, name) in trained.Skip(i + 1).Concat(given))
                if (ReferenceEquals(network, trained[i].Network) || ReferenceEquals(network.Parameters, trained[i].Network.Parameters))
                    throw new ArgumentException(
                        $"Found one network for '{trained[i].Name}' and '{name}'; expected two, since '{trained[i].Name}' is trained by itself. Hand over a copy, or give both one name in the declaration.", name);
    }

    /// <summary>Checks that an ensemble has as many members as its declaration says.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void CheckMembers(IEnsemblePolicy ensemble, int members)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        if (ensemble.Members != members)
            throw new ArgumentException($"The ensemble has {ensemble.Members} members; the declaration says {members}.", nameof(ensemble));
    }

    /// <summary>Checks that there is something to learn from, where nothing adds to it later.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public static void CheckNotEmpty<TRow>(Dataset<TRow> data, string name)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new ArgumentException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.", name);
    }

    /// <summary>Checks that a given vector is as wide as what it meets.</summary>
    /// <param name="given">[k].</param>
    /// <param name="name">Its name.</param>
    /// <param name="like">[..., k].</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void CheckGiven(Tensor given, string name, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(like);
        if (given.size(-1) != like.size(-1))
            throw new ArgumentException($"Found a vector of {given.size(-1)} numbers; expected {like.size(-1)}.", name);
    }

    /// <summary>Checks that a given matrix has the sides of what it meets.</summary>
    /// <param name="given">[k, l].</param>
    /// <param name="name">Its name.</param>
    /// <param name="rows">[..., k]; null where nothing says how many rows it has to have.</param>
    /// <param name="columns">[..., l]; null where nothing says how many columns it has to have.</param>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void CheckGiven(Tensor given, string name, Tensor? rows, Tensor? columns)
    {
        ArgumentNullException.ThrowIfNull(given);
        if ((rows is not null && given.size(-2) != rows.size(-1)) || (columns is not null && given.size(-1) != columns.size(-1)))
            throw new ArgumentException($"Found a matrix of {given.size(-2)} x {given.size(-1)}; expected {Side(rows)} x {Side(columns)}.", name);
    }

    private static string Side(Tensor? like) => like is null ? "any number" : like.size(-1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void CheckActions(Space actions, Column column)
    {
        if (actions is not DiscreteSpace discrete)
            return;
        for (var row = 0; row < column.Count; row++)
            if (column[row] is var action && !((float)action == action && discrete.Contains([(float)action])))
                throw new ArgumentException($"Row {row} of the data set holds the action {action}; expected a whole number from 0 to {discrete.Count - 1}.", nameof(column));
    }

    private static string Describe(Space space) => space switch
    {
        DiscreteSpace discrete => $"one of {discrete.Count} discrete actions",
        _ => $"{space.Width} continuous numbers",
    };
}
