using DeclarativeIL.Checkpoints;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Checkpoints;

[Trait("Speed", "Slow")]
public sealed partial class PolicyCheckpointTests
{
    private static readonly SeedSequence Seeds = new(13);
    private static readonly BoxSpace Box = new([-0.1f, float.NegativeInfinity], [1 / 3f, float.PositiveInfinity]);

    [Fact]
    public void Policies_come_back_to_the_bit()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            Same(new CategoricalPolicy(3, 4, [5, 6], Activation.Gelu, Seeds, type), file => CategoricalPolicy.Load(file));
            Same(new CategoricalPolicy(3, 4, [], Activation.Tanh, Seeds, type), file => CategoricalPolicy.Load(file));
            Same(new GaussianPolicy(3, Box, [5], Activation.Relu, Seeds, type, deviation: 0.3), file => GaussianPolicy.Load(file));
            Same(new DeterministicPolicy(3, Box, [5], Activation.Sigmoid, Seeds, type), file => DeterministicPolicy.Load(file));
        }

        void Same(PolicyNetwork policy, Func<string, PolicyNetwork> load)
        {
            using var first = policy;
            policy.Save(path);
            using var second = load(path);
            Assert.Equal(
                policy.Parameters.Slots.Select(static slot => slot.ToString()),
                second.Parameters.Slots.Select(static slot => slot.ToString())
            );
            Assert.Equal(policy.Parameters.Values.bytes.ToArray(), second.Parameters.Values.bytes.ToArray());
            var (states, expected, found) = (new float[] { 1, 2, 3 }, new float[policy.Actions.Width], new float[policy.Actions.Width]);
            policy.Sample(states, expected, Seeds.Stream());
            second.Sample(states, found, Seeds.Stream());
            Assert.Equal(expected, found);
            Assert.Equal(policy.StateSize, second.StateSize);
            if (policy.Actions is BoxSpace box)
            {
                Assert.Equal(box.Low, ((BoxSpace)second.Actions).Low);
                Assert.Equal(box.High, ((BoxSpace)second.Actions).High);
            }
            else
                Assert.Equal(policy.Actions, second.Actions);
        }
    }

    [Fact]
    public void A_module_takes_parameters_and_buffers_from_a_file()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var first = GaussianPolicy.Over(Module(), 3, Box, 0.5);
        using var second = GaussianPolicy.Over(Module(), 3, Box);
        using (var states = randn(16, 3))
        using (var answers = first.Forward(new MeanQuestion(states)))
            first.Save(path); // the running statistics have moved
        var (expected, found) = (new float[2], new float[2]);

        second.LoadParameters(path);

        first.Mode([1, 2, 3], expected);
        second.Mode([1, 2, 3], found);
        Assert.Equal(expected, found);
        Assert.Contains(
            "over a module",
            Assert.Throws<CheckpointException>(() => GaussianPolicy.Load(path)).Message,
            StringComparison.Ordinal
        );

        static nn.Module<Tensor, Tensor> Module() =>
            nn.Sequential(("a", nn.Linear(3, 8)), ("n", nn.BatchNorm1d(8)), ("b", nn.Linear(8, 2)));
    }

    [Fact]
    public void A_file_that_does_not_fit_leaves_the_policy_as_it_was()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var policy = new CategoricalPolicy(3, 4, [5], Activation.Tanh, Seeds);
        var before = policy.Parameters.Values.bytes.ToArray();

        Assert.Equal("kind 'deterministic'", Refused(new DeterministicPolicy(3, Box, [5], Activation.Tanh, Seeds)).Found);
        Assert.Equal("state_size '2'", Refused(new CategoricalPolicy(2, 4, [5], Activation.Tanh, Seeds)).Found);
        Assert.Equal("actions '3'", Refused(new CategoricalPolicy(3, 3, [5], Activation.Tanh, Seeds)).Found);
        Assert.Equal("hidden '5,5'", Refused(new CategoricalPolicy(3, 4, [5, 5], Activation.Tanh, Seeds)).Found);
        Assert.Equal("activation 'Relu'", Refused(new CategoricalPolicy(3, 4, [5], Activation.Relu, Seeds)).Found);
        Assert.Equal("Float32 [5, 3]", Refused(new CategoricalPolicy(3, 4, [5], Activation.Tanh, Seeds, ScalarType.Float64)).Expected);
        Assert.Equal(before, policy.Parameters.Values.bytes.ToArray());
        Assert.Throws<FileNotFoundException>(() => policy.LoadParameters(temporary.File("none")));

        CheckpointException Refused(PolicyNetwork other)
        {
            using (other)
                other.Save(path);
            return Assert.Throws<CheckpointException>(() => policy.LoadParameters(path));
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using (var policy = new GaussianPolicy(1, new BoxSpace([-1], [1]), [2], Activation.Tanh, Seeds))
            policy.Save(path);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<CheckpointException>(() => GaussianPolicy.Load(path));
        }
    }

    [Fact]
    public void Words_that_promise_what_is_not_there_are_refused()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var policy = new GaussianPolicy(1, new BoxSpace([-1], [1]), [2], Activation.Tanh, Seeds);
        policy.Save(path);
        var stored = SafeTensors.Read(path);
        foreach (
            var (key, value) in new (string, string)[]
            {
                ("hidden", "2000000000"),
                ("hidden", "2,2"),
                ("hidden", "0"),
                ("hidden", "x"),
                ("state_size", "2000000000"),
                ("state_size", "-1"),
                ("state_size", "01"),
                ("low", "-1,-1"),
                ("low", "2"),
                ("high", "NaN"),
                ("low", ""),
                ("activation", "Swish"),
                ("activation", "99"),
                ("version", "3"),
                ("kind", "categorical"),
                ("body", "other"),
            }
        )
        {
            new SafeTensors(stored.Tensors, new Dictionary<string, string>(stored.Metadata) { [key] = value }).Sealed().Write(path);
            var thrown = Record.Exception(() => GaussianPolicy.Load(path));
            Assert.True(
                thrown is CheckpointException refused && !refused.Found.Contains("checksum", StringComparison.Ordinal),
                $"{key} = '{value}': {thrown}"
            );
        }
        foreach (var key in stored.Metadata.Keys)
        {
            var fewer = new SafeTensors(stored.Tensors, new Dictionary<string, string>(stored.Metadata.Where(pair => pair.Key != key)));
            (key == ContentHash.Name ? fewer : fewer.Sealed()).Write(path);
            Assert.True(Record.Exception(() => GaussianPolicy.Load(path)) is CheckpointException, $"A file without {key} was read.");
        }
    }
}
