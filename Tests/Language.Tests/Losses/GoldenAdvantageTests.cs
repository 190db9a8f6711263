using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Environments;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// Golden/gae.json: the advantages of Stable-Baselines3's own buffer and rollouts, in float32. States are numbered, and the critic's
/// values of them are looked up.
/// </summary>
public class GoldenAdvantageTests
{
    private const double Tolerance = 5e-6; // relative to max(1, |x|): theirs are sums of float32 numbers

    private sealed record Buffer(
        double Gamma,
        double GaeLambda,
        float[][] Rewards,
        float[][] Values,
        float[][] EpisodeStarts,
        float[] LastValues,
        bool[] LastDones,
        float[][] Advantages,
        float[][] Returns
    );

    private sealed record Rollout(
        float[][] EnvRewards,
        bool[][] Dones,
        bool[][] Truncated,
        float[][] TerminalObsValues,
        float[] LastValues,
        float[][] Values,
        float[][] Advantages,
        float[][] Returns
    );

    private sealed record Run(double Gamma, double GaeLambda, Rollout[] Rollouts);

    private sealed record Contents(Buffer[] Buffer, Run[] Rollouts);

    private static readonly Contents Golden = GoldenFile.Read<Contents>("gae.json");

    public static TheoryData<int> Buffers => [.. Enumerable.Range(0, Golden.Buffer.Length)];

    public static TheoryData<int> Runs => [.. Enumerable.Range(0, Golden.Rollouts.Length)];

    /// <summary>A buffer knows that an episode is over, and not why: nothing is added behind its end.</summary>
    [Theory]
    [MemberData(nameof(Buffers))]
    public void Advantages_are_those_of_a_buffer(int index)
    {
        var buffer = Golden.Buffer[index];
        var (found, values) = Advantages(
            new Ppo { Gamma = buffer.Gamma, Lambda = buffer.GaeLambda },
            buffer.Values,
            buffer.LastValues,
            (t, i) =>
            {
                var isOver = t + 1 < buffer.Rewards.Length ? buffer.EpisodeStarts[t + 1][i] == 1 : buffer.LastDones[i];
                return (new StepResult(buffer.Rewards[t][i], Terminated: isOver, Truncated: false), 0);
            }
        );
        Close(buffer.Advantages, found);
        Close(buffer.Returns, [.. found.Zip(values, static (advantage, value) => advantage + value)]);
    }

    /// <summary>A step at which a limit cuts an episode off has the value of what comes next added, one that terminates has not.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Advantages_are_those_of_rollouts(int index)
    {
        var run = Golden.Rollouts[index];
        Assert.Contains(run.Rollouts, rollout => rollout.Truncated.Any(static step => step.Contains(true)));
        foreach (var rollout in run.Rollouts)
        {
            var (found, values) = Advantages(
                new Ppo { Gamma = run.Gamma, Lambda = run.GaeLambda },
                rollout.Values,
                rollout.LastValues,
                (t, i) =>
                    (
                        new StepResult(
                            rollout.EnvRewards[t][i],
                            Terminated: rollout.Dones[t][i] && !rollout.Truncated[t][i],
                            Truncated: rollout.Truncated[t][i]
                        ),
                        rollout.TerminalObsValues[t][i]
                    )
            );
            Close(rollout.Advantages, found);
            Close(rollout.Returns, [.. found.Zip(values, static (advantage, value) => advantage + value)]);
        }
    }

    /// <returns>The advantages, step after step, as they are generated; the values of the states.</returns>
    private static (double[] Advantages, double[] Values) Advantages(
        Ppo ppo,
        float[][] values,
        float[] lastValues,
        Func<int, int, (StepResult Result, double Behind)> step
    )
    {
        var (table, count) = (new AnswerTable(), lastValues.Length);
        using var v = new TableNetwork(table, "v", 1, new BoxSpace([-1], [1]), ScalarType.Float64);
        var states = 0;
        float State(double value)
        {
            table.Set(AnswerTable.Key("v", "Value", [states], 0), value);
            return states++;
        }
        var log = new RolloutBuffer(count, 1, 1);
        float[] seen = [.. values[0].Select(value => State(value))];
        for (var t = 0; t < values.Length; t++)
        {
            var steps = Enumerable.Range(0, count).Select(i => step(t, i)).ToArray();
            float[] next = [.. (t + 1 < values.Length ? values[t + 1] : lastValues).Select(value => State(value))],
                last = [.. steps.Select(one => State(one.Behind))];
            log.Append(seen, new float[count], [.. steps.Select(static one => one.Result)], next, last);
            seen = next;
        }
        return (
            (double[])ColumnOracles.Call(ppo, "AdvantageOver", v, log),
            [.. values.SelectMany(static row => row.Select(static value => (double)value))]
        );
    }

    private static void Close(float[][] expected, double[] found)
    {
        var all = expected.SelectMany(static row => row).ToArray();
        Assert.Equal(all.Length, found.Length);
        for (var i = 0; i < all.Length; i++)
            Assert.Equal(all[i], found[i], Tolerance * Math.Max(1, Math.Abs(all[i])));
    }
}
