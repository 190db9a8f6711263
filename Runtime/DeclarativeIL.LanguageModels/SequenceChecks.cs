using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels.Tokenizers;

namespace DeclarativeIL.LanguageModels;

/// <summary>Checks at the start of a run that every row of a data set is text that the model can read.</summary>
internal static class SequenceChecks
{
    /// <summary>
    /// Throws where a prompt or a completion is empty, holds what is no token, is too long together, or two compared completions are equal.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="data">The rows.</param>
    /// <param name="asked">Names of the columns that it is asked about.</param>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        SequencePolicy policy,
        Dataset<TRow> data,
        IReadOnlyCollection<string> asked
    )
        where TRow : struct
    {
        var columns = data.Columns.Where(column => column.Row.IsVector && asked.Contains(column.Row.Name)).ToArray();
        double[] buffer = [];
        for (var row = 0; row < data.Count; row++)
        {
            var (prompt, completion) = (0, 0);
            foreach (var column in columns)
                for (var part = 0; part < column.Parts; part++)
                {
                    var tokens = Tokens(column, row, part, ref buffer);
                    if (TokenRow.Fault<double>(tokens, policy.Model.Vocabulary) is { } fault)
                        throw new ArgumentException($"Row {row} of the data set: {column.Name} {fault}.", nameof(data));
                    ref var longest = ref column.Row.Type == typeof(State) ? ref prompt : ref completion;
                    longest = Math.Max(longest, TokenRow.Length<double>(tokens));
                }
            if (prompt + completion > policy.Model.ContextLength)
                throw new ArgumentException(
                    $"Row {row} of the data set has {prompt} + {completion} tokens; expected at most {policy.Model.ContextLength}, the "
                        + "model's context.",
                    nameof(data)
                );
            if (typeof(TRow) == typeof(Preference) && data[row] is Preference pair && pair.Chosen == pair.Rejected)
                throw new ArgumentException(
                    $"Row {row} of the data set: Chosen equals Rejected; expected two different completions.",
                    nameof(data)
                );
        }
    }

    private static ReadOnlySpan<double> Tokens(Column column, int row, int part, ref double[] buffer)
    {
        var length = column.Place(row, part).Length;
        if (buffer.Length < length)
            buffer = new double[length];
        column.CopyTo(row, part, buffer.AsSpan(0, length));
        return buffer.AsSpan(0, length);
    }
}
