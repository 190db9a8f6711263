using System.Text;

namespace DeclarativeIL.Generators.Printing.Documentation;

/// <summary>How names are written in LaTeX.</summary>
internal static class LatexNames
{
    private static readonly HashSet<string> Greek =
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "lambda",
        "mu",
        "nu",
        "pi",
        "rho",
        "sigma",
        "tau",
        "phi",
        "psi",
        "omega",
        "theta",
        "eta",
        "kappa",
        "zeta",
        "xi",
        "chi",
    ];

    /// <summary>
    /// Greek letters by their names; one letter as it is; a letter and more as a letter with an index (betaH, piOld, q1); longer words
    /// upright.
    /// </summary>
    public static string Name(string name)
    {
        if (Letter(name) is not { } letter)
            return Word(Split(name));
        var index = name.Substring(letter.Length);
        return (letter.Length > 1 ? "\\" : "")
            + letter
            + (
                index.Length == 0 ? ""
                : index.Length == 1 || index.All(char.IsDigit) ? $"_{{{index}}}"
                : $"_{{{Word(Split(index))}}}"
            );
    }

    /// <summary>The letter that a name is, or begins with before a capital or a number; null where it begins with a word.</summary>
    private static string? Letter(string name)
    {
        bool IsFollowed(int length) => length == name.Length || char.IsUpper(name[length]) || name.Skip(length).All(char.IsDigit);
        return Greek.FirstOrDefault(letter => name.StartsWith(letter, StringComparison.Ordinal) && IsFollowed(letter.Length))
            ?? (name.Length > 0 && char.IsLower(name[0]) && IsFollowed(1) || name.Length == 1 ? name.Substring(0, 1) : null);
    }

    /// <summary>A text upright.</summary>
    public static string Word(string text) => $@"\mathrm{{{text.Replace("_", @"\_")}}}";

    /// <summary>The words of a name, in small letters.</summary>
    public static string Split(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsUpper(letter) && words.Length > 0 ? @"\ " : "").Append(letter);
        return words.ToString().ToLowerInvariant();
    }
}
