using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Training;

namespace DeclarativeIL.Storage;

/// <summary>Data sets in folders: saved, loaded, and streamed where they are larger than memory.</summary>
public static class StoredDataset
{
    /// <summary>Rows that are shuffled together unless said otherwise.</summary>
    public const int UsualWindow = 1 << 18;

    /// <summary>Opens a folder to append to; makes it where it is not there.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <returns>The caller disposes it; until then nobody else can append.</returns>
    /// <exception cref="IOException">It cannot be written to, or another one appends to it.</exception>
    /// <exception cref="Checkpoints.CheckpointException">It holds other rows, or its description is malformed.</exception>
    public static DatasetFolder<TRow> Open<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string folder)
        where TRow : struct => DatasetFolder<TRow>.Open(folder);

    /// <summary>Saves all rows, in a folder of their own; rows are appended there by <see cref="DatasetFolder{TRow}"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">One row or more.</param>
    /// <param name="folder">A folder in which there is no data set yet, or a new one.</param>
    /// <exception cref="IOException">It holds one, or cannot be written to.</exception>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public static void Save<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(this Dataset<TRow> data, string folder)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new ArgumentException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.", nameof(data));
        using var opened = DatasetFolder<TRow>.Open(folder);
        if (opened.Count > 0)
            throw new IOException(
                $"{folder}: found a data set of {opened.Count} rows; expected an empty folder, or "
                    + $"{nameof(StoredDataset)}.{nameof(Open)} to append to it."
            );
        opened.Append(data);
    }

    /// <summary>Loads all rows of a folder, and its episodes, as far as they are known.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">There is no data set, or a file of it is missing.</exception>
    /// <exception cref="Checkpoints.CheckpointException">A file is not as it was written, or holds other rows.</exception>
    public static Dataset<TRow> Load<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string folder)
        where TRow : struct
    {
        var rows = new FolderRows<TRow>(folder, UsualWindow);
        var (data, lengths, known) = (RowFile.Empty<TRow>(folder, rows.Layout), new List<int>(), true);
        for (var piece = 0; piece < rows.Starts.Count; piece++)
        {
            var read = rows.Read(piece);
            data.AddRange(read);
            known &= read.Episodes is not null;
            if (known)
                lengths.AddRange(((ConsecutiveEpisodes)read.Episodes!).Lengths);
        }
        data.Episodes = lengths.Count > 0 ? new ConsecutiveEpisodes(lengths) : null;
        return data;
    }

    /// <summary>
    /// A data set whose rows stay in the files of a folder: training reads them in a shuffled order, so that it can be larger than memory.
    /// The files are taken in a random order; the rows of as many of them as give a window are shuffled together, and what is left over of
    /// a window, less than a batch, joins the next one. Where all rows fit into one window, the order is that of a data set in memory, and
    /// so are the bits of what is trained.
    /// </summary>
    /// <remarks>
    /// Two windows and a file are in memory at a time. What needs all rows at once is refused: ensembles whose members draw rows of their
    /// own, columns that a run computes, networks that remember, rounds that add rows. Each reading of a file checks it.
    /// </remarks>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="folder">The folder; rows that are appended later are not seen.</param>
    /// <param name="window">The fewest rows that are shuffled together, 1 or more; the larger, the better they are mixed.</param>
    /// <exception cref="FileNotFoundException">There is no data set, or a file of it is missing.</exception>
    /// <exception cref="Checkpoints.CheckpointException">A file is not as it was written, or holds other rows.</exception>
    public static Dataset<TRow> Stream<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string folder, int window = UsualWindow)
        where TRow : struct
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        var rows = new FolderRows<TRow>(folder, window);
        if (rows.Count == 0)
            throw new Checkpoints.CheckpointException(folder, "a data set without rows", "one row or more");
        return new(rows, rows.Read(0));
    }

    /// <summary>The rows of a folder one after the other, a file of them in memory at a time.</summary>
    /// <inheritdoc cref="Load{TRow}(string)"/>
    public static IEnumerable<TRow> Read<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string folder)
        where TRow : struct
    {
        var rows = new FolderRows<TRow>(folder, UsualWindow);
        for (var piece = 0; piece < rows.Starts.Count; piece++)
            foreach (var row in rows.Read(piece))
                yield return row;
    }

    /// <summary>
    /// Merges rows by a key: of those of one key the last stays. Only the keys are in memory; the rows are gone through twice.
    /// </summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="rows">The rows, the same ones each time; of several folders
    /// <c>StoredDataset.Read&lt;Label&gt;("a").Concat(StoredDataset.Read&lt;Label&gt;("b"))</c>.</param>
    /// <param name="keyOf">The key of a row.</param>
    /// <returns>Rows in their order, for <see cref="DatasetFolder{TRow}.Append(IEnumerable{TRow})"/> or a data set in memory.</returns>
    public static IEnumerable<TRow> LastOfKey<TRow, TKey>(IEnumerable<TRow> rows, Func<TRow, TKey> keyOf)
        where TRow : struct
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keyOf);
        return Merged();

        IEnumerable<TRow> Merged()
        {
            var (last, place) = (new Dictionary<TKey, long>(), 0L);
            foreach (var row in rows)
                last[keyOf(row)] = place++;
            place = 0;
            foreach (var row in rows)
                if (last[keyOf(row)] == place++)
                    yield return row;
        }
    }

    /// <summary>A writer for a recording: each episode is on disk once it has ended.</summary>
    /// <param name="folder">The folder that they are appended to.</param>
    public static ITrajectoryWriter Recording(this DatasetFolder<Demonstration> folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new Recorder(folder);
    }

    private sealed class Recorder(DatasetFolder<Demonstration> folder) : ITrajectoryWriter
    {
        private int _written;

        public bool Appends => true;

        public void Write(IReadOnlyList<Trajectory> trajectories)
        {
            for (; _written < trajectories.Count; _written++)
                folder.AppendEpisode(trajectories[_written].ToDemonstrations());
        }
    }
}
