namespace DeclarativeIL.Environments;

/// <summary>The cells of a <see cref="GridWorld"/>.</summary>
internal sealed class GridBoard
{
    public const char Start = 'S',
        Goal = 'G',
        Pit = 'O',
        Wall = '#',
        Free = '.';
    public const int Moves = 4;

    private static readonly (int Row, int Column)[] Directions = [(-1, 0), (0, 1), (1, 0), (0, -1)];
    private readonly string _cells;

    public GridBoard(IReadOnlyList<string> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count == 0 || map[0].Length == 0 || map.Any(row => row.Length != map[0].Length))
            throw new ArgumentException("Expected rows of equal length, at least one cell.", nameof(map));
        _cells = string.Concat(map);
        if (_cells.FirstOrDefault(static cell => cell is not (Start or Goal or Pit or Wall or Free)) is var strange && strange != 0)
            throw new ArgumentException($"map holds '{strange}'; expected S, G, O, # and dots.", nameof(map));
        (Rows, Columns) = (map.Count, map[0].Length);
        Starts = [.. Enumerable.Range(0, _cells.Length).Where(cell => _cells[cell] == Start)];
        if (Starts.Count == 0 || !_cells.Contains(Goal, StringComparison.Ordinal))
            throw new ArgumentException("map has no start or no goal; expected an S and a G at least.", nameof(map));
    }

    public int Rows { get; }

    public int Columns { get; }

    public IReadOnlyList<int> Starts { get; }

    public char this[int cell] => _cells[cell];

    /// <summary>Tells whether an episode goes on in a cell.</summary>
    public bool Goes(int cell) => _cells[cell] is Start or Free;

    /// <summary>The cell that a move leads to.</summary>
    public int Next(int cell, int move)
    {
        var (row, column) = (cell / Columns + Directions[move].Row, cell % Columns + Directions[move].Column);
        var next = row * Columns + column;
        return row < 0 || row >= Rows || column < 0 || column >= Columns || _cells[next] == Wall ? cell : next;
    }
}
