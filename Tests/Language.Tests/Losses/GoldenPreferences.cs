using DeclarativeIL.Algorithms.Tests.Oracles;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// Golden/dpo_losses.json: log-probabilities of 64 random pairs, and what the TRL library's own trainer makes of them. Read as
/// pairs of token sequences of the lengths given, and a table in which policy and reference answer as the file says.
/// </summary>
public static class GoldenPreferences
{
    private static readonly Lazy<Contents> Read = new(static () => GoldenFile.Read<Contents>("dpo_losses.json"));

    public static IReadOnlyList<Case> Cases => Read.Value.Cases;

    /// <summary>Mean of 0.8 sigmoid + 0.2 bco_pair + 1.0 sft.</summary>
    public static double MixedMean => Read.Value.MultiMpoMean;

    public static Preference[] Rows { get; } =
    [
        .. Read
            .Value.ChosenLen.Zip(Read.Value.RejectedLen, (chosen, rejected) => (chosen, rejected))
            .Select(static (length, row) => new Preference(State.Of(row), Text(1, length.chosen), Text(2, length.rejected))),
    ];

    /// <summary>Fills a table with the file's log-probabilities of the networks "pi" and "reference".</summary>
    public static AnswerTable Fill(AnswerTable table)
    {
        for (var i = 0; i < Rows.Length; i++)
        {
            Set("pi", Rows[i].Chosen, i, Read.Value.PolicyChosenLogps[i]);
            Set("pi", Rows[i].Rejected, i, Read.Value.PolicyRejectedLogps[i]);
            Set("reference", Rows[i].Chosen, i, Read.Value.RefChosenLogps[i]);
            Set("reference", Rows[i].Rejected, i, Read.Value.RefRejectedLogps[i]);
        }
        return table;

        void Set(string network, Act answer, int row, double logProb) =>
            table.Set(AnswerTable.Key(network, "LogProb", [.. answer.Span, .. Rows[row].Context.Span], 0), logProb);
    }

    private static Act Text(int first, int length) => new(Enumerable.Range(0, length).Select(i => first + (10.0 * i)).ToArray());

    /// <summary>One loss with its settings.</summary>
    public sealed record Case(
        string LossType,
        double Beta,
        double LabelSmoothing,
        string FDivergence,
        double AlphaCoef,
        double DiscopopTau,
        double BatchMean,
        double[] PerPair
    );

    private sealed record Contents(
        double[] PolicyChosenLogps,
        double[] PolicyRejectedLogps,
        double[] RefChosenLogps,
        double[] RefRejectedLogps,
        int[] ChosenLen,
        int[] RejectedLen,
        Case[] Cases,
        double MultiMpoMean
    );
}
