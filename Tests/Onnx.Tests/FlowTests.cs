using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>A flow carries given noise where the library's carries it.</summary>
public sealed class FlowTests
{
    [Fact]
    public void Sample_of_noise_is_the_librarys_within_its_bounds()
    {
        foreach (var build in Build.All)
        {
            using var policy = Made.Policy(typeof(FlowPolicy), build);
            var states = Made.StatesFor(policy, build, out var rows);
            var width = policy.Actions.Width;
            var (expected, random) = (new float[rows * width], new RandomStream(9));
            policy.Sample(states, expected, new RandomStream(9));
            for (var row = 0; row < rows; row++)
                policy.Actions.Clip(expected.AsSpan(row * width, width), expected.AsSpan(row * width, width));
            float[] noise = [.. Enumerable.Range(0, expected.Length).Select(_ => (float)random.NextGaussian())];

            using var runtime = new Runtime(OnnxModel.Of(policy, new OnnxOptions { Noise = true }));
            var found = runtime.Run(rows, ("state", states), ("noise", noise));

            Assert.Equal(["mode", "sample"], found.Keys.Order(StringComparer.Ordinal));
            Near.Check($"{build}: sample", found["sample"].Values, [.. expected.Select(static number => (double)number)]);
        }
    }

    [Fact]
    public void Without_noise_a_flow_takes_states_alone()
    {
        using var policy = Made.Policy(typeof(FlowPolicy), Build.All.First());
        var model = OnnxModel.Of(policy);
        Assert.Equal(["state [batch, 5]"], model.Inputs.Select(static input => input.ToString()));
        Assert.Equal(["mode [batch, 3]"], model.Outputs.Select(static output => output.ToString()));
    }

    [Fact]
    public void Flow_without_mode_and_noise_is_refused()
    {
        using var policy = Made.Policy(typeof(FlowPolicy), Build.All.First());
        Assert.Equal(
            "Found neither Mode nor Noise in the options; expected one: a flow has no other output.",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy, new OnnxOptions { Mode = false })).Message
        );
    }

    [Fact]
    public void Policy_without_a_flow_takes_no_noise()
    {
        using var policy = Made.Policy(typeof(GaussianPolicy), Build.All.First());
        var error = Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy, new OnnxOptions { Noise = true }));
        Assert.Equal(
            "A policy with the head 'gaussian' takes no noise; expected one with FlowHead: of others the outputs say what to draw from.",
            error.Message
        );
    }
}
