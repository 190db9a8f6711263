using System.Text.Json;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Formats;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Against Stable-Baselines3's own numbers (Golden/preprocessing.json), and statistics written down by it.</summary>
public sealed class VecNormalizeTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf("preprocessing.json"))).RootElement;

    [Theory]
    [InlineData(0, 1e-12, 1e-6)]
    [InlineData(1, 1e-5, 1e-2)] // NumPy takes moments of float32 batches in float32
    public void Running_statistics_of_observations_are_its(int script, double tolerance, double scaled)
    {
        var golden = Golden.GetProperty("vec_normalize")[script];
        var running = new RunningScaling(new double[4], [1, 1, 1, 1], 1e-4, 1e-8);
        var (steps, raw) = (golden.GetProperty("steps"), golden.GetProperty("raw_obs"));
        double before = 0;
        for (var t = 0; t < steps.GetArrayLength(); t++)
        {
            var count = steps[t].GetProperty("obs_count").GetDouble();
            if (count == before)
                continue; // its training was switched off
            before = count;
            var statistics = new RunningStatistics(running.Mean, running.Variance, running.Count);
            foreach (var row in raw[t].EnumerateArray())
                statistics.Add(Numbers(row)); // float64, as there; a policy's observations are float32
            running = new RunningScaling(statistics.Mean, statistics.Variance, statistics.Count, 1e-8);
            Assert.Equal(count, running.Count, 1e-9);
            Close(Numbers(steps[t].GetProperty("obs_mean")), running.Current.Mean, tolerance);
            Close(Numbers(steps[t].GetProperty("obs_var")), running.Variance, tolerance);
            for (var i = 0; i < raw[t].GetArrayLength(); i++)
                Close(
                    Numbers(steps[t].GetProperty("obs")[i]),
                    Scaled(running.Current, Numbers(raw[t][i]), golden.GetProperty("clip_obs").GetDouble()),
                    scaled
                );
        }
        Assert.True(before > 10);
    }

    [Fact]
    public void Scaled_rewards_are_its()
    {
        foreach (var golden in Golden.GetProperty("vec_normalize").EnumerateArray())
        {
            var world = new Scripted(golden);
            var scaled = new VectorNormalizeReward(
                world,
                golden.GetProperty("gamma").GetDouble(),
                golden.GetProperty("clip_reward").GetDouble()
            );
            var (steps, results) = (golden.GetProperty("steps"), new StepResult[world.Count]);
            scaled.Reset(1, new float[world.Count]);
            for (var t = 1; t < steps.GetArrayLength(); t++)
            {
                scaled.IsFrozen = steps[t].GetProperty("ret_count").GetDouble() == steps[t - 1].GetProperty("ret_count").GetDouble();
                scaled.Step(new float[world.Count], new float[world.Count], results, new float[world.Count]);
                Close(Numbers(steps[t].GetProperty("rewards")), [.. results.Select(static result => result.Reward)], 1e-6);
                Assert.Equal(Math.Sqrt(steps[t].GetProperty("ret_var").GetDouble() + 1e-8), scaled.Deviation, 1e-5 * scaled.Deviation);
            }
        }
    }

    [Fact]
    public void One_environment_is_scaled_as_several_are()
    {
        var (single, several) = (new NormalizeReward(new Paying()), new VectorNormalizeReward(new VectorEnvironment(1, _ => new Paying())));
        var (observation, results) = (new float[1], new StepResult[1]);
        single.Reset(1, observation);
        several.Reset(1, observation);
        for (var t = 0; t < 9; t++)
        {
            several.Step([0], observation, results, new float[1]);
            Assert.Equal(results[0], single.Step([0], observation));
            if (results[0].Terminated)
                single.Reset(null, observation);
        }
        Assert.Equal(several.Deviation, single.Deviation);
        Assert.Equal(2, new VectorNormalizeReward(new VectorCartPole(2)).Replicate()!.Count);
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => new NormalizeReward(new Paying(), limit: 0));
        Assert.Throws<ArgumentOutOfRangeException>("discount", () => new NormalizeReward(new Paying(), 1.5));
    }

    [Fact]
    public void A_reward_that_is_not_finite_stays_so_and_spoils_nothing()
    {
        var scaled = new NormalizeReward(new Paying(double.NaN));
        scaled.Reset(1, new float[1]);
        Assert.True(double.IsNaN(scaled.Step([0], new float[1]).Reward));
        Assert.True(double.IsFinite(scaled.Deviation));
    }

    [Fact]
    public void Statistics_are_read_from_json()
    {
        using var file = new Checkpoints.Temporary();
        var path = file.File("preprocessing.json");
        File.WriteAllText(
            path,
            """{"obs_mean": [1, -2.5], "obs_var": [4, 0], "obs_count": 7.5, "epsilon": 1e-8, "ret_var": 9, "clip_obs": 10}"""
        );
        var read = VecNormalizeFile.Load(path);
        Assert.Equal([1, -2.5], read.Scaling().Mean);
        Assert.Equal([Math.Sqrt(4 + 1e-8), 1e-4], read.Scaling().Deviation);
        Assert.Equal((7.5, 9.0), (read.Running().Count, read.RewardVariance));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"obs_mean": [1], "obs_var": [1], "obs_count": 1}""")]
    [InlineData("""{"obs_mean": [1], "obs_var": [1, 2], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [], "obs_var": [], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [1e999], "obs_var": [1], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [NaN], "obs_var": [1], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": ["1"], "obs_var": [1], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [[1]], "obs_var": [1], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [1], "obs_var": [-1], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [1], "obs_var": [1], "obs_count": -1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [1], "obs_var": [1], "obs_count": 1, "epsilon": -1}""")]
    [InlineData("""{"obs_mean": [1], "obs_var": [1], "obs_count": 1, "epsilon": 0, "ret_var": -1}""")]
    [InlineData("""{"obs_mean": [1], "obs_mean": [2], "obs_var": [1], "obs_count": 1, "epsilon": 0}""")]
    [InlineData("""{"obs_mean": [1], "obs_var": [1], "obs_count": 1, "epsilon": 0, "x": [[[[[[1]]]]]]}""")]
    public void Files_of_strangers_are_refused(string text)
    {
        using var file = new Checkpoints.Temporary();
        var path = file.File("preprocessing.json");
        File.WriteAllText(path, text);
        Assert.Contains(path, Assert.Throws<FormatException>(() => VecNormalizeFile.Load(path)).Message, StringComparison.Ordinal);
    }

    private static double[] Scaled(Scaling scaling, double[] raw, double limit) =>
        [.. raw.Select((value, i) => Math.Clamp((value - scaling.Mean[i]) / scaling.Deviation[i], -limit, limit))];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static one => one.GetDouble())];

    private static void Close(double[] expected, IReadOnlyList<double> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    /// <summary>Three environments that pay and end as they did there.</summary>
    private sealed class Scripted(JsonElement golden) : IVectorEnvironment
    {
        private int _t;

        public int Count => golden.GetProperty("n_envs").GetInt32();

        public Space Observations { get; } = new BoxSpace([0], [1]);

        public Space Actions { get; } = new DiscreteSpace(2);

        public void Reset(ulong seed, Span<float> observations) => _t = 0;

        public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
        {
            for (var i = 0; i < results.Length; i++)
                results[i] = new(
                    golden.GetProperty("raw_rewards")[_t][i].GetDouble(),
                    golden.GetProperty("dones")[_t][i].GetBoolean(),
                    false
                );
            _t++;
        }
    }

    /// <summary>Pays 1, 2, 3 and ends, or always the same.</summary>
    private sealed class Paying(double? always = null) : IEnvironment
    {
        private int _taken;

        public Space Observations { get; } = new BoxSpace([0], [1]);

        public Space Actions { get; } = new DiscreteSpace(2);

        public void Reset(ulong? seed, Span<float> observation) => observation[0] = _taken = 0;

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation) => new(always ?? ++_taken, _taken >= 3, false);
    }
}
