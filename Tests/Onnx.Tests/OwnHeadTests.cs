using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using TorchSharp;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>Heads that users declare: their columns, the mode where it is one of them, and else a refusal that says what to do.</summary>
public sealed class OwnHeadTests
{
    private const int States = 5;

    private static readonly SeedSequence Seeds = new(5);
    private static readonly BoxSpace Box = new([-0.3f, -2], [0.4f, 3]);
    private static readonly Build Float32 = new([8], Activation.Tanh, torch.ScalarType.Float32, false);

    [Fact]
    public void Mode_that_is_the_mean_is_the_librarys()
    {
        using var policy = new LaplacePolicy(States, Box, [8], Activation.Tanh, Seeds);
        Made.Stir(policy.Parameters);
        policy.StandardizeActions(new([0.1, 0.2], [0.3, 2]));
        var found = Run(policy, out var states, out var rows, OnnxModel.Of(policy));
        var outputs = HeadOracle.OutputsOf(policy, states, rows);

        Assert.Equal(["log_scale", "mean", "mode"], found.Keys.Order(StringComparer.Ordinal));
        Near.Check("mode", found["mode"].Values, Modes(policy, states, rows));
        Near.Check("mean", found["mean"].Values, [.. outputs.SelectMany(static row => row)]);
        var free = new double[2];
        policy.Parameters.Read(policy.Parameters.Slots[^1], free);
        Near.Check("log_scale", found["log_scale"].Values, [.. Enumerable.Repeat(free, rows).SelectMany(static row => row)]);
    }

    [Fact]
    public void Mode_of_an_ensemble_is_the_mean_of_the_members()
    {
        using var ensemble = new LaplaceEnsemble(3, States, Box, [8], Activation.Tanh, Seeds);
        Made.Stir(ensemble.Parameters);
        var found = Run(ensemble, out var states, out var rows, OnnxModel.Of(ensemble));
        Near.Check("mode", found["mode"].Values, Modes(ensemble, states, rows));
        Assert.Equal([3, rows, 2], found["log_scale"].Shape);
    }

    [Fact]
    public void Head_of_heads_is_written_part_by_part()
    {
        var space = new TupleSpace(("steering", Box), ("speed", new BoxSpace([0], [1])), ("gear", new DiscreteSpace(3)));
        using var policy = new DrivingPolicy(States, space, [8], Activation.Tanh, Seeds);
        Made.Stir(policy.Parameters);
        var found = Run(policy, out var states, out var rows, OnnxModel.Of(policy));
        Assert.Equal(
            ["gear_log_probs", "mode", "speed_log_scale", "speed_mean", "steering_location", "steering_log_deviation"],
            found.Keys.Order(StringComparer.Ordinal)
        );
        Near.Check("mode", found["mode"].Values, Modes(policy, states, rows));
    }

    [Fact]
    public void Mode_that_is_an_equation_is_refused_and_the_columns_are_written_alone()
    {
        using var shifted = new ShiftedPolicy(States, Box, [8], Activation.Tanh, Seeds);
        using var halved = new HalvedPolicy(States, Box, [8], Activation.Tanh, Seeds);
        Assert.Equal(
            "The mode of the head 'shifted' is an equation in C#, of which no graph is made; expected a head of the library, or one "
                + "whose mode is its column Mean. With OnnxOptions.Mode = false its columns are written alone.",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(shifted)).Message
        );
        Assert.Throws<NotSupportedException>(() => OnnxModel.Of(halved));
        var found = Run(shifted, out var states, out var rows, OnnxModel.Of(shifted, new OnnxOptions { Mode = false }));
        Assert.Equal(["log_scale", "mean"], found.Keys.Order(StringComparer.Ordinal));
        Near.Check("mean", found["mean"].Values, [.. HeadOracle.OutputsOf(shifted, states, rows).SelectMany(static row => row[..2])]);
    }

    [Fact]
    public void Network_inside_a_head_is_refused()
    {
        using var policy = new VelocityPolicy(States, Box, [8], Activation.Tanh, Seeds);
        Assert.Equal(
            "The head 'velocity' asks its network in equations in C#, of which no graph is made; expected FlowHead. Save(path) of "
                + "the policy writes its parameters in the safetensors format.",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy)).Message
        );
    }

    [Fact]
    public void Column_that_is_called_as_the_input_is_refused()
    {
        using var policy = new NamedPolicy(States, Box, [8], Activation.Tanh, Seeds);
        Assert.Equal(
            "Found two inputs or outputs called 'state'; expected another name of a column.",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy)).Message
        );
    }

    private static Dictionary<string, (long[] Shape, float[] Values)> Run(
        PolicyNetwork policy,
        out float[] states,
        out int rows,
        OnnxModel model
    )
    {
        states = Made.StatesFor(policy, Float32, out rows);
        using var runtime = new Runtime(model);
        return runtime.Run(rows, ("state", states));
    }

    private static double[] Modes(PolicyNetwork policy, float[] states, int rows)
    {
        var modes = new float[rows * policy.Actions.Width];
        policy.Mode(states, modes);
        return Array.ConvertAll(modes, static number => (double)number);
    }
}
