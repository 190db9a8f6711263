namespace DeclarativeIL.Data;

/// <content>Rows that lie in files.</content>
public sealed partial class Dataset<TRow>
{
    /// <summary>A data set whose rows stay in files.</summary>
    /// <param name="source">Where they are read from; one row or more.</param>
    /// <param name="like">Some of the rows.</param>
    internal Dataset(RowSource<TRow> source, Dataset<TRow> like)
        : this()
    {
        (Source, HoldsSequences, Images) = (source, like.HoldsSequences, like.Images);
        var stored = new StoredColumns<TRow>(source);
        for (var i = 0; i < _columns.Length; i++)
        {
            (_columns[i].Parts, _columns[i].PartWidth) = (like._columns[i].Parts, like._columns[i].PartWidth);
            _columns[i].StayIn(stored, i);
        }
        SetCount(source.Count);
        Written = Count;
    }

    /// <summary>True if the rows stay in files, from which training streams them: such a data set is only read.</summary>
    public bool IsStreamed => Source is not null;

    /// <summary>Where the rows lie; null where they are in memory.</summary>
    internal RowSource<TRow>? Source { get; }

    /// <summary>Bytes of the numbers in memory.</summary>
    internal long Bytes => _columns.Sum(static column => column.Bytes);

    /// <summary>
    /// What is done when a round has added its rows, or (true) when those of earlier rounds were restored; null where nothing is.
    /// </summary>
    internal Action<bool>? Added { get; set; }

    /// <summary>Counts rows that were put into all columns of an empty data set.</summary>
    internal void Taken(int rows)
    {
        SetCount(rows);
        Written = rows;
    }

    /// <summary>Throws where the rows stay in files.</summary>
    /// <param name="what">What needs them in memory.</param>
    /// <exception cref="NotSupportedException">They do.</exception>
    internal void RequireMemory(string what)
    {
        if (IsStreamed)
            throw new NotSupportedException(
                $"Found a data set of {Count} {typeof(TRow).Name} rows that is streamed from files; expected one in memory, since {what}."
            );
    }

    private void RequireWritable() => RequireMemory("rows are added to it, or go");
}
