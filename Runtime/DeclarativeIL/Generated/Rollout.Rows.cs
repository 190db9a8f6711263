using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Generated;

/// <content>The rollout as rows that networks are asked about, a row an environment.</content>
public sealed partial class Rollout
{
    private readonly HostRows _rows = new();
    private HostColumn _state;

    /// <summary>
    /// The environments as they are now: column State [N, s], what is seen, and Chosen [N, a], what is chosen. Both are read in place.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public HostBatch<Step> Situations { get; }

    /// <summary>
    /// A batch of one row, whose columns are computed: what is asked about the expert's answer, or the act that was chosen, in one
    /// environment.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public HostBatch<Step> One { get; } = Single();

    /// <summary>The draws of the present step, a row an environment.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RolloutDraws Draws { get; }

    /// <summary>Environments.</summary>
    internal int Count => _results.Length;

    /// <summary>Replaces what is chosen for an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="action">[a].</param>
    /// <exception cref="ArgumentException">It is not of the environment's size.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Execute(int environment, double[] action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Execute(environment, new Act(action.AsMemory()));
    }

    [MemberNotNull(nameof(_state))]
    private HostBatch<Step> Shown()
    {
        _rows.InOrder(1, Count);
        _state = new(nameof(DeclarativeIL.Step.State), _observations, _environments.Observations.Width, _rows);
        var chosen = new HostColumn(nameof(Transition.Chosen), _chosen, _environments.Actions.Width, _rows);
        return new([_state, chosen], _rows, 1);
    }

    private static HostBatch<Step> Single()
    {
        var row = new HostRows();
        row.InOrder(1, 1);
        return new([], row, 1);
    }
}
