using System.Reflection;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Columns and rewards over whole data sets, and scans over rollouts, against the declared member of each row.</summary>
public class ColumnOracles : LossOracle
{
    [Fact]
    public void Columns_of_ThriftyDAgger()
    {
        var (algorithm, rows, mu, q1, q2) = (new ThriftyDAgger(), Sample.Demonstrations(), Net("mu", members: 5), Net("q1"), Net("q2"));
        var (ensemble, steps) = (mu.OneSampleEnsemble(), Sample.Transitions());
        Close(steps.Select(row => algorithm.NoveltyOfOne(ensemble, row)), Over(algorithm, "Novelty", mu, new Dataset<Transition>(steps)));
        var risks = steps.Select(row => algorithm.RiskOfOne(Critic(q1), Critic(q2), ensemble, row)).ToArray();
        Close(risks, Over(algorithm, "Risk", mu, q1, q2, new Dataset<Transition>(steps)));
        Assert.All(risks, risk => Assert.InRange(risk, 0, 1));
        Close(
            rows.Select(row => algorithm.DiscrepancyOfOne(ensemble, row)),
            Over(algorithm, "Discrepancy", mu, new Dataset<Demonstration>(rows))
        );
    }

    [Fact]
    public void Columns_of_its_discrete_kin()
    {
        var (algorithm, rows, steps) = (new CategoricalThriftyDAgger(), Sample.Labels(), Sample.Transitions(discrete: true));
        var (pi, q1, q2) = (Net("pi", 3, members: 5), Net("q1", 3), Net("q2", 3));
        var ensemble = pi.OneSampleEnsemble();
        Close(steps.Select(row => algorithm.NoveltyOfOne(ensemble, row)), Over(algorithm, "Novelty", pi, new Dataset<Transition>(steps)));
        var risks = steps.Select(row => algorithm.RiskOfOne(Features(q1), Features(q2), ensemble, row)).ToArray();
        Close(risks, Over(algorithm, "Risk", pi, q1, q2, new Dataset<Transition>(steps)));
        Assert.All(risks, risk => Assert.InRange(risk, 0, 1));
        Close(
            rows.Select(row => algorithm.DiscrepancyOfOne(ensemble, row)),
            Over(algorithm, "Discrepancy", pi, new Dataset<Demonstration>(rows))
        );
        var (dart, learner) = (new CategoricalDart(), Net("learner", 3));
        Close(
            rows.Select(row => dart.ErrorOfOne(learner.OneSample(), row)),
            Over(dart, "Error", learner, new Dataset<Demonstration>(rows))
        );
    }

    [Fact]
    public void Columns_of_matrices()
    {
        var (algorithm, rows, mu) = (new Dart(), Sample.Demonstrations(), Net("mu"));
        var values = (ColumnValues)Call(algorithm, "ResidualOver", mu, new Dataset<Demonstration>(rows));
        var residuals = rows.Select(row => algorithm.ResidualOfOne(mu.OneSample(), row)).ToArray();
        Close(residuals.SelectMany(matrix => matrix.Span.ToArray()), values.ToArray());
        Close(ColumnStatistics.Mean(residuals, 2, 2).Span.ToArray(), values.MeanMatrix(2).Span.ToArray());
    }

    [Fact]
    public void A_column_without_rows_has_statistics_of_nothing()
    {
        var values = (ColumnValues)Call(new ThriftyDAgger(), "DiscrepancyOver", Net("mu", members: 5), new Dataset<Demonstration>());
        Assert.Empty(values.ToArray());
        Assert.Equal((0, 0, 0), (values.Mean(), values.Deviation(), values.Quantile(0.99)));
    }

    [Fact]
    public void Distances_to_a_given_network()
    {
        var (frugal, predictor, random) = (new FrugalDAgger(), Net("predictor", 3), Net("random", 3));
        Demonstration[] shown = Sample.Demonstrations();
        Close(
            shown.Select(row => frugal.SeenOfOne(Features(predictor), Features(random), row)),
            Over(frugal, "Seen", predictor, random, new Dataset<Demonstration>(shown))
        );
    }

