using System.ComponentModel;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Generated;

/// <summary>
/// The transitions of a rollout of N environments: one row per environment and step, step after step and within a step by environment.
/// Where every environment's steps are kept, row = t N + i.
/// </summary>
/// <remarks>
/// Cleared and filled again each round, it keeps its memory, and a feed over <see cref="Rows"/> keeps its tensors. One that is not
/// cleared takes in round after round, and a trajectory that goes on from one to the next is one there.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class RolloutBuffer : IRowEpisodes
{
    private readonly int _stateSize,
        _actionSize;
    private readonly int[] _taken; // the environments of the rows that are being written
    private int _capacity = int.MaxValue;
    private TrainingMonitor? _monitor;
    private bool[] _ends = [];
    private int[] _environment = []; // of each row

    /// <summary>An empty log.</summary>
    /// <param name="environments">N, 1 or more.</param>
    /// <param name="stateSize">Numbers per observation.</param>
    /// <param name="actionSize">Numbers per action; 1 for a discrete one.</param>
    public RolloutBuffer(int environments, int stateSize, int actionSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(environments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stateSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(actionSize);
        (Environments, _stateSize, _actionSize) = (environments, stateSize, actionSize);
        _taken = new int[environments];
        Rows = new Dataset<Transition>(
            (nameof(Transition.State), stateSize),
            (nameof(Transition.Action), actionSize),
            (nameof(Transition.Next), stateSize),
            (nameof(Transition.Chosen), actionSize)
        )
        {
            Episodes = this,
        };
    }

    /// <summary>A log that fits the given environments.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="capacity">Most rows that are left when those of another log were taken in, 2 or more; no limit unless given.</param>
    public static RolloutBuffer Of(IVectorEnvironment environments, int? capacity = null)
    {
        ArgumentNullException.ThrowIfNull(environments);
        return new RolloutBuffer(environments.Count, environments.Observations.Width, environments.Actions.Width)
        {
            _capacity = capacity ?? int.MaxValue,
        };
    }

    /// <summary>N.</summary>
    public int Environments { get; }

    /// <summary>Steps taken in.</summary>
    public int Steps { get; private set; }

    /// <summary>
    /// The transitions. <see cref="Transition.Terminal"/> is set where an episode ended by the environment's rules, not where
    /// it was cut off; <see cref="Transition.Next"/> of a row that ends an episode is that episode's last observation.
    /// </summary>
    public Dataset<Transition> Rows { get; private set; }

    /// <summary>Per row, whether an episode ended there, by the environment's rules or cut off; valid until the log grows.</summary>
    public ReadOnlySpan<bool> Ends => _ends.AsSpan(0, Rows.Count);

    /// <summary>Per row, the environment that it is of; valid until the log grows.</summary>
    public ReadOnlySpan<int> Environment => _environment.AsSpan(0, Rows.Count);

    /// <summary>From now on a run is warned of what declared rewards teach by their sign.</summary>
    internal void Tell(TrainingMonitor monitor) => _monitor = monitor;

    /// <summary>Takes in one step of all environments, as <see cref="IVectorEnvironment.Step"/> gave it.</summary>
    /// <param name="observations">[N, s], what was seen before the step.</param>
    /// <param name="actions">[N, a], what was executed.</param>
    /// <param name="results">[N].</param>
    /// <param name="nextObservations">[N, s], what was seen after the step: of the new episode where the old one ended.</param>
    /// <param name="finalObservations">[N, s], the last observations of episodes that ended; other rows are not read.</param>
    /// <param name="chosen">[N, a], what was chosen, before it was brought within its bounds; none where that was executed.</param>
    /// <param name="taken">[N], whose steps are kept; none where all are.</param>
    /// <exception cref="ArgumentException">A length is wrong, or a number is not finite; the log stays as it was.</exception>
    public void Append(
        ReadOnlySpan<float> observations,
        ReadOnlySpan<float> actions,
        ReadOnlySpan<StepResult> results,
        ReadOnlySpan<float> nextObservations,
        ReadOnlySpan<float> finalObservations,
        ReadOnlySpan<float> chosen = default,
        ReadOnlySpan<bool> taken = default
    )
    {
        chosen = chosen.IsEmpty ? actions : chosen;
        Check(observations.Length, Environments * _stateSize, nameof(observations));
        Check(actions.Length, Environments * _actionSize, nameof(actions));
        Check(chosen.Length, Environments * _actionSize, nameof(chosen));
        Check(results.Length, Environments, nameof(results));
        Check(nextObservations.Length, Environments * _stateSize, nameof(nextObservations));
        Check(finalObservations.Length, Environments * _stateSize, nameof(finalObservations));
        Check(taken.IsEmpty ? Environments : taken.Length, Environments, nameof(taken));
        var rows = 0;
        for (var i = 0; i < Environments; i++)
            if (taken.IsEmpty || taken[i])
                _taken[rows++] = i;
        Write(nameof(Transition.State), observations, _stateSize, rows);
        Write(nameof(Transition.Action), actions, _actionSize, rows);
        Write(nameof(Transition.Chosen), chosen, _actionSize, rows);
        WriteResults(results, nextObservations, finalObservations, rows);
        Rows.Commit(rows);
        Steps++;
    }

    /// <summary>Takes in the rows of another log after its own, as of the same environments, whose episodes go on.</summary>
    /// <exception cref="ArgumentException">The other one is of another number of environments, or its rows have other widths.</exception>
    public void AddRange(RolloutBuffer later)
    {
        ArgumentNullException.ThrowIfNull(later);
        Check(later.Environments, Environments, nameof(later));
        var before = Rows.Count;
        Rows.AddRange(later.Rows);
        Grow(Rows.Count);
        later.Ends.CopyTo(_ends.AsSpan(before));
        later.Environment.CopyTo(_environment.AsSpan(before));
        Steps += later.Steps;
        if (Rows.Count > _capacity)
            Drop(Rows.Count - (_capacity - (_capacity / 4)));
    }

    /// <summary>Replaces the rewards, as a declared reward says.</summary>
    /// <param name="rewards">[rows].</param>
    /// <exception cref="ArgumentException">Their number is wrong, or one is not finite; the log stays as it was.</exception>
    public void SetRewards(ReadOnlySpan<double> rewards)
    {
        Check(rewards.Length, Rows.Count, nameof(rewards));
        for (var i = 0; i < rewards.Length; i++)
            if (!double.IsFinite(rewards[i]))
                throw new ArgumentException($"Row {i}: found the reward {rewards[i]}; expected a finite number.", nameof(rewards));
        Rows.Replace(nameof(Transition.Reward), rewards);
        _monitor?.Watch(Rows);
    }

    int IRowEpisodes.Count => Rows.Count;

    bool IRowEpisodes.AreComplete => false; // an episode that the round's end cuts is a short one

    IReadOnlyList<int[]> IRowEpisodes.Episodes()
    {
        var (found, open) = (new List<List<int>>(), new List<int>?[Environments]);
        for (var row = 0; row < Rows.Count; row++)
        {
            ref var its = ref open[_environment[row]];
            if (its is null)
                found.Add(its = []);
            its.Add(row);
            if (_ends[row])
                its = null;
        }
        return [.. found.Select(static rows => rows.ToArray())];
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Rows.Clear();
        Steps = 0;
    }

    /// <summary>One number per row, each computed from that of the same environment's next row: returns, advantages.</summary>
    /// <param name="step">Takes the row and the later number (0 where the row ends an episode, or is the last one here of an episode that
    /// goes on) and gives the row's number.</param>
    /// <returns>[rows].</returns>
    public double[] ScanBackward(Func<int, double, double> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var (values, later) = (new double[Rows.Count], new double[Environments]);
        for (var row = values.Length - 1; row >= 0; row--)
        {
            ref var ofEnvironment = ref later[_environment[row]];
            ofEnvironment = values[row] = step(row, _ends[row] ? 0 : ofEnvironment);
        }
        return values;
    }
}
