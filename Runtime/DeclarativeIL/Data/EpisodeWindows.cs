using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <summary>
/// The windows of consecutive steps by which networks that remember are trained. Each episode is cut into windows from its start on; a
/// batch holds whole windows, and a loss is still the equation of one step.
/// </summary>
/// <remarks>
/// What a network remembers at a window's start is found by the steps before it, at most <see cref="BurnIn"/> of them, from nothing; no
/// loss is computed there, and no gradient goes back that far (Kapturowski et al. 2019, "Recurrent experience replay in distributed
/// reinforcement learning").
/// </remarks>
public sealed record EpisodeWindows
{
    /// <summary>Windows of a length.</summary>
    /// <param name="length">Most steps of a window, 1 or more: gradients go back through these.</param>
    /// <param name="burnIn">Most steps before a window by which it is found what is remembered at its start, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public EpisodeWindows(int length, int burnIn)
    {
        Length = Hyperparameter.Checked(length, 1, int.MaxValue, nameof(length));
        BurnIn = Hyperparameter.Checked(burnIn, 0, int.MaxValue, nameof(burnIn));
    }

    /// <summary>Most steps of a window.</summary>
    public int Length { get; }

    /// <summary>Most steps before a window.</summary>
    public int BurnIn { get; }
}

/// <summary>The episodes that the rows of a data set are steps of.</summary>
internal interface IRowEpisodes
{
    /// <summary>Rows of which it is known.</summary>
    int Count { get; }

    /// <summary>True if the episodes were all there at once: what is longer than each of them is a mistake.</summary>
    bool AreComplete { get; }

    /// <summary>The rows of each episode, in the order of its steps.</summary>
    IReadOnlyList<int[]> Episodes();
}

/// <summary>Episodes whose rows lie one behind the other.</summary>
internal sealed class ConsecutiveEpisodes(IReadOnlyList<int> lengths) : IRowEpisodes
{
    /// <summary>Rows of each.</summary>
    public IReadOnlyList<int> Lengths => lengths;

    public int Count { get; } = lengths.Sum();

    public bool AreComplete => true;

    public IReadOnlyList<int[]> Episodes()
    {
        var (episodes, first) = (new List<int[]>(lengths.Count), 0);
        foreach (var length in lengths)
        {
            episodes.Add([.. Enumerable.Range(first, length)]);
            first += length;
        }
        return episodes;
    }
}

/// <summary>The columns of a row that hold states of its episode.</summary>
internal static class RowStates
{
    /// <summary>The first column of states, and that of the states that followed; -1 where there is none.</summary>
    public static (int State, int Next) Of<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>()
        where TRow : struct
    {
        var columns = RowLayout.Of<TRow>().Columns;
        var (state, next) = (-1, -1);
        for (var i = columns.Count - 1; i >= 0; i--)
            if (columns[i].Type == typeof(State))
                (state, next) = (i, typeof(TRow) == typeof(Transition) && columns[i].Name == nameof(Transition.Next) ? i : next);
        return (state, next);
    }
}
