using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Generated;

/// <content>The rollout as rows that networks are asked about, a row an environment.</content>
public sealed partial class Rollout
{
    private readonly CpuRows _rows = new();
    private CpuColumn _state;

    /// <summary>
    /// The environments as they are now: column State [N, s], what is seen, and Chosen [N, a], what is chosen. Both are read in place.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public CpuBatch<Step> Situations { get; }

    /// <summary>The draws of the present step, a row an environment.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RolloutDraws Draws { get; }

    /// <summary>Environments.</summary>
    internal int Count => _results.Length;

    [MemberNotNull(nameof(_state))]
    private CpuBatch<Step> Shown()
    {
        _rows.InOrder(1, Count);
        _state = new(nameof(DeclarativeIL.Step.State), _observations, _environments.Observations.Width, _rows);
        var chosen = new CpuColumn(nameof(Transition.Chosen), _chosen, _environments.Actions.Width, _rows);
        return new([_state, chosen], _rows, 1);
    }
}
