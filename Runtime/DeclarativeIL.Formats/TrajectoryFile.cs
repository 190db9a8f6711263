using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Files;
using DeclarativeIL.Formats.Parquet;
using DeclarativeIL.Training;
using Parquet;

namespace DeclarativeIL.Formats;

/// <summary>
/// Trajectories on disk: one Parquet file, readable by any Parquet reader, one row per step (episode, step, observation,
/// action, reward, terminated, truncated, final_observation), format, sizes and action space in the footer's key-value
/// metadata, and a checksum of the whole file between data and footer.
/// </summary>
public static class TrajectoryFile
{
    /// <summary>Most numbers (observations and actions together) that are loaded unless more are allowed: 1 GiB of memory.</summary>
    public const long DefaultLimit = 1L << 28;

    private const long GroupValues = 1 << 22; // 16 MiB of numbers in memory at a time

    /// <summary>
    /// Saves trajectories. The file appears complete or not at all: it is written beside its place, flushed to disk and renamed.
    /// </summary>
    /// <param name="path">The file; an older one is replaced, and a link is followed.</param>
    /// <param name="trajectories">At least one, all of one state size and action space.</param>
    /// <param name="images">What observations are, where they are to lie in the file as bytes; none for lists of numbers.</param>
    /// <exception cref="ArgumentException">
    /// There is no trajectory, they do not belong together, or an observation is no such image (whole numbers 0 to 255).
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path leads to what is no file; what was there is unchanged.
    /// </exception>
    public static void Save(string path, IReadOnlyList<Trajectory> trajectories, ImageSpace? images = null) =>
        Task.Run(() => SaveAsync(path, trajectories, images)).GetAwaiter().GetResult();

    /// <inheritdoc cref="Save"/>
    public static Task SaveAsync(string path, IReadOnlyList<Trajectory> trajectories, CancellationToken cancellation = default) =>
        SaveAsync(path, trajectories, null, cancellation);

