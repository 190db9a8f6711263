using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>A column of a declared head.</summary>
/// <param name="Name">Its name, in files that of its numbers.</param>
/// <param name="IsFree">Whether it is trained for itself, the same for all states; else it is an output of the network.</param>
/// <param name="IsNumber">Whether it is one number; else it is as wide as an encoded act.</param>
/// <param name="Start">What every component of a free column starts with.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record HeadColumn(string Name, bool IsFree, bool IsNumber, double Start = 0);

/// <summary>What a member of a head draws: uniform bits of a place, or standard normal numbers.</summary>
/// <param name="LikeColumn">The column that normal numbers are as many as; -1 for a place alone.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct HeadDraw(int LikeColumn)
{
    /// <summary>A place of a stream.</summary>
    public static HeadDraw Place => new(-1);
}

/// <summary>Where the columns of a head are: output columns side by side, free columns side by side.</summary>
internal sealed class HeadLayout
{
    private readonly (bool IsFree, int First, int Width)[] _columns;
    private readonly bool[] _areNumbers;

    /// <param name="columns">The columns, in the order of their declaration.</param>
    /// <param name="encoded">Numbers of an encoded act.</param>
    public HeadLayout(IReadOnlyList<HeadColumn> columns, int encoded)
    {
        _columns = new (bool, int, int)[columns.Count];
        _areNumbers = [.. columns.Select(static column => column.IsNumber)];
        for (var i = 0; i < _columns.Length; i++)
        {
            var width = columns[i].IsNumber ? 1 : encoded;
            _columns[i] = (columns[i].IsFree, columns[i].IsFree ? Free : Outputs, width);
            if (columns[i].IsFree)
                Free += width;
            else
                Outputs += width;
        }
        FreeColumns =
        [
            .. columns.Zip(_columns).Where(static pair => pair.First.IsFree).Select(static pair => (pair.First.Name, pair.Second.Width)),
        ];
    }

    /// <summary>Number of outputs of the network.</summary>
    public int Outputs { get; private set; }

    /// <summary>Number of free numbers.</summary>
    public int Free { get; private set; }

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>The free columns, by name, with the numbers of each.</summary>
    public IReadOnlyList<(string Name, int Width)> FreeColumns { get; }

    /// <summary>Whether a column is one number.</summary>
    public bool IsNumber(int column) => _areNumbers[column];

    /// <summary>Where a column is among its kind, and how wide.</summary>
    public (bool IsFree, int First, int Width) this[int column] => _columns[column];
}
