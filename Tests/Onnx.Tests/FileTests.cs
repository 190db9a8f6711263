using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>Files: whole or not at all, the same bytes for the same policy, what they say about themselves.</summary>
public sealed class FileTests : IDisposable
{
    private static readonly Build Wide = new([7], Activation.Gelu, ScalarType.Float64, true);

    private readonly string _folder = Directory.CreateTempSubdirectory("declarativeil-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Same_policy_gives_the_same_bytes()
    {
        foreach (var type in Made.Policies.Keys.Concat(Made.Ensembles.Keys))
        {
            using var policy = Made.Policy(type, Wide);
            using var again = Made.Policy(type, Wide);
            Assert.Equal(OnnxModel.Of(policy).ToArray(), OnnxModel.Of(again).ToArray());
        }
    }

    [Fact]
    public void File_replaces_an_older_one_whole()
    {
        var path = Path.Combine(_folder, "policy.onnx");
        using var policy = Made.Policy(typeof(GaussianPolicy), Wide);
        File.WriteAllText(path, "older");
        policy.SaveOnnx(path);
        Assert.Equal(OnnxModel.Of(policy).ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));

        using var critic = CriticNetwork.OfState(5, [3], Activation.Relu, new SeedSequence(1));
        critic.SaveOnnx(path);
        Assert.Equal(OnnxModel.Of(critic).ToArray(), File.ReadAllBytes(path));
    }

    [Fact]
    public void Refused_policy_leaves_what_was_there()
    {
        var path = Path.Combine(_folder, "policy.onnx");
        File.WriteAllText(path, "older");
        using var policy = Made.Policy(typeof(GaussianPolicy), Wide);
        policy.Parameters.Write(policy.Parameters.Slots[1], [double.NaN, 1, 1, 1, 1, 1, 1]);
        Assert.Throws<InvalidOperationException>(() => policy.SaveOnnx(path));
        Assert.Throws<IOException>(() => OnnxModel.Of(Made.Policy(typeof(BetaPolicy), Wide)).Save(_folder));
        Assert.Equal("older", File.ReadAllText(path));
    }

    [Fact]
    public void Model_says_what_it_is()
    {
        using var policy = Made.Policy(typeof(StateGaussianPolicy), Wide);
        var model = OnnxModel.Of(policy);
        using var runtime = new Runtime(model);
        Assert.Equal(model.Metadata.OrderBy(static one => one.Key), runtime.Metadata.OrderBy(static one => one.Key));
        Assert.Equal(
            [
                "activation=Gelu",
                "acts=standardized",
                "body=perceptron",
                "hidden=7",
                "high=1.5,3,40",
                "hyperparameter_largest=1",
                "hyperparameter_smallest=-3",
                "kind=state_gaussian",
                "low=-1,-2,-Infinity",
                "observations=standardized",
                "state_size=5",
            ],
            model.Metadata.Select(static one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Shapes_are_those_that_the_runtime_sees()
    {
        foreach (var type in Made.Policies.Keys.Concat(Made.Ensembles.Keys))
        {
            using var policy = Made.Policy(type, Wide);
            var model = OnnxModel.Of(policy);
            using var runtime = new Runtime(model);
            var states = Made.StatesFor(policy, Wide, out var rows);
            var found = runtime.Run(rows, ("state", states));
            Assert.Equal(model.Outputs.Select(static output => output.Name), runtime.Outputs.Keys);
            foreach (var output in model.Outputs)
            {
                string[] shape = [.. found[output.Name].Shape.Select(static size => $"{size}")];
                Assert.Equal(output.Dimensions.Select(size => size == "batch" ? $"{rows}" : size), shape);
                Assert.Equal(typeof(float), runtime.Outputs[output.Name].ElementType);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Any_number_of_rows_is_answered(int rows)
    {
        using var ensemble = Made.Policy(typeof(HybridEnsemble), Wide);
        using var runtime = new Runtime(OnnxModel.Of(ensemble));
        var found = runtime.Run(rows, ("state", new float[rows * Made.States]));
        Assert.Equal([rows, 4], found["mode"].Shape);
        Assert.Equal([Made.Members, rows, 4], found["choice_log_probs"].Shape);
    }

    /// <summary>Of float64 networks: in float32 the model differs by rounding alone, which is small in ordinary states.</summary>
    [Fact]
    public void Rounded_model_computes_in_float32()
    {
        foreach (var type in Made.Policies.Keys)
        {
            var build = new Build([7], Activation.Tanh, ScalarType.Float64, true);
            using var policy = Made.Policy(type, build);
            var states = Made.StatesFor(policy, build, out _)[..(Made.Ordinary * Made.States)];
            byte[] wide = OnnxModel.Of(policy).ToArray(),
                rounded = OnnxModel.Of(policy, new OnnxOptions { Rounded = true }).ToArray();
            Assert.True(rounded.Length < wide.Length, $"Found {rounded.Length} and {wide.Length} bytes.");
            using var one = new Runtime(rounded);
            using var other = new Runtime(wide);
            var (found, expected) = (one.Run(Made.Ordinary, ("state", states)), other.Run(Made.Ordinary, ("state", states)));
            foreach (var (name, (_, values)) in expected)
                Near.Check($"{type.Name}: {name}", found[name].Values, Array.ConvertAll(values, static number => (double)number));
        }
    }
}