    /// <inheritdoc cref="Save"/>
    public static async Task SaveAsync(
        string path,
        IReadOnlyList<Trajectory> trajectories,
        ImageSpace? images,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var metadata = Describe(trajectories, images);
        await AtomicFile
            .WriteAsync(
                path,
                async file =>
                {
                    await WriteAsync(file, metadata, trajectories, cancellation).ConfigureAwait(false);
                    TrajectorySeal.Apply(file);
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>The file as <see cref="TrajectoryRecorder"/> keeps it up to date.</summary>
    /// <param name="path">The file, made by the first episode.</param>
    /// <param name="images">What observations are, where they are to lie in the file as bytes; none for lists of numbers.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static ITrajectoryWriter At(string path, ImageSpace? images = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Writer(path, images);
    }

    private sealed class Writer(string path, ImageSpace? images) : ITrajectoryWriter
    {
        public void Write(IReadOnlyList<Trajectory> trajectories) => Save(path, trajectories, images);
    }

    /// <summary>Loads what <see cref="Save"/> wrote, checking everything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Most numbers (observations and actions together) to load; checked before they are allocated.</param>
    /// <exception cref="TrajectoryFileException">The file is missing, damaged, too large, or not such a file.</exception>
    public static IReadOnlyList<Trajectory> Load(string path, long limit = DefaultLimit) => Load(path, limit, CancellationToken.None);

    /// <inheritdoc cref="Load(string, long)"/>
    public static Task<IReadOnlyList<Trajectory>> LoadAsync(
        string path,
        long limit = DefaultLimit,
        CancellationToken cancellation = default
    ) => Task.Run(() => Load(path, limit, cancellation), cancellation);

    private static IReadOnlyList<Trajectory> Load(string path, long limit, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        try
        {
            if (FileKinds.Fault(path) is { } fault)
                throw new TrajectoryFileException(path, "the path", fault, "a file");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            TrajectorySeal.Check(file, path);
            return Read(file, path, limit, cancellation);
        }
        catch (MalformedParquetException e)
        {
            throw new TrajectoryFileException(path, e.Position, e.Found, e.Expected, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrajectoryFileException(path, "the file", $"{e.GetType().Name} ({e.Message})", "a readable trajectory file", e);
        }
    }

    private static TrajectoryMetadata Describe(IReadOnlyList<Trajectory> trajectories, ImageSpace? images)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        if (trajectories.Count == 0)
            throw new ArgumentException("No trajectory to save; expected at least one.", nameof(trajectories));
        for (var k = 0; k < trajectories.Count; k++)
            if (trajectories[k].StateSize != trajectories[0].StateSize || trajectories[k].ActionSpace != trajectories[0].ActionSpace)
                throw new ArgumentException(
                    $"Trajectory {k} has states of {trajectories[k].StateSize} numbers and acts of "
                        + $"{Guard.Describe(trajectories[k].ActionSpace)}; expected "
                        + $"{trajectories[0].StateSize} and {Guard.Describe(trajectories[0].ActionSpace)}, as trajectory 0.",
                    nameof(trajectories)
                );
        if (images is not null)
            CheckImages(trajectories, images);
        return new TrajectoryMetadata(
            trajectories[0].StateSize,
            trajectories[0].ActionSpace,
            trajectories.Count,
            trajectories.Sum(static e => (long)e.Length),
            images
        );
    }

    private static void CheckImages(IReadOnlyList<Trajectory> trajectories, ImageSpace images)
    {
        if (trajectories[0].StateSize != images.Width)
            throw new ArgumentException(
                $"Found observations of {trajectories[0].StateSize} numbers; expected images of {images.Height} x {images.Columns} x "
                    + $"{images.Channels} = {images.Width}.",
                nameof(images)
            );
        for (var k = 0; k < trajectories.Count; k++)
        for (var t = 0; t <= trajectories[k].Length; t++)
            if (!images.Contains(trajectories[k].Observation(t)))
                throw new ArgumentException(
                    $"Trajectory {k}, observation {t}: found {Guard.Print(trajectories[k].Observation(t))}; "
                        + "expected the bytes of an image, whole numbers from 0 to 255.",
                    nameof(images)
                );
    }

    private static async Task WriteAsync(
        Stream file,
        TrajectoryMetadata metadata,
        IReadOnlyList<Trajectory> trajectories,
        CancellationToken cancellation
    )
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.None };
        var writer = await ParquetWriter
            .CreateAsync(TrajectoryColumns.Schema(metadata.Images is not null), file, options, cancellationToken: cancellation)
            .ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = metadata.Write();
            for (var first = 0; first < trajectories.Count; )
            {
                List<Trajectory> episodes = [trajectories[first]];
                long values = trajectories[first].Observations.Length;
                while (
                    first + episodes.Count < trajectories.Count
                    && (values += trajectories[first + episodes.Count].Observations.Length) <= GroupValues
                )
                    episodes.Add(trajectories[first + episodes.Count]);
                using var group = writer.CreateRowGroup();
                await TrajectoryColumns
                    .Of(episodes, first, metadata.Images is not null)
                    .WriteAsync(group, cancellation)
                    .ConfigureAwait(false);
                first += episodes.Count;
            }
        }
    }

    private static IReadOnlyList<Trajectory> Read(FileStream file, string path, long limit, CancellationToken cancellation)
    {
        var footer = ParquetFooter.Read(file);
        var ofImages = TrajectoryColumns.Expect(footer.Root, path);
        var metadata = TrajectoryMetadata.Read(footer.Words, ofImages, path);
        CheckSizes(footer, metadata, path, Math.Min(limit, Array.MaxLength), file.Length);
        var rows = new TrajectoryRows(path, metadata);
        foreach (var group in footer.Groups)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(TrajectoryColumns.Read(file, footer, group, metadata, path));
        }
        return rows.Episodes;
    }

    private static void CheckSizes(ParquetFooter footer, TrajectoryMetadata metadata, string path, long limit, long length)
    {
        var width = (long)metadata.StateSize + metadata.ActionSpace.Width;
        if (metadata.Rows > limit / width)
            throw new TrajectoryFileException(path, "its size", $"{metadata.Rows} rows of {width} numbers", $"at most {limit} numbers");
        var bytes = sizeof(double) + ((long)metadata.ObservationBytes * metadata.StateSize) + (sizeof(float) * metadata.ActionSpace.Width);
        if (metadata.Rows > length / bytes)
            throw new TrajectoryFileException(
                path,
                "its size",
                $"{metadata.Rows} rows of {width} numbers in {length} bytes",
                "as many as fit: they are not compressed"
            );
        if (footer.Rows != metadata.Rows)
            throw new TrajectoryFileException(path, "the row groups", $"{footer.Rows} rows", $"{metadata.Rows}, as the metadata say");
        for (var i = 0; i < footer.Groups.Count; i++)
            if (footer.Groups[i].Rows < 1)
                throw new TrajectoryFileException(path, $"row group {i}", "no rows", $"1 to {metadata.Rows}");
    }
}
