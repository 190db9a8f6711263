using DeclarativeIL.Plots;

namespace DeclarativeIL.Samples.Reinforcement;

/// <summary>The curves of one kind of run, over seeds.</summary>
/// <param name="Name">Which.</param>
/// <param name="Curves">One for each seed, equally long.</param>
internal sealed record CurveBand(string Name, IReadOnlyList<Curve> Curves)
{
    /// <summary>Gymnasium calls the task solved from 90 on; without the flag nothing above 0 can be earned.</summary>
    public const double Solved = 90,
        Flag = 50;

    /// <summary>Mean over seeds, at each point.</summary>
    public double[] Means => [.. Points().Select(static point => point.Mean)];

    /// <summary>Half of the 95 % interval by Student's t, at each point; not a number for a single seed.</summary>
    public double[] Halves => [.. Points().Select(static point => point.Half)];

    /// <summary>Seeds whose policy solves the task in the end.</summary>
    public int Solving => Curves.Count(static curve => curve.Returns[^1] >= Solved);

    /// <summary>Seeds whose policy is at the flag in most episodes in the end.</summary>
    public int Reaching => Curves.Count(static curve => curve.Returns[^1] > Flag);

    /// <summary>Kinds of runs, in the order in which they first come.</summary>
    public static IReadOnlyList<CurveBand> Of(IEnumerable<Curve> curves) =>
        [.. curves.GroupBy(static curve => curve.Name).Select(static group => new CurveBand(group.Key, [.. group]))];

    private IEnumerable<SeedMean> Points() =>
        Enumerable.Range(0, Curves[0].Returns.Count).Select(point => SeedMean.Of([.. Curves.Select(curve => curve.Returns[point])]));
}
