using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Runs;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <content>The parts of a run that have a state.</content>
public sealed partial class RunCheckpoints
{
    private readonly Dictionary<string, IRestorable> _columns = [];
    private readonly List<Action<bool>> _added = [];
    private Rollout? _rollout;

    /// <summary>A network that trains, or is a copy of one.</summary>
    public void Add(string name, INetwork network)
    {
        if (!IsOn)
            return;
        ArgumentNullException.ThrowIfNull(network);
        Add(name, $"{NetworkMeaning.Of(network)}; {NetworkState.Describe(network.Parameters)}", new NetworkState(network.Parameters));
        if (ObservationScaler.RunningOf(network.Parameters) is not { } running || _scalings.Contains(running))
            return;
        _scalings.Add(running); // networks that follow one object save it once
        Add(name + ".observations", $"{running.Size} numbers", running);
    }

    /// <summary>A network that is given and stays as it is: another one is refused.</summary>
    public void AddFixed(string name, INetwork network)
    {
        if (!IsOn)
            return;
        ArgumentNullException.ThrowIfNull(network);
        var whole = $"{NetworkMeaning.Of(network)}; {NetworkState.DescribeWhole(network.Parameters)}";
        Add(name, whole, StateNumbers.Of(network));
    }

    /// <summary>A given number.</summary>
    public void AddFixed(string name, double given) => Add(name, Numbers([given]), null);

    /// <summary>A given truth.</summary>
    public void AddFixed(string name, bool given) => Add(name, given ? "true" : "false", null);

    /// <summary>A given vector.</summary>
    public void AddFixed(string name, Vector given) => Add(name, Numbers(given.Span), null);

    /// <summary>A given matrix.</summary>
    public void AddFixed(string name, Matrix given) => Add(name, $"{given.Rows} x {given.Columns}: {Numbers(given.Span)}", null);

    /// <summary>The optimisers of a phase.</summary>
    public void Add(string name, PhaseTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        Add(name, training.Form, training);
    }

    /// <summary>A data set.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="data">As it is before the run.</param>
    /// <param name="grows">Whether rounds add to it; else its rows have to be the same ones, and none is saved.</param>
    public void Add<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string name, Dataset<TRow> data, bool grows)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        if (grows)
        {
            data.RequireMemory("rounds add to it");
            _added.Add(isRestored => data.Added?.Invoke(isRestored));
        }
        _hasData = true;
        if (IsOn)
            Add(name, RowsState<TRow>.Describe(data), grows ? new RowsState<TRow>(data) : null);
    }

    /// <summary>A round has added its rows: they are written where they are to be kept.</summary>
    /// <param name="isRestored">Whether they are those of earlier rounds, which were written then.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    internal void Added(bool isRestored = false)
    {
        foreach (var added in _added)
            added(isRestored);
    }

    /// <summary>Transitions of a rollout.</summary>
    public void Add(string name, RolloutBuffer transitions)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        if (_actsByMode)
            throw new NotSupportedException(
                $"Found {nameof(Rounds)}.{nameof(Rounds.ActsByMode)} in a run that learns from what the learner did; expected it to sample."
            );
        transitions.Tell(_monitor);
        Add(name, $"{transitions.Environments} environments", transitions);
    }

    /// <summary>Where the rollout is.</summary>
    public void Add(string name, Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        _rollout = rollout;
        _monitor.Tell(rollout);
        Add(name, rollout.Description, rollout);
    }

    /// <summary>Something that may have a state: an expert, contexts.</summary>
    public void AddState(string name, object something)
    {
        if (StateNumbers.Of(something) is { } restorable)
            Add(name, something.GetType().Name, restorable);
    }

    /// <summary>A column that was computed before the phases of a round, or of the run, by networks that these train.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="compute">Computes it.</param>
    /// <returns>[rows]; where the run is resumed behind it, as it was then.</returns>
    public double[] Column(string name, Func<double[]> compute) =>
        ((KeptColumn)Kept(name, static () => new KeptColumn(), () => new KeptColumn { Values = compute() })).Values;

    /// <inheritdoc cref="Column(string, Func{double[]})"/>
    public ColumnValues Column(string name, Func<ColumnValues> compute) =>
        (ColumnValues)Kept(name, static () => new ColumnValues(), compute);

    private IRestorable Kept(string name, Func<IRestorable> empty, Func<IRestorable> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        if (!IsOn)
            return compute();
        if (_columns.TryGetValue(name, out var kept) && kept is not UnreadColumn)
            return kept;
        if (kept is UnreadColumn unread)
        {
            var restored = empty();
            using var state = new BinaryReader(new MemoryStream(unread.State));
            restored.RestoreState(state);
            return _columns[name] = restored;
        }
        return _columns[name] = compute();
    }

    private static string Numbers(ReadOnlySpan<double> given) =>
        string.Join(' ', given.ToArray().Select(static number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private void Add(string name, string description, IRestorable? state)
    {
        if (IsOn)
            _parts.Add(new(name, description, state));
    }
}
