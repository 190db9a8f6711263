using DeclarativeIL.Training;

namespace DeclarativeIL.Plots;

/// <summary>Rounds of several runs.</summary>
internal static class RunRounds
{
    /// <summary>How many rounds each run has.</summary>
    /// <exception cref="ArgumentException">There is no run or no round, or runs differ.</exception>
    public static int Count(IReadOnlyList<IReadOnlyList<RoundSummary>> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.Count > 0 && runs[0].Count > 0 && runs.All(run => run.Count == runs[0].Count)
            ? runs[0].Count
            : throw new ArgumentException(
                $"Found runs of [{string.Join(", ", runs.Select(static run => run.Count))}] rounds; expected one run or more, with as many "
                    + "rounds each, one or more.",
                nameof(runs)
            );
    }
}
