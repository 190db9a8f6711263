using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Results;

/// <summary>Runs contenders in arenas, over seeds.</summary>
/// <param name="contenders">Who.</param>
/// <param name="arenas">Where.</param>
/// <param name="seeds">Seeds, from <paramref name="firstSeed"/> on.</param>
/// <param name="firstSeed">The first.</param>
/// <param name="told">Called with a line as each of them is done.</param>
internal sealed class Comparison(
    IReadOnlyList<Contender> contenders,
    IReadOnlyList<Arena> arenas,
    int seeds,
    ulong firstSeed,
    Action<string> told
)
{
    private const int References = 1000;

    /// <summary>The whole comparison; arena after arena.</summary>
    public IReadOnlyList<ArenaResult> Run(CancellationToken cancellation)
    {
        var results = new List<ArenaResult>();
        foreach (var arena in arenas)
        {
            var (expert, random) = Reference(arena, cancellation);
            var standings = new List<Standing>();
            foreach (var contender in contenders.Where(one => one.Supports(arena)))
            {
                var outcomes = Enumerable
                    .Range(0, seeds)
                    .Select(i => contender.Run(new Trial(arena, firstSeed + (ulong)i, cancellation)))
                    .ToArray();
                standings.Add(new(contender.Name, outcomes, expert, random));
                told(
                    $"{arena.Name, -22} {contender.Name, -20} return {standings[^1].Return.Mean, 8:0.0}"
                        + $"  share {standings[^1].Share, 6:0.000}  labels {standings[^1].Labels, 7:0}"
                        + $"  seconds {standings[^1].Seconds, 6:0.00}"
                );
            }
            results.Add(new(arena, expert, random, standings));
        }
        return results;
    }

    /// <summary>The returns of the expert and of uniformly random actions.</summary>
    private (double Expert, double Random) Reference(Arena arena, CancellationToken cancellation)
    {
        var reference = new SeedSequence(firstSeed).Child("reference");
        var (environments, draws) = (arena.Create(References), reference.Child("actions").Stream());
        var random = Expert.From(_ =>
            environments.Actions switch
            {
                DiscreteSpace discrete => Act.Discrete(draws.NextInt(discrete.Count)),
                BoxSpace box => Act.Continuous([
                    .. Enumerable
                        .Range(0, box.Width)
                        .Select(i => (double)(float)(box.Low[i] + (draws.NextUniform() * (box.High[i] - box.Low[i])))),
                ]),
                var space => throw new NotSupportedException($"{space.GetType().Name} cannot be drawn from."),
            }
        );
        return (
            Evaluation.Run(arena.Expert(), environments, References, reference.Child("expert"), cancellation: cancellation).Mean,
            Evaluation.Run(random, environments, References, reference.Child("random"), cancellation: cancellation).Mean
        );
    }
}

/// <summary>The results in one arena.</summary>
/// <param name="Arena">Where.</param>
/// <param name="Expert">Mean return of the expert.</param>
/// <param name="Random">Mean return of uniformly random actions.</param>
/// <param name="Standings">Of each contender.</param>
internal sealed record ArenaResult(Arena Arena, double Expert, double Random, IReadOnlyList<Standing> Standings);
