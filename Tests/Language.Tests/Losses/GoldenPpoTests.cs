using System.Text.Json;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using static DeclarativeIL.Language.Tests.Losses.GoldenPpo;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// <see cref="Ppo"/> over <see cref="FreeGaussianPolicy"/> and <see cref="CategoricalPolicy"/> against Stable-Baselines3's PPO.
/// </summary>
public class GoldenPpoTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<int> All => [.. Enumerable.Range(0, Cases.Count)];

    /// <summary>Ours normalises advantages in any case.</summary>
    public static TheoryData<int> Normalised => [.. Enumerable.Range(0, Cases.Count).Where(i => Cases[i].NormalizeAdvantage)];

    /// <summary>Ours never clips the error of values.</summary>
    public static TheoryData<int> Unclipped => [.. Enumerable.Range(0, Cases.Count).Where(i => Cases[i].ClipRangeVf is null)];

    [Theory]
    [MemberData(nameof(All))]
    public void Likelihoods_entropies_and_values_are_theirs(int index)
    {
        using var scope = NewDisposeScope();
        var golden = Cases[index];
        foreach (var step in golden.Steps)
        {
            using var networks = new Nets(golden.Discrete, step.ParamsAfter);
            using var batch = Rows(golden, step);
            using var answers = networks.Policy.Forward(
                new LogProbQuestion(batch["Chosen"], batch["State"]),
                new EntropyQuestion(batch["State"])
            );
            Close(step.After.LogProb, answers[0].data<double>().ToArray());
            Close(step.After.Entropy, answers[1].data<double>().ToArray());
            using var values = networks.Critic.Forward(new ValueQuestion(batch["State"]));
            Close(step.After.Values, values[0].data<double>().ToArray());
        }
    }

    /// <summary>
    /// They divide by the deviation with n - 1, we by that with n: the surrogate is linear in normalised advantages, and its gradient, so
    /// that both are compared times the quotient.
    /// </summary>
    [Theory]
    [MemberData(nameof(Normalised))]
    public void The_policys_losses_metrics_and_gradients_are_theirs(int index)
    {
        var golden = Cases[index];
        foreach (var (step, parameters) in Steps(golden))
        {
            var n = step.Advantages.Length;
            var deviation = ColumnStatistics.Deviation(step.Advantages);
            var quotient = (deviation + 1e-8) / (deviation * Math.Sqrt(n / (n - 1.0)) + 1e-8);
            var (surrogate, losses) = Gradient(golden, step, parameters, 0);
            Assert.Equal(step.PolicyLoss, quotient * losses["ClippedSurrogate"], Tolerance);
            Assert.Equal(step.ApproxKl, losses["ApproximateKl"], Tolerance);
            Assert.Equal(step.ClipFraction, losses["ClipFraction"], Tolerance);
            var (both, others) = Gradient(golden, step, parameters, golden.EntCoef);
            Assert.Equal(golden.EntCoef * step.EntropyLoss, others["EntropyBonus"], Tolerance);
            Close(
                Flat(step.GradsBeforeClipping, Nets.OfPolicy),
                [.. surrogate.Policy.Zip(both.Policy, (one, all) => quotient * one + (all - one))]
            );
        }
    }

    [Theory]
    [MemberData(nameof(Unclipped))]
    public void The_critics_loss_and_gradient_are_theirs(int index)
    {
        var golden = Cases[index];
        foreach (var (step, parameters) in Steps(golden))
        {
            var (gradients, losses) = Gradient(golden, step, parameters, golden.EntCoef);
            Assert.Equal(golden.VfCoef * step.ValueLoss, losses["ValueError"], Tolerance);
            Close(Flat(step.GradsBeforeClipping, Nets.OfCritic), gradients.Critic);
        }
    }

    private static IEnumerable<(Minibatch Step, Dictionary<string, JsonElement> Parameters)> Steps(Case golden) =>
        golden.Steps.Zip(golden.Steps.Select(static step => step.ParamsAfter).Prepend(golden.Params));

    private static ((double[] Policy, double[] Critic) Gradients, Dictionary<string, double> Losses) Gradient(
        Case golden,
        Minibatch step,
        Dictionary<string, JsonElement> parameters,
        double entropyWeight
    )
    {
        using var scope = NewDisposeScope();
        using var networks = new Nets(golden.Discrete, parameters);
        var table = new AnswerTable();
        using var old = new TableNetwork(table, "old", States, networks.Policy.Actions, ScalarType.Float64);
        using var oldCritic = new TableNetwork(table, "vOld", States, networks.Policy.Actions, ScalarType.Float64);
        for (var i = 0; i < step.Obs.Length; i++)
        {
            table.Set(AnswerTable.Key("old", "LogProb", [.. step.Actions[i], .. step.Obs[i]], 0), step.OldLogProb[i]);
            table.Set(AnswerTable.Key("vOld", "Value", step.Obs[i], 0), step.Returns[i] - step.Advantages[i]);
        }
        var ppo = new Ppo
        {
            Clip = golden.ClipRange,
            EntropyWeight = entropyWeight,
            ValueWeight = golden.VfCoef,
        };
        using var batch = Rows(golden, step);
        networks.Policy.Parameters.Gradients.zero_();
        networks.Critic.Parameters.Gradients.zero_();
        var parts = ppo.Accumulate(new Asked(networks.Policy), new Asked(networks.Critic), new Asked(old), new Asked(oldCritic), batch);
        return (
            ([.. networks.Policy.Parameters.Gradients.data<double>()], [.. networks.Critic.Parameters.Gradients.data<double>()]),
            parts.Names.Concat(parts.Metrics!.Names).ToDictionary(static name => name, parts.Read)
        );
    }

    private static Batch<Transition> Rows(Case golden, Minibatch step)
    {
        Transition[] rows =
        [
            .. step.Obs.Zip(
                step.Actions,
                (seen, done) =>
                    new Transition(
                        new State(seen),
                        golden.Discrete ? Act.Discrete((int)done[0]) : new Act(done),
                        0,
                        new State(new double[States]),
                        Terminal: false
                    )
            ),
        ];
        using var feed = new BatchFeed<Transition>(new Dataset<Transition>(rows), ScalarType.Float64);
        feed.Attach("Advantage", step.Advantages);
        return feed.Next(rows.Length)!;
    }

    private static void Close(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], Tolerance);
    }
}
