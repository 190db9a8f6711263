namespace DeclarativeIL.Data;

/// <content>Rows in the state of a run: every number as it lies in memory.</content>
public sealed partial class Dataset<TRow>
{
    /// <summary>Writes the rows from one on.</summary>
    /// <param name="state">Where to.</param>
    /// <param name="first">The first one; 0 for all.</param>
    internal void SaveRows(BinaryWriter state, int first)
    {
        state.Write(Count - first);
        state.Write(Written);
        foreach (var column in _columns)
            column.Save(state, first);
    }

    /// <summary>Reads rows behind the first ones that are there; later ones go.</summary>
    /// <param name="state">Where from.</param>
    /// <param name="first">How many stay.</param>
    /// <exception cref="InvalidDataException">They do not fit.</exception>
    internal void RestoreRows(BinaryReader state, int first)
    {
        var count = state.ReadInt32(0, _capacity - first, "rows");
        var written = state.ReadInt64();
        SetCount(first);
        foreach (var column in _columns)
            column.Restore(state, count);
        SetCount(first + count);
        Written = written;
        Generation++;
    }
}
