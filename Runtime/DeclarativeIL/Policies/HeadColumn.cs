using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>A column of a declared head.</summary>
/// <param name="Name">Its name, in files that of its numbers.</param>
/// <param name="IsFree">Whether it is trained for itself, the same for all states; else it is an output of the network.</param>
/// <param name="IsNumber">Whether it is one number; else it is as wide as an encoded act.</param>
/// <param name="Start">What every component of a free column starts with.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record HeadColumn(string Name, bool IsFree, bool IsNumber, double Start = 0)
{
    /// <summary>How wide it is; none = as an encoded act.</summary>
    public int? Length { get; init; }

    /// <summary>How many numbers it has for each component of an act: a table with so many columns; none = it is no table.</summary>
    public int? PerComponent { get; init; }

    /// <summary>Where in a state its numbers are read; none = it is no part of the state.</summary>
    public int? GivenAt { get; init; }

    /// <summary>How many numbers it is over a space of acts.</summary>
    /// <exception cref="ArgumentException">It would have none.</exception>
    internal int WidthOver(Space actions)
    {
        var size = Length ?? PerComponent ?? 1;
        if (size < 1)
            throw new ArgumentException($"The column '{Name}' of a head has the size {size}; expected 1 or more.");
        return IsNumber ? 1
            : Length is { } length ? length
            : PerComponent is { } columns ? checked(actions.Width * columns)
            : actions.Encoded;
    }
}

/// <summary>What a member of a head draws: uniform bits of a place, standard normal numbers, or a number from 0 to 1.</summary>
/// <param name="LikeColumn">
/// The column that normal numbers are as many as; -1 for a place alone, -2 for as many as an act has, -3 for a number from 0 to 1.
/// </param>
/// <param name="Length">How many there are, where that is known; else 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct HeadDraw(int LikeColumn, int Length = 0)
{
    /// <summary>A place of a stream.</summary>
    public static HeadDraw Place => new(-1);

    /// <summary>Whether it is a place of a stream, and no normal numbers.</summary>
    internal bool IsPlace => LikeColumn == -1;

    /// <summary>Whether it is a number from 0 to 1, the latter never.</summary>
    internal bool IsUniform => LikeColumn == -3;
}

/// <summary>Where the columns of a head are: output columns side by side, free columns side by side.</summary>
internal sealed class HeadLayout
{
    private readonly (bool IsFree, int First, int Width)[] _columns;
    private readonly bool[] _areNumbers;
    private readonly HashSet<int> _given = [];

    /// <param name="columns">The columns, in the order of their declaration.</param>
    /// <param name="actions">The space of the acts.</param>
    public HeadLayout(IReadOnlyList<HeadColumn> columns, Space actions)
    {
        Act = actions.Width;
        _columns = new (bool, int, int)[columns.Count];
        _areNumbers = [.. columns.Select(static column => column.IsNumber)];
        for (var i = 0; i < _columns.Length; i++)
        {
            var width = columns[i].WidthOver(actions);
            if (columns[i].GivenAt is { } place)
            {
                _columns[i] = (false, place, width);
                _given.Add(i);
                continue;
            }
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

    /// <summary>Numbers of an act.</summary>
    public int Act { get; }

    /// <summary>How many normal numbers a draw is.</summary>
    public int WidthOf(HeadDraw draw) =>
        draw.IsUniform ? 1
        : draw.Length > 0 ? draw.Length
        : draw.LikeColumn >= 0 ? _columns[draw.LikeColumn].Width
        : Act;

    /// <summary>Number of outputs of the network.</summary>
    public int Outputs { get; private set; }

    /// <summary>Number of free numbers.</summary>
    public int Free { get; private set; }

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>The free columns, by name, with the numbers of each.</summary>
    public IReadOnlyList<(string Name, int Width)> FreeColumns { get; }

    /// <summary>How many numbers a state has at least, for the columns that are read from it.</summary>
    public int Given => _given.Select(i => _columns[i].First + _columns[i].Width).DefaultIfEmpty().Max();

    /// <summary>Whether columns are read from the state.</summary>
    public bool HasGiven => _given.Count > 0;

    /// <summary>Whether a column is read from the state, at its place there.</summary>
    public bool IsGiven(int column) => _given.Contains(column);

    /// <summary>Throws where a state has not the numbers that columns are read from.</summary>
    public void CheckStates(IReadOnlyList<HeadColumn> columns, int stateSize)
    {
        foreach (var i in _given)
            if (_columns[i] is var (_, first, width) && (first < 0 || first + width > stateSize))
                throw new ArgumentException(
                    $"The column '{columns[i].Name}' is {width} numbers of a state from place {first} on; a state has {stateSize}."
                );
    }

    /// <summary>Whether a column is one number.</summary>
    public bool IsNumber(int column) => _areNumbers[column];

    /// <summary>Where a column is among its kind, and how wide.</summary>
    public (bool IsFree, int First, int Width) this[int column] => _columns[column];
}
