using System.Globalization;

namespace DeclarativeIL.Generators.Models;

/// <summary>The wire form of a parameter's role.</summary>
internal static class RoleText
{
    private static readonly Dictionary<string, Role.Plain> Plain = typeof(Role)
        .GetNestedTypes()
        .Where(type => type.IsSubclassOf(typeof(Role.Plain)))
        .Select(type => (Role.Plain)Activator.CreateInstance(type))
        .ToDictionary(role => role.Word);

    public static string[] Write(Role role) => role.Accept(new Writer());

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
            var word when Plain.TryGetValue(word, out var plain) => plain,
            _ => throw new FormatException(),
        };

    private static RandomKind Random(string kind) =>
        Enum.TryParse<RandomKind>(kind, out var known) && known.ToString() == kind ? known : throw new FormatException();

    private static string Number(double number) => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture);

    private static double Double(WordReader words) => BitConverter.Int64BitsToDouble(words.Hex());

    private static string Flag(bool flag) => flag ? "1" : "0";

    private static bool Bool(WordReader words) => words.Int(1) == 1;

    private sealed class Writer : IRoleVisitor<string[]>
    {
        public string[] Network(Role.Network role) =>
            role.Fraction != 1
                ? ["part", Number(role.Fraction), .. Write(role with { Fraction = 1 })]
                :
                [
                    "network",
                    role.View.ToString(),
                    EquationText.Escape(role.Of),
                    Number(role.Polyak),
                    EquationText.Number(role.Members),
                    Flag(role.Bootstrap),
                    Flag(role.IsLearner),
                ];

        public string[] Row(Role.Row role) => ["row", role.Source.ToString(), Flag(role.IsOther)];

        public string[] Hyperparameter(Role.Hyperparameter role) =>
            ["hyper", .. new[] { role.CSharpType, role.Default, role.Minimum, role.Maximum, role.Summary }.Select(EquationText.Escape)];

        public string[] Statistic(Role.Statistic role) =>
            role.Above.Length > 0
                ? ["tail", EquationText.Escape(role.Column), EquationText.Escape(role.Above)]
                : ["statistic", role.Kind.ToString(), EquationText.Escape(role.Column), Number(role.Level)];

        public string[] Random(Role.Random role) => ["random", EquationText.Escape(role.Kind.ToString()), Flag(role.PerEpisode)];

        public string[] Given(Role.Given role) => ["given", EquationText.Escape(role.CSharpType)];

        public string[] Plain(Role.Plain role) => [role.Word];
    }
}
