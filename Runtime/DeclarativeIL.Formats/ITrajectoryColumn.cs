using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Formats;

/// <summary>A column with several numbers in each row of a trajectory file. The cursor moves forward only.</summary>
internal interface ITrajectoryColumn
{
    /// <summary>Makes room to append.</summary>
    /// <param name="entries">Numbers, and rows without any.</param>
    /// <param name="values">Numbers.</param>
    void Allocate(int entries, int values);

    /// <summary>The next row's numbers; none where it has none.</summary>
    void Append(ReadOnlySpan<float> list);

    /// <summary>Writes what was appended.</summary>
    Task WriteAsync(ParquetRowGroupWriter group, DataField field, CancellationToken cancellation);

    /// <summary>The next row, of exactly <paramref name="width"/> finite numbers, or empty where that is allowed.</summary>
    ReadOnlySpan<float> Next(int width, bool mayBeEmpty, string file, string position);

    /// <summary>Nothing is left over.</summary>
    bool AtEnd { get; }
}
