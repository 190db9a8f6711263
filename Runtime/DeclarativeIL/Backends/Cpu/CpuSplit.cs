namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// The division of rows and members among threads: a function of the sizes alone, so that the same sizes give the same bits.
/// </summary>
/// <param name="Parts">How many parts.</param>
/// <param name="Members">How many members.</param>
/// <param name="Rows">Rows of each member.</param>
/// <param name="PartRows">Rows of each part (the last may have fewer) where rows are split; else all.</param>
internal readonly record struct CpuSplit(int Parts, int Members, int Rows, int PartRows)
{
    /// <summary>Multiplications and additions below which another thread costs more than it saves.</summary>
    private const long Worthwhile = 1 << 21;

    /// <summary>True if parts share members, so that each needs gradients of its own.</summary>
    public bool SplitsRows => PartRows < Rows;

    /// <summary>Members where there are enough of them, else rows in whole tiles.</summary>
    /// <param name="threads">The most parts.</param>
    /// <param name="members">How many members.</param>
    /// <param name="rows">Rows of each.</param>
    /// <param name="tileRows">Rows of a tile.</param>
    /// <param name="work">Multiplications and additions for one row.</param>
    public static CpuSplit Of(int threads, int members, int rows, int tileRows, long work)
    {
        var parts = (int)Math.Clamp((long)members * rows * work / Worthwhile, 1, threads);
        if (parts == 1 || members >= parts)
            return new(parts, members, rows, rows);
        var tiles = (rows + tileRows - 1) / tileRows;
        var partRows = (tiles + parts - 1) / parts * tileRows;
        return new((rows + partRows - 1) / partRows, members, rows, Math.Min(rows, partRows));
    }

    /// <summary>The members that a part takes: from the first to before the second.</summary>
    public (int First, int End) MembersOf(int part) => SplitsRows ? (0, Members) : (Members * part / Parts, Members * (part + 1) / Parts);

    /// <summary>The rows that a part takes: from the first to before the second.</summary>
    public (int First, int End) RowsOf(int part) => SplitsRows ? (part * PartRows, Math.Min(Rows, (part + 1) * PartRows)) : (0, Rows);
}
