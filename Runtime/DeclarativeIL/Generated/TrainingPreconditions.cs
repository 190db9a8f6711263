using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>Checks at the start of a run that policy, data and environments fit each other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TrainingPreconditions
{
    /// <summary>Checks sizes of states and actions of a data set; an empty one fits every policy.</summary>
    /// <exception cref="ArgumentException">They differ from the policy's.</exception>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(IPolicyNetwork policy, Dataset<TRow> data)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(policy, data, [.. data.Columns.Select(static column => column.Row.Name)]);
    }

    /// <summary>Checks sizes of the states and actions that a policy is asked about; an empty data set fits every policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="data">The rows; of several columns of actions, each may be another policy's.</param>
    /// <param name="asked">Names of the columns that the policy is asked about.</param>
    /// <exception cref="ArgumentException">They differ from the policy's.</exception>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        IPolicyNetwork policy,
        Dataset<TRow> data,
        IReadOnlyCollection<string> asked
    )
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(asked);
        DataFit.Check(policy, data, asked);
    }

    /// <summary>Checks that networks of different names are different networks: each that is trained differs from all others.</summary>
    /// <param name="trained">Those that are trained, with the names of their parameters.</param>
    /// <param name="given">Those that are only asked; two of them may be one.</param>
    /// <exception cref="ArgumentException">One network was handed over for two of the parameters.</exception>
    public static void CheckDistinct(
        IReadOnlyList<(INetwork Network, string Name)> trained,
        IReadOnlyList<(INetwork Network, string Name)> given
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(given);
        for (var i = 0; i < trained.Count; i++)
            foreach (var (network, name) in trained.Skip(i + 1).Concat(given))
                if (ReferenceEquals(network, trained[i].Network) || ReferenceEquals(network.Parameters, trained[i].Network.Parameters))
                    throw new ArgumentException(
                        $"Found one network for '{trained[i].Name}' and '{name}'; expected two, since '{trained[i].Name}' is trained by "
                            + "itself. Hand over a copy, or give both one name in the declaration.",
                        name
                    );
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
    public static void CheckNotEmpty<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, string name)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new ArgumentException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.", name);
    }

    /// <summary>Checks that rounds are in steps, where contexts are drawn, which have no episodes.</summary>
    /// <exception cref="ArgumentException">They are in whole episodes.</exception>
    public static void CheckSteps(Rounds rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        if (rounds.EpisodesPerRound > 0)
            throw new ArgumentException(
                $"Found rounds of {rounds.EpisodesPerRound} episodes; contexts have no episodes: expected new {nameof(Rounds)}(count, "
                    + "contexts of each round).",
                nameof(rounds)
            );
    }

    /// <summary>The fewest rows that a batch may have: 2 where rows are compared, or normalised over the batch; else 1.</summary>
    /// <param name="trained">The networks that are trained.</param>
    /// <param name="comparesRows">Whether a loss says something of a row by others of its batch.</param>
    public static int LeastRows(ReadOnlySpan<INetwork> trained, bool comparesRows)
    {
        foreach (var network in trained)
            if (BatchNormOf(network) is not null)
                return 2;
        return comparesRows ? 2 : 1;
    }

    /// <summary>
    /// Checks that batches are large enough for what is done with them; one row too many for a last batch joins the batch before.
    /// </summary>
    /// <param name="options">The batch size.</param>
    /// <param name="rows">Rows of the data set; null where it grows, or is empty.</param>
    /// <param name="trained">The networks that are trained.</param>
    /// <param name="comparesRows">Whether a loss says something of a row by others of its batch.</param>
    /// <exception cref="ArgumentException">Batches, or the data set, would have one row only.</exception>
    public static void CheckBatches(TrainingOptions options, int? rows, ReadOnlySpan<INetwork> trained, bool comparesRows)
    {
        ArgumentNullException.ThrowIfNull(options);
        var least = LeastRows(trained, comparesRows);
        if (options.BatchSize >= least && (rows ?? 0) is 0 or > 1 || least == 1)
            return;
        var found = options.BatchSize < least ? $"a batch size of {options.BatchSize}" : $"a data set of {rows} row";
        var why = comparesRows ? "a loss compares the rows of a batch" : BatchNorms(trained);
        throw new ArgumentException($"Found {found}; expected {least} rows or more, since {why}.", nameof(options));
    }

    /// <summary>Checks that options are for phases that there are.</summary>
    /// <param name="options">The options.</param>
    /// <param name="phases">The numbers of the phases.</param>
    /// <exception cref="ArgumentException">Some are for another one.</exception>
    public static void CheckPhases(TrainingOptions options, params int[] phases) // a span of them is none before C# 13
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(phases);
        foreach (var phase in options.Phases.Keys)
            if (!phases.Contains(phase))
                throw new ArgumentException(
                    $"Found {nameof(options.Phases)}[{phase}]; expected a phase of the algorithm: {string.Join(", ", phases)}.",
                    nameof(options)
                );
    }

    private static string BatchNorms(ReadOnlySpan<INetwork> trained)
    {
        foreach (var network in trained)
            if (BatchNormOf(network) is { } name)
                return $"module {name} normalises over the rows of a batch";
        return "";
    }

    private static string? BatchNormOf(INetwork network) => (network as IModuleNetwork)?.BatchNorm;

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
            throw new ArgumentException(
                $"Found a matrix of {given.size(-2)} x {given.size(-1)}; expected {Side(rows)} x {Side(columns)}.",
                name
            );
    }

    private static string Side(Tensor? like) =>
        like is null ? "any number" : like.size(-1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
