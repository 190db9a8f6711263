using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Files;

namespace DeclarativeIL.Storage;

/// <summary>
/// A data set in a folder, to which rows are appended: those of a call are on disk when it returns, and whatever happens in the midst of
/// one (an exception, a kill, a full disk), the rows of those before are there, and of this one all or none.
/// </summary>
/// <remarks>One process at a time appends; others may read meanwhile, what was there when they began. Calls of several threads follow one
/// another.</remarks>
/// <typeparam name="TRow">A <c>readonly record struct</c> marked with <see cref="RowAttribute"/>.</typeparam>
public sealed class DatasetFolder<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IDisposable
    where TRow : struct
{
    private const int MostSmall = 32; // files, which are then written anew as one

    private readonly FileStream _lock;
    private readonly Lock _appending = new();
    private readonly HashSet<object> _followed = [];
    private RowManifest? _manifest;

    private DatasetFolder(string path, FileStream held) => (Path, _lock, _manifest) = (path, held, RowManifest.Find(path));

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Number of rows that are there.</summary>
    public int Count => _manifest?.Count ?? 0;

    /// <summary>Opens a folder to append to; makes it where it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot be written to, or another one appends to it.</exception>
    /// <exception cref="Checkpoints.CheckpointException">It holds other rows, or its description is malformed.</exception>
    internal static DatasetFolder<TRow> Open(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = System.IO.Path.GetFullPath(folder);
        var held = FolderLock.Take(full, "dataset.lock", "a data set", "writer");
        try
        {
            var opened = new DatasetFolder<TRow>(full, held);
            if (opened._manifest is { } manifest)
                RowFile.Empty<TRow>(full, manifest.Layout);
            opened.Sweep();
            return opened;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Puts rows behind the last: all, or none where one is refused or the enumeration throws.</summary>
    /// <param name="rows">The rows. Of a data set, its episodes are kept, where it knows them; those of an empty folder lie there as in the
    /// data set, such as sequences or images.</param>
    /// <exception cref="ArgumentException">A row is refused, as by <see cref="Dataset{TRow}.Add"/>, or is not as wide as those before.
    /// </exception>
    /// <exception cref="IOException">They cannot be written, as on a full disk.</exception>
    public void Append(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows is Dataset<TRow> data)
            Append(writer => writer.Add(data), data);
        else
            Append(writer => writer.Add(rows), null);
    }

    /// <summary>Puts the rows of an episode behind the last, in the order of its steps.</summary>
    /// <param name="rows">One or more.</param>
    /// <inheritdoc cref="Append(IEnumerable{TRow})" path="/exception"/>
    public void AppendEpisode(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Append(writer => writer.AddEpisode(rows), null);
    }

    /// <summary>
    /// From now on, the rows that rounds of a run add to a data set are appended here when their round ends, before anybody is told of its
    /// end. Rows that are there already are not.
    /// </summary>
    /// <param name="data">The data set that is trained on, without a capacity.</param>
    /// <exception cref="ArgumentException">It has a capacity: what it replaces could not be told from what is new.</exception>
    /// <exception cref="InvalidOperationException">Its rounds are appended here already.</exception>
    public void AppendRoundsOf(Dataset<TRow> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.RequireMemory("rounds add to it");
        if (data.Capacity is { } capacity)
            throw new ArgumentException($"Found a data set of at most {capacity} rows; expected one without a limit.", nameof(data));
        if (!_followed.Add(data))
            throw new InvalidOperationException("Found a data set whose rounds are appended here already; expected another one.");
        var (kept, generation) = (data.Count, data.Generation);
        data.Added += isRestored =>
        {
            if (generation != data.Generation)
                (kept, generation) = (0, data.Generation);
            if (data.Count > kept && !isRestored)
                Append(writer => writer.Add(Enumerable.Range(kept, data.Count - kept).Select(row => data[row])), data);
            kept = data.Count;
        };
    }

    /// <summary>Lets others append.</summary>
    public void Dispose() => _lock.Dispose();

    private void Append(Action<RowWriter<TRow>> add, Dataset<TRow>? like)
    {
        lock (_appending)
            AppendAlone(add, like);
    }

    private void AppendAlone(Action<RowWriter<TRow>> add, Dataset<TRow>? like)
    {
        ObjectDisposedException.ThrowIf(!_lock.CanWrite, this);
        var layout = _manifest?.Layout ?? RowFile.LayoutOf(like ?? new Dataset<TRow>());
        var before = _manifest?.Shards ?? [];
        var small = before.Reverse().TakeWhile(static shard => shard.IsSmall).Count();
        var stays = before.Count - (small >= MostSmall ? small : 0);
        var writer = new RowWriter<TRow>(Path, LastNumber() + 1, Staged(layout, before));
        RowManifest after;
        try
        {
            foreach (var shard in before.Skip(stays))
                writer.Add(RowFile.Read<TRow>(Path, layout, shard));
            add(writer);
            after = new(layout, [.. before.Take(stays), .. writer.End()]);
            if (after.Shards.Sum(static shard => (long)shard.Rows) is var rows and > int.MaxValue)
                throw new ArgumentException($"Found {rows} rows together; expected at most {int.MaxValue}.");
            if (after.Count > Count)
                after.Write(Path);
        }
        catch
        {
            writer.Undo();
            throw;
        }
        _manifest = after.Count > 0 ? after : _manifest;
        foreach (var shard in before.Skip(stays))
            File.Delete(System.IO.Path.Combine(Path, shard.File));
    }

    /// <summary>No rows, of the widths of those that are there.</summary>
    private Dataset<TRow> Staged(string layout, IReadOnlyList<RowShard> before)
    {
        var staged = before.Count > 0 ? RowFile.Read<TRow>(Path, layout, before[^1]) : RowFile.Empty<TRow>(Path, layout);
        staged.Clear();
        return staged;
    }

    private long LastNumber() => Files().Max();

    /// <summary>
    /// Deletes files that were not finished, or have been replaced. Where nothing says what is whole, as in a copy of a folder without its
    /// description, they are put aside by another name.
    /// </summary>
    private void Sweep()
    {
        var counted = (_manifest?.Shards ?? []).Select(static shard => RowManifest.NumberOf(shard.File)).ToHashSet();
        foreach (var number in Files().Where(number => number > 0 && !counted.Contains(number)))
        {
            var file = System.IO.Path.Combine(Path, RowManifest.FileOf(number));
            if (_manifest is null)
                AtomicFile.PutAside(file, ".undescribed");
            else
                File.Delete(file);
        }
    }

    private List<long> Files() =>
        [0, .. Directory.EnumerateFiles(Path).Select(static file => RowManifest.NumberOf(System.IO.Path.GetFileName(file))).OfType<long>()];
}
