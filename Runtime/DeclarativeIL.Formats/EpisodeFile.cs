using System.Collections;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Episodes of a file or folder of another project's format. Each is read when it is asked for. Not safe for use by several
/// threads.</summary>
/// <remarks>
/// Files are not believed: sizes are checked against the file, and against a limit, before memory is taken.
/// </remarks>
public abstract class EpisodeFile : IReadOnlyList<Episode>, IDisposable
{
    /// <summary>Most bytes that one reading (an episode; where the format is not in episodes, the file) may take unless told else: 1
    /// GiB.</summary>
    public const long DefaultLimit = 1L << 30;

    private protected EpisodeFile(string path, long limit) => (Location, Limit) = (path, limit);

    /// <summary>The file or folder.</summary>
    public string Location { get; }

    /// <summary>Most bytes that one reading may take.</summary>
    public long Limit { get; }

    /// <summary>What the file says of itself: texts, JSON, numbers as texts.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; private protected init; } = new Dictionary<string, string>();

    /// <summary>Number of episodes.</summary>
    public abstract int Count { get; }

    /// <summary>Reads an episode, counted from 0.</summary>
    /// <exception cref="TrajectoryFileException">It is damaged or too large; the message says file, place, what was found and what was
    /// expected.</exception>
    public Episode this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected an episode from 0 to {Count - 1}.");
            return Guarded(Location, () => Read(index));
        }
    }

    /// <summary>The episodes one after the other; one is in memory at a time, where the format is in episodes.</summary>
    /// <exception cref="TrajectoryFileException">One is damaged or too large.</exception>
    public IEnumerator<Episode> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    private protected virtual void Dispose(bool disposing) { }

    private protected abstract Episode Read(int index);

    /// <inheritdoc cref="FileGuard.Run"/>
    private protected static T Guarded<T>(string path, Func<T> read) => FileGuard.Run(path, read);

    /// <inheritdoc cref="FileGuard.Open"/>
    private protected static FileStream OpenFile(string path) => FileGuard.Open(path);

    private protected static void CheckArguments(string path, long limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
    }

    /// <summary>An episode; what does not fit together is the file's fault.</summary>
    private protected static Episode Make(
        string name,
        string position,
        IEnumerable<KeyValuePair<string, EpisodeColumn>> columns,
        IReadOnlyDictionary<string, string>? attributes = null
    )
    {
        try
        {
            return new(name, columns, attributes);
        }
        catch (ArgumentException e)
        {
            throw new MalformedDataException(position, e.Message.TrimEnd('.'), "columns of T or T + 1 rows");
        }
    }
}
