using DeclarativeIL.Environments;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>One environment's step as the rules of rounds and episodes say it, told from what the environments wrote down.</summary>
/// <param name="Time">Steps of each environment before it, since the run started.</param>
/// <param name="Index">Steps of the episode before it.</param>
/// <param name="Episode">Episodes of the environment before this one.</param>
/// <param name="Next">What was seen after it: the last observation of its episode where that ended.</param>
internal sealed record RolloutStep(
    int Round,
    int Environment,
    long Time,
    int Index,
    int Episode,
    State State,
    double[] Executed,
    StepResult Result,
    State Next
)
{
    public bool Ends => Result.Terminated || Result.Truncated;
}

/// <summary>Which steps count for which round, written in other words than the library's.</summary>
internal static class RolloutOracle
{
    /// <summary>Every step that counts, in the order of rounds, steps and environments.</summary>
    public static IEnumerable<List<RolloutStep>> Rounds(BookEnvironments environments, Widths widths, Rounds rounds)
    {
        var (n, width, at, time) = (environments.Count, widths.State, 0, 0L);
        var (index, episode, seen) = (new int[n], new int[n], Array.Empty<float>());
        for (var round = 0; round < rounds.Count; round++)
        {
            if (round == 0 || rounds.EpisodesPerRound > 0)
            {
                var reset = environments.Happenings[at++];
                if (reset.Executed is not null)
                    throw new InvalidOperationException($"Round {round} began with a step; expected a reset.");
                seen = reset.Seen;
                for (var i = 0; i < n; i++)
                    (episode[i], index[i]) = (index[i] > 0 ? episode[i] + 1 : episode[i], 0);
            }
            var (taken, begun, ended, steps) = (new List<RolloutStep>(), Math.Min(n, rounds.EpisodesPerRound), 0, 0);
            var takes = Enumerable.Range(0, n).Select(i => rounds.EpisodesPerRound == 0 || i < begun).ToArray();
            while (rounds.EpisodesPerRound > 0 ? ended < rounds.EpisodesPerRound : steps < rounds.StepsPerRound)
            {
                var step = environments.Happenings[at++];
                if (step.Executed is null)
                    throw new InvalidOperationException($"A reset within round {round}; expected a step.");
                for (var i = 0; i < n; i++)
                {
                    var result = step.Results[i];
                    var ends = result.Terminated || result.Truncated;
                    if (takes[i])
                        taken.Add(
                            new(
                                round,
                                i,
                                time,
                                index[i],
                                episode[i],
                                StateOf(seen, i, width),
                                Numbers(step.Executed, i, widths.Act),
                                result,
                                StateOf(ends ? step.Final : step.Seen, i, width)
                            )
                        );
                    steps += takes[i] ? 1 : 0;
                    (index[i], episode[i]) = ends ? (0, episode[i] + 1) : (index[i] + 1, episode[i]);
                    if (!ends || !takes[i] || rounds.EpisodesPerRound == 0)
                        continue;
                    ended++;
                    takes[i] = begun < rounds.EpisodesPerRound;
                    begun += takes[i] ? 1 : 0;
                }
                (seen, time) = (step.Seen, time + 1);
            }
            yield return taken;
        }
        if (at != environments.Happenings.Count)
            throw new InvalidOperationException(
                $"{environments.Happenings.Count - at} resets or steps after the last round; expected none."
            );
    }

    /// <summary>Rounds of steps or of whole episodes.</summary>
    public static Rounds Random(Randomness.RandomStream random, int environments) =>
        random.NextInt(3) == 0
            ? Training.Rounds.OfEpisodes(2, 1 + random.NextInt(5))
            : new(2 + random.NextInt(2), 1 + random.NextInt(environments * 9));

    private static double[] Numbers(float[] values, int row, int width) =>
        [.. values.AsSpan(row * width, width).ToArray().Select(value => (double)value)];

    private static State StateOf(float[] values, int row, int width) => new(Numbers(values, row, width));
}
