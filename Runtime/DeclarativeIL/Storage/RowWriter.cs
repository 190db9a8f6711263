using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;

namespace DeclarativeIL.Storage;

/// <summary>Writes rows into files of a folder, which count once its description names them.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="folder">The folder.</param>
/// <param name="number">The number of the next file.</param>
/// <param name="staged">No rows, as they are to lie.</param>
internal sealed class RowWriter<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string folder, long number, Dataset<TRow> staged)
    where TRow : struct
{
    /// <summary>Bytes of a file, from which on another one begins: few enough to be read at once, and enough to be read fast.</summary>
    public const int FileBytes = 1 << 23;

    private readonly List<RowShard> _written = [];
    private readonly List<int> _episodes = [];

    /// <summary>The number of the next file.</summary>
    public long Number { get; private set; } = number;

    /// <summary>Takes rows of no known episode.</summary>
    public void Add(IEnumerable<TRow> rows)
    {
        EndEpisodes(know: false);
        foreach (var row in rows)
        {
            staged.Add(row);
            if (staged.Bytes >= FileBytes)
                Write(episodes: null);
        }
    }

    /// <summary>Takes the rows of one episode.</summary>
    public void AddEpisode(IEnumerable<TRow> rows)
    {
        EndEpisodes(know: true);
        var before = staged.Count;
        staged.AddRange(rows);
        if (staged.Count == before)
            throw new ArgumentException("Found an episode without rows; expected one or more.", nameof(rows));
        _episodes.Add(staged.Count - before);
        if (staged.Bytes >= FileBytes)
            Write(_episodes);
    }

    /// <summary>Takes rows with the episodes that are known of them.</summary>
    public void Add(Dataset<TRow> rows)
    {
        var first = 0;
        if (rows.Episodes is ConsecutiveEpisodes episodes)
            foreach (var length in episodes.Lengths)
            {
                AddEpisode(Enumerable.Range(first, length).Select(row => rows[row]));
                first += length;
            }
        if (first < rows.Count)
            Add(Enumerable.Range(first, rows.Count - first).Select(row => rows[row]));
    }

    /// <summary>Writes what is left, and gives all files.</summary>
    public IReadOnlyList<RowShard> End()
    {
        if (staged.Count > 0)
            Write(_episodes.Count > 0 ? _episodes : null);
        return _written;
    }

    /// <summary>Deletes what was written.</summary>
    public void Undo()
    {
        foreach (var shard in _written)
            File.Delete(Path.Combine(folder, shard.File));
    }

    /// <summary>Rows of a file are all of known episodes, or all of none.</summary>
    private void EndEpisodes(bool know)
    {
        if (staged.Count > 0 && _episodes.Count > 0 != know)
            Write(_episodes.Count > 0 ? _episodes : null);
    }

    private void Write(IReadOnlyList<int>? episodes)
    {
        var file = RowManifest.FileOf(Number++);
        _written.Add(RowFile.Write(folder, file, staged, episodes, isSmall: staged.Bytes < FileBytes / 2));
        staged.Clear();
        _episodes.Clear();
    }
}
