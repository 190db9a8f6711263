using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <content>Data sets of images.</content>
public static partial class Dataset
{
    /// <summary>
    /// A data set whose states are encoded images, each number of which takes a byte of memory instead of four. Rows and batches have the
    /// same numbers as of any other data set: what is trained has the same bits.
    /// </summary>
    /// <typeparam name="TRow">The row; all of its states are images.</typeparam>
    /// <param name="images">The images. States are what <see cref="ImageSpace.Encode"/> makes of them (<see cref="ImageSpace.ToState"/>,
    /// <c>ObservationView.Encoded</c>).</param>
    /// <param name="rows">The first rows; may be null.</param>
    /// <exception cref="ArgumentException">A state is of another size, or a number is the code of no byte.</exception>
    /// <exception cref="NotSupportedException">The row has no state.</exception>
    public static Dataset<TRow> OfImages<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        ImageSpace images,
        IEnumerable<TRow>? rows = null
    )
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(images);
        var data = new Dataset<TRow> { Images = images };
        data.AddRange(rows ?? []);
        return data;
    }
}
