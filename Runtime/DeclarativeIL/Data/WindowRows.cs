using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>One window: rows of a data set that are consecutive steps of an episode, and the rows before them.</summary>
/// <param name="Before">The rows before, in order; none at an episode's start, or without burn-in.</param>
/// <param name="Rows">The rows, in order.</param>
internal sealed record WindowRows(int[] Before, int[] Rows)
{
    /// <summary>The windows where nothing is said of them.</summary>
    public static EpisodeWindows Usual { get; } = new(32, 32);

    /// <summary>The same window one step later: what came before it is known, its own states are those that followed.</summary>
    public WindowRows Later => this with { Before = [.. Before, Rows[0]] };

    /// <summary>The windows of a data set: of each episode, from its start on.</summary>
    /// <exception cref="ArgumentException">Nothing is known of the episodes, or all are shorter than a window.</exception>
    public static WindowRows[] Of<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, EpisodeWindows? windows)
        where TRow : struct
    {
        if (data.Episodes is not { } known)
            throw new ArgumentException(
                $"The data set of {typeof(TRow).Name} rows does not say which row follows which, and a network that is trained on them or "
                    + $"asked about them remembers; expected one of {nameof(Dataset)}.{nameof(Dataset.OfEpisodes)}, or the transitions of "
                    + "a rollout.",
                nameof(data)
            );
        if (known.Count != data.Count)
            throw new ArgumentException(
                $"The data set of {typeof(TRow).Name} rows has {data.Count} rows, {known.Count} of them of known episodes; expected no "
                    + $"rows beside those of {nameof(Dataset)}.{nameof(Dataset.OfEpisodes)}.",
                nameof(data)
            );
        return Of(known, windows);
    }

    /// <summary>The windows of episodes, each from its start on.</summary>
    /// <exception cref="ArgumentException">All episodes are shorter than a window.</exception>
    public static WindowRows[] Of(IRowEpisodes known, EpisodeWindows? windows)
    {
        var episodes = known.Episodes();
        if (known.AreComplete && windows is not null && episodes.Max(static rows => rows.Length) is var longest && windows.Length > longest)
            throw new ArgumentException(
                $"Found windows of {windows.Length} steps; the longest of the {episodes.Count} episodes has {longest}. Expected windows of "
                    + $"{longest} steps or fewer.",
                nameof(windows)
            );
        var (length, burnIn) = ((windows ?? Usual).Length, (windows ?? Usual).BurnIn);
        var found = new List<WindowRows>();
        foreach (var rows in episodes)
            for (var start = 0; start < rows.Length; start += length)
                found.Add(new(rows[Math.Max(0, start - burnIn)..start], rows[start..(int)Math.Min(rows.Length, (long)start + length)]));
        return [.. found];
    }

    /// <summary>The order of a batch of windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="isAll">Whether rows are those of the data set, as they lie there; else windows lie one behind the other.</param>
    /// <param name="device">Where.</param>
    /// <param name="states">The states of some rows, [c, s].</param>
    /// <returns>The caller disposes it.</returns>
    public static WindowOrder OrderOf(
        ReadOnlySpan<WindowRows> windows,
        bool isAll,
        TorchSharp.torch.Device device,
        Func<long[], Tensor> states
    )
    {
        var (steps, burnIn, count, before) = (0, 0, 0, 0);
        foreach (var window in windows)
        {
            (steps, burnIn) = (Math.Max(steps, window.Rows.Length), Math.Max(burnIn, window.Before.Length));
            (count, before) = (count + window.Rows.Length, before + window.Before.Length);
        }
        var (rows, places) = (new long[steps * windows.Length], new long[count]);
        var (beforeRows, isBefore) = (new long[burnIn * windows.Length], new float[burnIn * windows.Length]);
        var gathered = new long[before];
        var (row, rowBefore) = (0, 0);
        for (var w = 0; w < windows.Length; w++)
        {
            for (var t = 0; t < windows[w].Rows.Length; t++, row++)
            {
                var number = isAll ? windows[w].Rows[t] : row;
                (rows[(t * windows.Length) + w], places[number]) = (number, ((long)t * windows.Length) + w);
            }
            var first = burnIn - windows[w].Before.Length;
            for (var b = 0; b < windows[w].Before.Length; b++, rowBefore++)
            {
                var place = ((first + b) * windows.Length) + w;
                (gathered[rowBefore], beforeRows[place], isBefore[place]) = (windows[w].Before[b], rowBefore, 1);
            }
        }
        return new WindowOrder(
            steps,
            Sent<long>(rows, [rows.Length], device),
            Sent<long>(places, [places.Length], device),
            burnIn,
            burnIn == 0 ? null : states(gathered).DetachFromDisposeScope(),
            burnIn == 0 ? null : Sent<long>(beforeRows, [beforeRows.Length], device),
            burnIn == 0 ? null : Sent<float>(isBefore, [burnIn, windows.Length], device)
        );
    }

    private static Tensor Sent<T>(T[] values, long[] shape, TorchSharp.torch.Device device)
        where T : unmanaged => DeviceTransfer.Send<T>(values, shape, device).DetachFromDisposeScope();
}
