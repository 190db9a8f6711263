using System.ComponentModel;
using DeclarativeIL.Data;

namespace DeclarativeIL.Generated;

/// <summary>The transitions of all rounds, or of the latest ones where there is a capacity.</summary>
/// <remarks>
/// Rows are kept column by column in a ring: a new one replaces the oldest in its place. A <see cref="BatchFeed{TRow}"/> over
/// <see cref="Rows"/> keeps the same ring on its device and is sent, by <see cref="BatchFeed{TRow}.Refresh"/>, only the rows
/// written since the last time: a round costs what the round brought, whatever is kept, and a batch costs one gather.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReplayBuffer
{
    /// <summary>Creates an empty buffer.</summary>
    /// <param name="capacity">The most rows that are kept, 1 or more; none = no limit.</param>
    public ReplayBuffer(int? capacity = null) => Rows = new Dataset<Transition> { Capacity = capacity };

    /// <summary>The rows; not in chronological order once new rows replace old ones.</summary>
    public Dataset<Transition> Rows { get; }

    /// <summary>Takes in a round's rows, column by column.</summary>
    /// <exception cref="ArgumentException">The widths differ from those kept.</exception>
    public void Add(RolloutBuffer round)
    {
        ArgumentNullException.ThrowIfNull(round);
        Rows.AddRange(round.Rows);
    }
}
