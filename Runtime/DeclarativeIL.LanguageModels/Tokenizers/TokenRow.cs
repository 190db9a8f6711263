namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>A row of tokens as numbers: NaN stands behind the last.</summary>
internal static class TokenRow
{
    /// <summary>Number of tokens.</summary>
    public static int Length<T>(ReadOnlySpan<T> row)
        where T : System.Numerics.IFloatingPoint<T>
    {
        var length = row.Length;
        while (length > 0 && T.IsNaN(row[length - 1]))
            length--;
        return length;
    }

    /// <summary>The fault of a row, as "is ...; expected ..."; null where there is none.</summary>
    public static string? Fault<T>(ReadOnlySpan<T> row, int vocabulary)
        where T : System.Numerics.IFloatingPoint<T>
    {
        var (length, bound) = (Length(row), T.CreateSaturating(vocabulary));
        if (length == 0)
            return "is empty; expected one token or more";
        for (var i = 0; i < length; i++)
            if (!(row[i] >= T.Zero && row[i] < bound && T.Floor(row[i]) == row[i]))
                return $"has {row[i]} as token {i}; expected a whole number from 0 to {vocabulary - 1}";
        return null;
    }
}
