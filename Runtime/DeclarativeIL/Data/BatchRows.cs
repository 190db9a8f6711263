using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <summary>Computes the number of rows of the next batch.</summary>
internal static class BatchRows
{
    /// <summary>As many as are wanted and left, with the rest where it would be too small for a batch of its own.</summary>
    /// <param name="wanted">The batch size.</param>
    /// <param name="left">Rows that are left in the epoch.</param>
    /// <param name="least">The fewest rows of a batch.</param>
    public static int Next(int wanted, int left, int least)
    {
        if (wanted < least)
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, $"Expected a batch size of {least} or more.");
        return left - wanted < least ? left : wanted; // nothing is left over where the two are equal
    }

    /// <summary>Throws where a data set has fewer rows than one batch must have.</summary>
    public static int Checked<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(int least, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        return count >= least
            ? least
            : throw new ArgumentException(
                $"The data set of {typeof(TRow).Name} rows has {count}; expected {least} or more, since rows of a batch are compared.",
                nameof(least)
            );
    }
}
