using DeclarativeIL.Data;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Training;

/// <summary>What a rollout of N environments leaves: one row per environment and step, step after step (row = t N + i).</summary>
/// <remarks>Cleared and filled again each round, it keeps its memory, and a feed over <see cref="Rows"/> keeps its tensors.</remarks>
public sealed class TransitionLog
{
    private readonly int _stateSize, _actionSize;
    private bool[] _ends = [];

    /// <summary>An empty log.</summary>
    /// <param name="environments">N, 1 or more.</param>
    /// <param name="stateSize">Numbers per observation.</param>
    /// <param name="actionSize">Numbers per action; 1 for a discrete one.</param>
    public TransitionLog(int environments, int stateSize, int actionSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(environments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stateSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(actionSize);
        (Environments, _stateSize, _actionSize) = (environments, stateSize, actionSize);
        Rows = new Dataset<Transition>(
            (nameof(Transition.State), stateSize), (nameof(Transition.Action), actionSize), (nameof(Transition.Next), stateSize), (nameof(Transition.Chosen), actionSize));
    }

    /// <summary>A log that fits the given environments.</summary>
    public static TransitionLog Of(IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        return new TransitionLog(environments.Count, environments.Observations.Width, environments.Actions.Width);
    }

    /// <summary>N.</summary>
    public int Environments { get; }

    /// <summary>Steps kept of each environment.</summary>
    public int Steps => Rows.Count / Environments;

    /// <summary>
    /// The transitions. <see cref="Transition.Terminal"/> is set where an episode ended by the environment's rules, not where
    /// it was cut off; <see cref="Transition.Next"/> of a row that ends an episode is that episode's last observation.
    /// </summary>
    public Dataset<Transition> Rows { get; }

    /// <summary>Per row, whether an episode ended there, by the environment's rules or cut off; valid until the log grows.</summary>
    public ReadOnlySpan<bool> Ends => _ends.AsSpan(0, Rows.Count);

    /// <summary>Takes in one step of all environments, as <see cref="IVectorEnvironment.Step"/> gave it.</summary>
    /// <param name="observations">[N, s], what was seen before the step.</param>
    /// <param name="actions">[N, a], what was executed.</param>
    /// <param name="results">[N].</param>
    /// <param name="nextObservations">[N, s], what was seen after the step: of the new episode where the old one ended.</param>
    /// <param name="finalObservations">[N, s], the last observations of episodes that ended; other rows are not read.</param>
    /// <param name="chosen">[N, a], what was chosen, before it was brought within its bounds; none where that was executed.</param>
    /// <exception cref="ArgumentException">A length is wrong, or a number is not finite; the log stays as it was.</exception>
    public void Append(
        ReadOnlySpan<float> observations, ReadOnlySpan<float> actions, ReadOnlySpan<StepResult> results,
        ReadOnlySpan<float> nextObservations, ReadOnlySpan<float> finalObservations, ReadOnlySpan<float> chosen = default)
    {
        chosen = chosen.IsEmpty ? actions : chosen;
        Check(observations.Length, Environments * _stateSize, nameof(observations));
        Check(actions.Length, Environments * _actionSize, nameof(actions));
        Check(chosen.Length, Environments * _actionSize, nameof(chosen));
        Check(results.Length, Environments, nameof(results));
        Check(nextObservations.Length, Environments * _stateSize, nameof(nextObservations));
        Check(finalObservations.Length, Environments * _stateSize, nameof(finalObservations));
        Rows.Reserve(Environments);
        observations.CopyTo(Room(nameof(Transition.State)));
        actions.CopyTo(Room(nameof(Transition.Action)));
        chosen.CopyTo(Room(nameof(Transition.Chosen)));
        var next = Room(nameof(Transition.Next));
        nextObservations.CopyTo(next);
        var (rewards, terminal, success) = (Rows.ColumnOf(nameof(Transition.Reward)), Rows.ColumnOf(nameof(Transition.Terminal)), Rows.ColumnOf(nameof(Transition.Success)));
        if (_ends.Length < Rows.Count + Environments)
            Array.Resize(ref _ends, Math.Max(2 * _ends.Length, Rows.Count + Environments));
        for (var i = 0; i < results.Length; i++)
        {
            _ends[Rows.Count + i] = results[i].Terminated || results[i].Truncated;
            Write(i, results[i], rewards, terminal, success);
            if (_ends[Rows.Count + i])
                finalObservations.Slice(i * _stateSize, _stateSize).CopyTo(next[(i * _stateSize)..]);
        }
        CheckFinite(next, "next observation");
        CheckFinite(observations, "observation");
        CheckFinite(actions, "action");
        CheckFinite(chosen, "choice");
        Rows.Commit(Environments);
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
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Rows.Clear();

    /// <summary>One number per row, each computed from that of the same environment's next row: returns, advantages.</summary>
    /// <param name="step">Takes the row and the later number (0 where the row ends an episode or is its environment's last) and
    /// gives the row's number.</param>
    /// <returns>[rows].</returns>
    public double[] ScanBackward(Func<int, double, double> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var values = new double[Rows.Count];
        for (var first = values.Length - Environments; first >= 0; first -= Environments)
            for (var row = first; row < first + Environments; row++)
            {
                var last = _ends[row] || row + Environments >= values.Length;
                values[row] = step(row, last ? 0 : values[row + Environments]);
            }
        return values;
    }

    private void Write(int environment, StepResult result, Column rewards, Column terminal, Column success)
    {
        if (!double.IsFinite(result.Reward))
            throw new ArgumentException($"Environment {environment}, step {Steps}: found the reward {result.Reward}; expected a finite number.");
        var row = Rows.Count + environment;
        rewards.Set(row, 0, result.Reward);
        terminal.Set(row, 0, result.Terminated ? 1 : 0);
        success.Set(row, 0, result.Success ? 1 : 0);
    }

    private Span<float> Room(string column) => Rows.ColumnOf(column).Room(Environments);

    private static void Check(int found, int expected, string name)
    {
        if (found != expected)
            throw new ArgumentException($"Found {found} elements; expected {expected}.", name);
    }

    private void CheckFinite(ReadOnlySpan<float> values, string what)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Environment {i / (values.Length / Environments)}, step {Steps}: found the {what} {values[i]}; expected a finite number.");
    }
}
