namespace DeclarativeIL.Formats.Parquet;

/// <summary>One part of a column: its values in a row group.</summary>
/// <param name="Path">The names that lead to the column, with dots between them.</param>
/// <param name="Type">Its physical type.</param>
/// <param name="Codec">How pages are compressed.</param>
/// <param name="Count">Number of entries: values, and what stands for none.</param>
/// <param name="Start">Where the first page begins.</param>
/// <param name="Size">Bytes of all pages once they are not compressed, as the file says.</param>
internal sealed record ParquetChunk(string Path, int Type, int Codec, long Count, long Start, long Size);

/// <summary>Some rows of all columns.</summary>
internal sealed record ParquetGroup(long Rows, IReadOnlyList<ParquetChunk> Chunks);
