using System.Globalization;
using System.Text;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>
/// Answers any question of any network with numbers that look random but depend on the question and its arguments alone,
/// so that the one-sample face and the batched face of a network can be given the same answers. An answer can be moved,
/// which is how central differences with respect to answers are taken.
/// </summary>
public sealed class AnswerTable
{
    private readonly Dictionary<string, double> _moved = [];

    /// <summary>Every answer that was given since the last <see cref="Forget"/>, by its key.</summary>
    public HashSet<string> Given { get; } = [];

    public void Forget() => Given.Clear();

    public void Move(string key, double by) => _moved[key] = by;

    public void Restore() => _moved.Clear();

    public static string Key(string network, string question, ReadOnlySpan<double> arguments, int component)
    {
        var key = new StringBuilder(network).Append('.').Append(question);
        foreach (var argument in arguments)
            key.Append(' ').Append(argument.ToString("R", CultureInfo.InvariantCulture));
        return key.Append(" #").Append(component).ToString();
    }

    public double Answer(string network, string question, ReadOnlySpan<double> arguments, int component)
    {
        var key = Key(network, question, arguments, component);
        Given.Add(key);
        return Range(question, Unit(key)) + _moved.GetValueOrDefault(key);
    }

    /// <summary>Numbers such as the question really gets: log-probabilities below 0, entropies above.</summary>
    private static double Range(string question, double unit) => question switch
    {
        "LogProb" => -0.05 - 3 * unit,
        "Entropy" or "SquaredWeights" => 0.1 + 2 * unit,
        _ => 4 * unit - 2,
    };

    private static double Unit(string key)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in key)
            hash = (hash ^ character) * 0x100000001B3;
        hash = (hash ^ (hash >> 31)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 29)) >> 11) * (1.0 / (1UL << 53));
    }
}
