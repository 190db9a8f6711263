using System.Globalization;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Equations;

/// <summary>The wire form of a parameter's role.</summary>
internal static class RoleText
{
    public static string[] Write(Role role) =>
        role switch
        {
            Role.Network { Fraction: not 1 } network => ["part", Number(network.Fraction), .. Write(network with { Fraction = 1 })],
            Role.Network network =>
            [
                "network",
                network.View.ToString(),
                EquationText.Escape(network.Of),
                Number(network.Polyak),
                EquationText.Number(network.Members),
                Flag(network.Bootstrap),
                Flag(network.IsLearner),
            ],
            Role.Row row => ["row", row.Source.ToString(), Flag(row.IsOther)],
            Role.Hyperparameter h =>
            [
                "hyper",
                .. new[] { h.CSharpType, h.Default, h.Minimum, h.Maximum, h.Summary }.Select(EquationText.Escape),
            ],
            Role.Statistic { Above.Length: > 0 } tail => ["tail", EquationText.Escape(tail.Column), EquationText.Escape(tail.Above)],
            Role.Statistic statistic =>
            [
                "statistic",
                statistic.Kind.ToString(),
                EquationText.Escape(statistic.Column),
                Number(statistic.Level),
            ],
            Role.Random random => ["random", EquationText.Escape(random.Kind.ToString()), Flag(random.PerEpisode)],
            Role.Given given => ["given", EquationText.Escape(given.CSharpType)],
            Role.Next => ["next"],
            Role.Clock => ["clock"],
            Role.Situation => ["situation"],
            Role.Seen => ["seen"],
            Role.Chosen => ["chosen"],
            Role.ChosenBy => ["by"],
            Role.Expert => ["expert"],
            _ => ["value"],
        };

    public static Role Read(WordReader words) =>
        words.Next() switch
        {
            "network" => new Role.Network(
                words.Enum<View>(),
                words.String(),
                Double(words),
                words.Int(1_000_000),
                Bool(words),
                1,
                Bool(words)
            ),
            "part" when Double(words) is var fraction => Read(words) is Role.Network { Fraction: 1 } network
                ? network with
                {
                    Fraction = fraction,
                }
                : throw new FormatException(),
            "row" => new Role.Row(words.Enum<Rows>(), Bool(words)),
            "hyper" => new Role.Hyperparameter(words.String(), words.String(), words.String(), words.String(), words.String()),
            "statistic" => new Role.Statistic(words.Enum<Statistics>(), words.String(), Double(words)),
            "tail" => new Role.Statistic(Statistics.Quantile, words.String(), 0, words.String()),
            "random" => new Role.Random(Random(words.String()), Bool(words)),
            "given" => new Role.Given(words.String()),
            "next" => new Role.Next(),
            "clock" => new Role.Clock(),
            "situation" => new Role.Situation(),
            "seen" => new Role.Seen(),
            "chosen" => new Role.Chosen(),
            "by" => new Role.ChosenBy(),
            "expert" => new Role.Expert(),
            "value" => new Role.Value(),
            _ => throw new FormatException(),
        };

    private static RandomKind Random(string kind) =>
        Enum.TryParse<RandomKind>(kind, out var known) && known.ToString() == kind ? known : throw new FormatException();

    private static string Number(double number) => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture);

    private static double Double(WordReader words) => BitConverter.Int64BitsToDouble(words.Hex());

    private static string Flag(bool flag) => flag ? "1" : "0";

    private static bool Bool(WordReader words) => words.Int(1) == 1;
}
