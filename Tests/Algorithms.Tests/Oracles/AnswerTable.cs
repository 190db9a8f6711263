using System.Globalization;
using System.Text;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>
/// Answers any question of any network with numbers that look random but are smooth functions of the arguments alone, so
/// that the one-sample face and the batched face of a network can be given the same answers, and answers can be
/// differentiated with respect to what was asked. A single answer can be moved, which is how central differences with
/// respect to answers are taken.
/// </summary>
public sealed class AnswerTable
{
    private readonly Dictionary<string, double> _moved = [],
        _set = [];

    /// <summary>Every answer that was given since the last <see cref="Forget"/>, by its key.</summary>
    public HashSet<string> Given { get; } = [];

    public void Forget() => Given.Clear();

    public void Move(string key, double by) => _moved[key] = by;

    public void Restore() => _moved.Clear();

    /// <summary>Gives an answer of its own in the place of the one from the function.</summary>
    public void Set(string key, double answer) => _set[key] = answer;

    /// <summary>Arguments are told apart by eleven digits, so that the last bits of what was computed on the way do not matter.</summary>
    public static string Key(string network, string question, ReadOnlySpan<double> arguments, int component)
    {
        var key = new StringBuilder(network).Append('.').Append(question);
        foreach (var argument in arguments)
            key.Append(' ').Append(argument.ToString("G11", CultureInfo.InvariantCulture));
        return key.Append(" #").Append(component).ToString();
    }

    public double Answer(string network, string question, ReadOnlySpan<double> arguments, int component)
    {
        var key = Key(network, question, arguments, component);
        Given.Add(key);
        if (!_set.TryGetValue(key, out var answer))
        {
            var (offset, scale) = Range(question);
            answer = offset + scale * Math.Sin(Phase(network, question, arguments, component));
        }
        return answer + _moved.GetValueOrDefault(key);
    }

    /// <summary>The derivative of an answer with respect to one number of what was asked.</summary>
    public static double Slope(string network, string question, ReadOnlySpan<double> arguments, int component, int argument) =>
        Range(question).Scale * Math.Cos(Phase(network, question, arguments, component)) * Weight(network, question, component, argument);

    /// <summary>Numbers such as the question really gets: log-probabilities below 0, entropies above.</summary>
    private static (double Offset, double Scale) Range(string question) =>
        question switch
        {
            "LogProb" or "LogProbsOf" or "EnsembleLogProbs" => (-1.6, 1.5),
            "Entropy" or "SquaredWeights" or "EnsembleDisagreement" => (1.2, 1),
            _ => (0, 1.5),
        };

    private static double Phase(string network, string question, ReadOnlySpan<double> arguments, int component)
    {
        var phase = 10 * Unit($"{network}.{question}#{component}");
        for (var i = 0; i < arguments.Length; i++)
            phase += Weight(network, question, component, i) * arguments[i];
        return phase;
    }

    private static double Weight(string network, string question, int component, int argument) =>
        2 * Unit($"{network}.{question}#{component}@{argument}") - 1;

    private static double Unit(string key)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in key)
            hash = (hash ^ character) * 0x100000001B3;
        hash = (hash ^ (hash >> 31)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 29)) >> 11) * (1.0 / (1UL << 53));
    }
}
