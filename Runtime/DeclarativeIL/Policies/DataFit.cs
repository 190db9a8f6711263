using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Policies;

/// <summary>A policy whose states and actions are not of one width: it checks rows itself.</summary>
internal interface IChecksRows
{
    /// <summary>Throws where the policy cannot be asked about a row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="asked">Names of the columns that it is asked about.</param>
    /// <exception cref="ArgumentException">There is such a row.</exception>
    void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, IReadOnlyCollection<string> asked)
        where TRow : struct;
}

/// <summary>Checks that a policy can be asked about the rows of a data set.</summary>
internal static class DataFit
{
    /// <summary>Throws where a column of the data set does not fit the policy.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(IPolicyNetwork policy, Dataset<TRow> data)
        where TRow : struct => Check(policy, data, [.. data.Columns.Select(static column => column.Row.Name)]);

    /// <summary>Throws where sizes of states or actions differ from the policy's; an empty data set fits every policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="data">The rows; of several columns of actions, each may be another policy's.</param>
    /// <param name="asked">Names of the columns that the policy is asked about.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        IPolicyNetwork policy,
        Dataset<TRow> data,
        IReadOnlyCollection<string> asked
    )
        where TRow : struct
    {
        if (data.Count == 0)
            return;
        if (policy is IChecksRows own)
        {
            own.Check(data, asked);
            return;
        }
        foreach (var column in data.Columns.Where(column => asked.Contains(column.Row.Name)))
        {
            if (column.Row.Type == typeof(State) && column.Width != policy.StateSize)
                throw new ArgumentException(
                    $"Column {column.Name} of the data set holds states of {column.Width} numbers; the policy expects {policy.StateSize}.",
                    nameof(data)
                );
            if (column.Row.Type != typeof(Act))
                continue;
            if (column.Width != policy.Actions.Width)
                throw new ArgumentException(
                    $"Column {column.Name} of the data set holds actions of {column.Width} numbers; the policy expects "
                        + $"{policy.Actions.Width}.",
                    nameof(data)
                );
            CheckActions(policy.Actions, column);
        }
    }

    private static void CheckActions(Space actions, Column column)
    {
        if (actions is DiscreteSpace discrete)
            CheckElements(discrete, column, 0, row => $"the action {column[row]}", $"a whole number from 0 to {discrete.Count - 1}");
        else
            CheckActions(actions, column, 0, "the action");
    }

    /// <summary>Continuous numbers may lie beyond their bounds: they are data of a distribution, not yet what is executed.</summary>
    private static void CheckActions(Space actions, Column column, int offset, string what)
    {
        if (actions is TupleSpace tuple)
            foreach (var part in tuple.Parts)
                CheckActions(part.Space, column, offset + part.Offset, $"{what}, part '{part.Name}',");
        else if (actions is not BoxSpace)
            CheckElements(
                actions,
                column,
                offset,
                row => $"{what} {Guard.Print([.. Enumerable.Range(offset, actions.Width).Select(i => (float)column[row, i])])}",
                $"an element of {Guard.Describe(actions)}"
            );
    }

    private static void CheckElements(Space space, Column column, int offset, Func<int, string> found, string expected)
    {
        var (given, rounded) = (new double[space.Width], new float[space.Width]);
        for (var row = 0; row < column.Count; row++)
        {
            for (var i = 0; i < given.Length; i++)
                rounded[i] = (float)(given[i] = column[row, offset + i]);
            if (!space.Contains(rounded) || !Guard.IsExact(space, given, rounded))
                throw new ArgumentException($"Row {row} of the data set holds {found(row)}; expected {expected}.", nameof(column));
        }
    }
}
