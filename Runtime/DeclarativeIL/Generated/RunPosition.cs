using System.Globalization;

namespace DeclarativeIL.Generated;

/// <summary>A position in a run between two steps: where an epoch ended, or a round.</summary>
/// <param name="Round">The round.</param>
/// <param name="Phase">The phase that is under way or done; -1 before the first, and before the round has collected.</param>
/// <param name="Epochs">Epochs of it that are done.</param>
internal sealed record RunPosition(int Round, int Phase, int Epochs)
{
    private const string Name = "Position";

    /// <summary>Adds it to the words of a checkpoint, with how far the run is for people.</summary>
    public void AddTo(Dictionary<string, string> words, long steps)
    {
        words[Name] = string.Create(CultureInfo.InvariantCulture, $"{Round} {Phase} {Epochs}");
        words["Steps"] = steps.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads it; null where there is none.</summary>
    public static RunPosition? Of(IReadOnlyDictionary<string, string> words)
    {
        int[] numbers =
        [
            .. words
                .GetValueOrDefault(Name, "")
                .Split(' ')
                .Select(static word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : int.MinValue),
        ];
        return numbers is [>= 0, >= -1, >= 0] ? new(numbers[0], numbers[1], numbers[2]) : null;
    }
}
