using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Samples.Reinforcement;

/// <summary>The curves of one kind of run, over seeds.</summary>
/// <param name="Name">Which.</param>
/// <param name="Curves">One for each seed, equally long.</param>
internal sealed record CurveBand(string Name, IReadOnlyList<Curve> Curves)
{
    /// <summary>Gymnasium calls the task solved from 90 on; without the flag nothing above 0 can be earned.</summary>
    public const double Solved = 90,
        Flag = 50;

    private const double Tail = 0.975;

    /// <summary>Mean over seeds, at each point.</summary>
    public double[] Means => [.. Points(static values => values.Mean())];

    /// <summary>Half of the 95 % interval by Student's t, at each point; 0 for a single seed.</summary>
    public double[] Halves =>
        [
            .. Points(static values =>
                values.Length < 2
                    ? 0
                    : StudentT.InvCDF(0, 1, values.Length - 1, Tail) * values.StandardDeviation() / Math.Sqrt(values.Length)
            ),
        ];

    /// <summary>Seeds whose policy solves the task in the end.</summary>
    public int Solving => Curves.Count(static curve => curve.Returns[^1] >= Solved);

    /// <summary>Seeds whose policy is at the flag in most episodes in the end.</summary>
    public int Reaching => Curves.Count(static curve => curve.Returns[^1] > Flag);

    /// <summary>Kinds of runs, in the order in which they first come.</summary>
    public static IReadOnlyList<CurveBand> Of(IEnumerable<Curve> curves) =>
        [.. curves.GroupBy(static curve => curve.Name).Select(static group => new CurveBand(group.Key, [.. group]))];

    private IEnumerable<double> Points(Func<double[], double> of) =>
        Enumerable.Range(0, Curves[0].Returns.Count).Select(point => of([.. Curves.Select(curve => curve.Returns[point])]));
}