    [Fact]
    public void Declared_rewards()
    {
        var rows = Sample.Transitions();
        var (data, d, g, h, r, pi, score, reference) = (
            new Dataset<Transition>(rows),
            Net("d"),
            Net("g"),
            Net("h"),
            Net("r"),
            Net("pi"),
            Net("score"),
            Net("reference")
        );
        var (gail, airl, irl, rlhf) = (new Gail(), new Airl { Gamma = 0.8 }, new MaxEntIrl(), new Rlhf { KlWeight = 0.3 });
        Close(rows.Select(row => gail.SurrogateOfOne(Critic(d), row)), Over(gail, "Surrogate", d, data));
        Close(rows.Select(row => airl.LogOddsOfOne(Critic(g), Critic(h), pi.OneSample(), row)), Over(airl, "LogOdds", g, h, pi, data));
        Close(rows.Select(row => irl.LearnedOfOne(Critic(r), row)), Over(irl, "Learned", r, data));
        Close(
            rows.Select(row => rlhf.PenalisedOfOne(Critic(score), reference.OneSample(), pi.OneSample(), row)),
            Over(rlhf, "Penalised", pi, score, reference, data)
        );
    }

    /// <summary>From the end of each trajectory to its start, for environments side by side.</summary>
    [Fact]
    public void Scans_stop_where_episodes_end()
    {
        const int Lanes = 2,
            Steps = 8;
        var (log, rows) = (new RolloutBuffer(Lanes, StateSize, 2), Sample.Transitions()[..(Lanes * Steps)]);
        for (var step = 0; step < Steps; step++)
            Append(log, rows[(step * Lanes)..((step + 1) * Lanes)], step);
        var (reinforce, ppo, v) = (new Reinforce { Gamma = 0.8 }, new Ppo { Gamma = 0.8, Lambda = 0.7 }, Net("v"));
        rows = [.. log.Rows];
        Assert.Contains(rows.Where((row, i) => log.Ends[i]), row => !row.Terminal);
        Close(Scan((row, later) => reinforce.ReturnOfOne(row, later)), (double[])Call(reinforce, "ReturnOver", log));
        Close(Scan((row, later) => ppo.AdvantageOfOne(Critic(v), row, later)), (double[])Call(ppo, "AdvantageOver", v, log));

        double[] Scan(Func<Transition, double, double> declared)
        {
            var values = new double[rows.Length];
            for (var row = rows.Length - 1; row >= 0; row--)
                values[row] = declared(rows[row], log.Ends[row] || row + Lanes >= rows.Length ? 0 : values[row + Lanes]);
            return values;
        }
    }

    /// <summary>One step of all lanes; every fifth row that does not end by itself is cut off.</summary>
    private static void Append(RolloutBuffer log, Transition[] rows, int step)
    {
        var next = rows.SelectMany(row => Floats(row.Next.Span)).ToArray();
        log.Append(
            rows.SelectMany(row => Floats(row.State.Span)).ToArray(),
            rows.SelectMany(row => Floats(row.Action.Span)).ToArray(),
            rows.Select((row, i) => new StepResult(row.Reward, row.Terminal, !row.Terminal && (step + i) % 5 == 2)).ToArray(),
            next,
            next
        );
    }

    private static float[] Floats(ReadOnlySpan<double> values) => [.. values.ToArray().Select(x => (float)x)];

    private static double[] Over(object algorithm, string column, params object[] arguments) =>
        ((ColumnValues)Call(algorithm, column + "Over", arguments)).ToArray();

    internal static object Call(object algorithm, string name, params object[] arguments)
    {
        var method = algorithm.GetType().GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
        object[] given =
        [
            .. arguments.Select(static argument =>
                argument is INetwork network ? CpuTraining.ForInference(new TrainingOptions(), network) : argument
            ),
        ];
        var result = method.Invoke(algorithm, given)!;
        foreach (var asked in given.OfType<CpuNetwork>())
            asked.Dispose();
        return result;
    }

    private static void Close(IEnumerable<double> expected, double[] found)
    {
        Assert.Equal(expected.Count(), found.Length);
        foreach (var (one, other) in expected.Zip(found))
            Assert.Equal(one, other, 1e-10);
    }
}
