using System.Globalization;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runs;

/// <summary>What a run is, in words: by these a checkpoint says whether it is of the same run, and what is different.</summary>
internal static class RunWords
{
    /// <summary>The word under which the declaration stands.</summary>
    public const string Declaration = "declaration";

    private const string Setting = "setting ";

    /// <summary>All words.</summary>
    /// <param name="algorithm">What is declared, and the hyperparameters as they are set.</param>
    /// <param name="options">The options.</param>
    /// <param name="rounds">The rounds; null where there are none.</param>
    public static Dictionary<string, string> Of(IDeclaredAlgorithm algorithm, TrainingOptions options, Rounds? rounds)
    {
        var words = new Dictionary<string, string> { [Declaration] = algorithm.Declaration };
        foreach (var (name, value) in algorithm.Hyperparameters())
            words["hyperparameter " + name] = Text(value);
        foreach (var (name, value) in Settings(options))
            words[Setting + name] = Text(value);
        if (rounds is null)
            return words;
        words[Setting + nameof(Rounds.Count)] = Text(rounds.Count);
        words[Setting + nameof(Rounds.StepsPerRound)] = Text(rounds.StepsPerRound);
        words[Setting + nameof(Rounds.EpisodesPerRound)] = Text(rounds.EpisodesPerRound);
        if (rounds.ReplayCapacity is { } rows)
            words[Setting + nameof(Rounds.ReplayCapacity)] = Text(rows);
        words[Setting + nameof(Rounds.EvaluationEpisodes)] = Text(rounds.EvaluationEpisodes);
        if (rounds.ActsByMode)
            words[Setting + nameof(Rounds.ActsByMode)] = Text(true);
        if (rounds.KeepsActed)
            words[Setting + nameof(Rounds.KeepsActed)] = Text(true);
        return words;
    }

    /// <summary>The first difference between what a checkpoint says and what a run is; null where there is none.</summary>
    /// <param name="found">Of the checkpoint.</param>
    /// <param name="expected">Of the run.</param>
    public static (string Found, string Expected)? Difference(
        IReadOnlyDictionary<string, string> found,
        IReadOnlyDictionary<string, string> expected
    )
    {
        foreach (var name in expected.Keys.Concat(found.Keys.Except(expected.Keys)))
        {
            var (theirs, mine) = (found.GetValueOrDefault(name), expected.GetValueOrDefault(name));
            if (theirs == mine || (name.Length > 0 && char.IsUpper(name[0])))
                continue; // capitals: said, not compared
            if (name == Declaration && theirs is not null && mine is not null)
                return Difference(theirs.Split('\n'), mine.Split('\n'));
            return ($"{name} {theirs ?? "(none)"}", $"{mine ?? "(none)"}, as the run has it");
        }
        return null;
    }

    private static (string Found, string Expected) Difference(string[] found, string[] expected)
    {
        var line = 0;
        while (line < found.Length && line < expected.Length && found[line] == expected[line])
            line++;
        return (
            $"'{found.ElementAtOrDefault(line) ?? "(nothing more)"}' in its declaration",
            $"'{expected.ElementAtOrDefault(line) ?? "(nothing more)"}', as it is declared now"
        );
    }

    private static IEnumerable<(string Name, object? Value)> Settings(TrainingOptions options) =>
        [
            (nameof(options.Epochs), options.Epochs),
            (nameof(options.BatchSize), options.BatchSize),
            (nameof(options.Windows), options.Windows),
            (nameof(options.LearningRate), options.LearningRate),
            (nameof(options.Optimizer), options.Optimizer),
            (nameof(options.Schedule), options.Schedule),
            (nameof(options.Threads), options.Threads),
            (nameof(options.Seed), options.Seed),
            .. options.Validation is null
                ? Array.Empty<(string, object?)>() // as checkpoints were before there was such an option
                : [(nameof(options.Validation), options.Validation)],
            .. options.StepsPerEpoch is null ? Array.Empty<(string, object?)>() : [(nameof(options.StepsPerEpoch), options.StepsPerEpoch)],
            .. options.Phases.Select(static phase => ($"{nameof(options.Phases)}[{phase.Key}]", (object?)phase.Value)),
        ];

    /// <summary>As on every machine: what a record says of itself follows the culture of the thread.</summary>
    private static string Text(object? value)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return value?.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
