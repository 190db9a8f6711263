using System.Globalization;

namespace DeclarativeIL.Player.Files;

/// <summary>The words of a file, checked.</summary>
internal sealed class FileWords
{
    private readonly StoredFile _file;

    public FileWords(StoredFile file) => _file = file;

    /// <summary>A word that must be there.</summary>
    public string this[string key] =>
        _file.Words.TryGetValue(key, out var word) ? word : throw Wrong($"no word for '{key}' in the metadata", "one");

    /// <summary>Whether there is such a word.</summary>
    public bool Has(string key) => _file.Words.ContainsKey(key);

    /// <summary>Throws unless a word is that one.</summary>
    public void Expect(string key, string word)
    {
        if (this[key] != word)
            throw Wrong($"{key} '{Shortened(this[key])}'", $"'{word}'");
    }

    /// <summary>A whole number above 0.</summary>
    public int Size(string key, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? size
            : throw Wrong($"{key} '{Shortened(text)}'", "a whole number above 0");

    /// <summary>A hyperparameter of the head.</summary>
    public double Hyperparameter(string name) =>
        double.TryParse(this["hyperparameter_" + name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && !double.IsNaN(number)
        && !double.IsInfinity(number)
            ? number
            : throw Wrong($"{name} '{Shortened(this["hyperparameter_" + name])}'", "a number");

    /// <summary>One that is a whole number within two bounds.</summary>
    public int WholeHyperparameter(string name, int least, int most)
    {
        var number = Hyperparameter(name);
        return number >= least && number <= most && number == Math.Floor(number)
            ? (int)number
            : throw Wrong($"{name} '{number}'", $"a whole number from {least} to {most}");
    }

    /// <summary>That the file has something else than it should.</summary>
    public PolicyFileException Wrong(string found, string expected) => new(_file.Name, found, expected);

    /// <summary>Text of a stranger, for a message.</summary>
    public static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "...";
}
