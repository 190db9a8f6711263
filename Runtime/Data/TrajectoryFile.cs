using Parquet;

namespace DeclarativeIL.Data;

/// <summary>
/// Trajectories on disk: one Parquet file, readable by any Parquet reader, one row per step (episode, step, observation,
/// action, reward, terminated, truncated, final_observation), format, sizes and action space in the footer's key-value
/// metadata, and a checksum of the whole file between data and footer.
/// </summary>
public static class TrajectoryFile
{
    /// <summary>Most numbers (observations and actions together) that are loaded unless more are allowed: 1 GiB of memory.</summary>
    public const long DefaultLimit = 1L << 28;

    private const long GroupValues = 1 << 22;                           // 16 MiB of numbers in memory at a time

    /// <summary>Saves trajectories. The file appears complete or not at all: it is written beside its place, flushed to disk and renamed.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="trajectories">At least one, all of one state size and action space.</param>
    /// <exception cref="ArgumentException">There is no trajectory, or they do not belong together.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void Save(string path, IReadOnlyList<Trajectory> trajectories)
        => Task.Run(() => SaveAsync(path, trajectories)).GetAwaiter().GetResult();

    /// <inheritdoc cref="Save"/>
    public static async Task SaveAsync(string path, IReadOnlyList<Trajectory> trajectories, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var metadata = Describe(trajectories).Write();
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await WriteAsync(file, metadata, trajectories, cancellation).ConfigureAwait(false);
                TrajectorySeal.Apply(file);
                file.Flush(flushToDisk: true);
            }
            cancellation.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary))                                 // not once it was renamed
                File.Delete(temporary);
        }
    }

    /// <summary>Loads what <see cref="Save"/> wrote, checking everything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Most numbers (observations and actions together) to load; checked before they are allocated.</param>
    /// <exception cref="TrajectoryFileException">The file is missing, damaged, too large, or not such a file.</exception>
    public static IReadOnlyList<Trajectory> Load(string path, long limit = DefaultLimit)
        => Task.Run(() => LoadAsync(path, limit)).GetAwaiter().GetResult();

    /// <inheritdoc cref="Load"/>
    public static async Task<IReadOnlyList<Trajectory>> LoadAsync(
        string path, long limit = DefaultLimit, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using (file.ConfigureAwait(false))
            {
                TrajectorySeal.Check(file, path);
                file.Position = 0;
                return await ReadAsync(file, path, limit, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not (TrajectoryFileException or OperationCanceledException))
        {
            // whatever Parquet.Net makes of a file that is none: its exceptions are not documented
            throw new TrajectoryFileException(path, "the file", $"{e.GetType().Name} ({e.Message})", "a readable trajectory file", e);
        }
    }

    private static TrajectoryMetadata Describe(IReadOnlyList<Trajectory> trajectories)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        if (trajectories.Count == 0)
            throw new ArgumentException("No trajectory to save; expected at least one.", nameof(trajectories));
        for (var k = 0; k < trajectories.Count; k++)
            if (trajectories[k].StateSize != trajectories[0].StateSize || trajectories[k].ActionSpace != trajectories[0].ActionSpace)
                throw new ArgumentException(
                    $"Trajectory {k} has states of {trajectories[k].StateSize} numbers and {trajectories[k].ActionSpace}; expected "
                    + $"{trajectories[0].StateSize} and {trajectories[0].ActionSpace}, as trajectory 0.", nameof(trajectories));
        return new TrajectoryMetadata(
            trajectories[0].StateSize, trajectories[0].ActionSpace, trajectories.Count, trajectories.Sum(static e => (long)e.Length));
    }

    private static async Task WriteAsync(
        Stream file, Dictionary<string, string> metadata, IReadOnlyList<Trajectory> trajectories, CancellationToken cancellation)
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.None };
        var writer = await ParquetWriter.CreateAsync(TrajectoryColumns.Schema, file, options, cancellationToken: cancellation).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = metadata;
            for (var first = 0; first < trajectories.Count;)
            {
                List<Trajectory> episodes = [trajectories[first]];
                long values = trajectories[first].Observations.Length;
                while (first + episodes.Count < trajectories.Count
                    && (values += trajectories[first + episodes.Count].Observations.Length) <= GroupValues)
                    episodes.Add(trajectories[first + episodes.Count]);
                using var group = writer.CreateRowGroup();
                await TrajectoryColumns.Of(episodes, first).WriteAsync(group, cancellation).ConfigureAwait(false);
                first += episodes.Count;
            }
        }
    }

    private static async Task<IReadOnlyList<Trajectory>> ReadAsync(Stream file, string path, long limit, CancellationToken cancellation)
    {
        var reader = await ParquetReader.CreateAsync(file, cancellationToken: cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (!reader.Schema.Equals(TrajectoryColumns.Schema))
                throw new TrajectoryFileException(path, "the schema", reader.Schema.ToString(), TrajectoryColumns.Schema.ToString());
            var metadata = TrajectoryMetadata.Read(reader.CustomMetadata, path);
            CheckSizes(reader, metadata, path, limit);
            var rows = new TrajectoryRows(path, metadata);
            for (var i = 0; i < reader.RowGroupCount; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var group = reader.OpenRowGroupReader(i);
                rows.Add(await TrajectoryColumns.ReadAsync(group, metadata, path, cancellation).ConfigureAwait(false));
            }
            return rows.Episodes;
        }
    }

    private static void CheckSizes(ParquetReader reader, TrajectoryMetadata metadata, string path, long limit)
    {
        limit = Math.Min(limit, Array.MaxLength);
        var width = (long)metadata.StateSize + metadata.ActionSpace.Width;
        if (metadata.Rows > limit / width)
            throw new TrajectoryFileException(path, "its size", $"{metadata.Rows} rows of {width} numbers", $"at most {limit} numbers");
        long rows = 0;
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            if (group.RowCount < 1 || (rows += group.RowCount) > metadata.Rows)
                throw new TrajectoryFileException(path, $"row group {i}", $"{group.RowCount} rows", $"1 to {metadata.Rows}");
        }
        if (rows != metadata.Rows)
            throw new TrajectoryFileException(path, "the row groups", $"{rows} rows", $"{metadata.Rows}, as the metadata say");
    }
}
