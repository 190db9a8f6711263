using DeclarativeIL.Formats.Parquet;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Formats;

/// <summary>A column of images: the bytes of one in each row, or none.</summary>
internal sealed class TrajectoryImages(int rows) : ITrajectoryColumn
{
    private readonly byte[][] _images = new byte[rows][];
    private float[] _pixels = []; // of the row that was read last
    private int _row;

    /// <inheritdoc/>
    public bool AtEnd => _row == rows;

    /// <inheritdoc/>
    public void Allocate(int entries, int values) { }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<float> list)
    {
        var image = new byte[list.Length];
        for (var i = 0; i < image.Length; i++)
            image[i] = checked((byte)list[i]);
        _images[_row++] = image;
    }

    /// <inheritdoc/>
    public Task WriteAsync(ParquetRowGroupWriter group, DataField field, CancellationToken cancellation) =>
        group.WriteAsync(field, _images);

    /// <summary>Takes all entries of a column of a file, as many as there are rows.</summary>
    public void Read(ParquetEntries<byte[]> entries)
    {
        for (var i = 0; entries.Next(); i++)
            _images[i] = entries.Value;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Next(int width, bool mayBeEmpty, string file, string position)
    {
        var image = _images[_row++];
        if (image.Length == 0 && mayBeEmpty)
            return [];
        if (image.Length != width)
            throw new TrajectoryFileException(file, position, $"{image.Length} bytes", $"{width}{(mayBeEmpty ? " or none" : "")}");
        if (_pixels.Length != width)
            _pixels = new float[width];
        for (var i = 0; i < width; i++)
            _pixels[i] = image[i];
        return _pixels;
    }
}
