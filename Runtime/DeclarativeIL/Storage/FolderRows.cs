using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeclarativeIL.Data;

namespace DeclarativeIL.Storage;

/// <summary>The rows of a folder, as they were when it was opened, read file by file.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal sealed class FolderRows<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : RowSource<TRow>
    where TRow : struct
{
    private readonly string _folder;
    private readonly RowManifest _manifest;
    private readonly int[] _starts;

    /// <param name="folder">The folder.</param>
    /// <param name="window">Rows that are shuffled together.</param>
    public FolderRows(string folder, int window)
    {
        (_folder, _manifest, Window) = (Path.GetFullPath(folder), RowManifest.Of(folder), window);
        _starts = new int[_manifest.Shards.Count];
        for (var i = 1; i < _starts.Length; i++)
            _starts[i] = _starts[i - 1] + _manifest.Shards[i - 1].Rows;
    }

    /// <summary>How they lie.</summary>
    public string Layout => _manifest.Layout;

    /// <inheritdoc/>
    public override int Window { get; }

    /// <inheritdoc/>
    public override int Count => _manifest.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Starts => _starts;

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var shard in _manifest.Shards)
                hash.AppendData(Encoding.UTF8.GetBytes($"{shard.Rows} {shard.Hash}\n"));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Count} rows {typeof(TRow).Name} in files, {Window} shuffled together; SHA-256 "
                    + $"{Convert.ToHexStringLower(hash.GetHashAndReset())}"
            );
        }
    }

    /// <inheritdoc/>
    public override Dataset<TRow> Read(int piece)
    {
        var shard = _manifest.Shards[piece];
        try
        {
            return RowFile.Read<TRow>(_folder, Layout, shard);
        }
        catch (FileNotFoundException)
        {
            return Replaced(_starts[piece], shard); // small files were written anew as one
        }
    }

    private Dataset<TRow> Replaced(int start, RowShard shard)
    {
        var (now, rows, first) = (RowManifest.Of(_folder), RowFile.Empty<TRow>(_folder, Layout), 0);
        foreach (var other in now.Shards)
        {
            if (first < start + shard.Rows && start < first + other.Rows)
            {
                if (other.File == shard.File)
                    throw new FileNotFoundException(
                        $"{_folder}: found no {shard.File}, which {RowManifest.Name} names; expected a file of {shard.Rows} rows."
                    );
                var found = RowFile.Read<TRow>(_folder, Layout, other);
                var (from, to) = (Math.Max(start - first, 0), Math.Min(start + shard.Rows - first, other.Rows));
                rows.AddRange(Enumerable.Range(from, to - from).Select(row => found[row]));
            }
            first += other.Rows;
        }
        if (rows.Count != shard.Rows)
            throw new FileNotFoundException(
                $"{_folder}: found {rows.Count} of the {shard.Rows} rows of {shard.File}; expected all of them."
            );
        return rows;
    }
}
