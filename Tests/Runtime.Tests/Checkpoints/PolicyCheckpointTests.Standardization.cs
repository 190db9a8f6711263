using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Checkpoints;

/// <summary>The standardisation of observations is in the file of its policy.</summary>
public sealed partial class PolicyCheckpointTests
{
    private static readonly Scaling By = new([1, -200, 1 / 3.0], [2, 1000, 1e-3]);

    [Fact]
    public void A_standardised_policy_comes_back_to_the_bit()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            Same(new CategoricalPolicy(3, 4, [5, 6], Activation.Gelu, Seeds, type), file => CategoricalPolicy.Load(file));
            Same(new GaussianPolicy(3, Box, [5], Activation.Relu, Seeds, type, deviation: 0.3), file => GaussianPolicy.Load(file));
            Same(new DeterministicPolicy(3, Box, [5], Activation.Sigmoid, Seeds, type), file => DeterministicPolicy.Load(file));
            Same(GaussianPolicy.Over(Networks.Modules.Perceptron(Activation.Tanh, 3, 2), 3, Box), Over);
            Same(new GaussianEnsemble(2, 3, Box, [5], Activation.Tanh, Seeds, type), Ensemble);

            PolicyNetwork Ensemble(string file)
            {
                var ensemble = new GaussianEnsemble(2, 3, Box, [5], Activation.Tanh, new(99), type);
                ensemble.LoadParameters(file);
                return ensemble;
            }
        }

        void Same(PolicyNetwork policy, Func<string, PolicyNetwork> load)
        {
            using var first = policy;
            policy.Standardize(By);
            policy.Save(path);
            using var second = load(path);
            Assert.Equal(By.Mean, second.Observed!.Mean);
            Assert.Equal(By.Deviation, second.Observed.Deviation);
            var (states, expected, found) = (new float[] { 1, 2, 3 }, new float[policy.Actions.Width], new float[policy.Actions.Width]);
            policy.Mode(states, expected);
            second.Mode(states, found);
            Assert.Equal(expected, found);
            var saved = File.ReadAllBytes(path);
            second.Save(path);
            Assert.Equal(saved, File.ReadAllBytes(path));
        }

        static PolicyNetwork Over(string file)
        {
            var policy = GaussianPolicy.Over(Networks.Modules.Perceptron(Activation.Tanh, 3, 2), 3, Box);
            policy.LoadParameters(file);
            return policy;
        }
    }

    [Fact]
    public void A_policy_takes_the_files_standardisation_or_its_absence()
    {
        using var temporary = new Temporary();
        var (plain, scaled) = (temporary.File("plain.safetensors"), temporary.File("scaled.safetensors"));
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        policy.Save(plain);
        policy.Standardize(By);
        policy.Save(scaled);
        policy.LoadParameters(plain);
        Assert.Null(policy.Observed);
        policy.LoadParameters(scaled);
        Assert.Equal(By.Mean, policy.Observed!.Mean);
        var running = new RunningScaling([3, 3, 3], [4, 4, 4], 10);
        policy.Standardize(running);
        policy.Save(scaled);
        running.Gather([100, 100, 100]);
        running.Update();
        using var loaded = GaussianPolicy.Load(scaled);
        Assert.Equal([3, 3, 3], loaded.Observed!.Mean); // as it was
    }

    [Fact]
    public void A_standardisation_that_is_none_is_refused_and_changes_nothing()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds).Standardized(By);
        policy.Save(path);
        var stored = SafeTensors.Read(path);
        var (mean, deviation) = (stored.Find("observation_mean")!, stored.Find("observation_deviation")!);
        var words = stored.Metadata.Where(static word => word.Key != ContentHash.Name).ToDictionary();
        StoredTensor[] layers = [.. stored.Tensors.Where(one => one != mean && one != deviation)];
        foreach (
            var (tensors, told) in new (StoredTensor[], string)[]
            {
                ([.. layers, mean], "observation_deviation"),
                ([.. layers, deviation], "observation_mean"),
                ([.. layers, mean, mean with { Name = deviation.Name }], "Deviation 1 is -200"),
                ([.. layers, mean, Numbers(deviation, 1, 0, 1)], "Deviation 1 is 0"),
                ([.. layers, mean, Numbers(deviation, 1, 1e-300, 1)], "Deviation 1"),
                ([.. layers, mean, Numbers(deviation, 1, double.NaN, 1)], "not finite"),
                ([.. layers, Numbers(mean, 0, 1e300, 0), deviation], "Mean 1"),
                ([.. layers, Numbers(mean, 0, 0), deviation], "[2]"),
                ([.. layers, Numbers(mean, 0, 0, 0, 0), deviation], "[4]"),
                ([.. layers, mean, deviation, deviation with { Name = "other" }], "tensors"),
                (layers, "observation_mean"),
            }
        )
        {
            new SafeTensors(tensors, words).Sealed().Write(path);
            var thrown = Assert.Throws<CheckpointException>(() => policy.LoadParameters(path));
            Assert.Contains(told, thrown.Message, StringComparison.Ordinal);
            Assert.Throws<CheckpointException>(() => GaussianPolicy.Load(path));
        }
        new SafeTensors([.. layers, mean, deviation], new Dictionary<string, string>(words) { ["observations"] = "whitened" })
            .Sealed()
            .Write(path);
        Assert.Contains(
            "whitened",
            Assert.Throws<CheckpointException>(() => policy.LoadParameters(path)).Message,
            StringComparison.Ordinal
        );
        words.Remove("observations");
        new SafeTensors([.. layers, mean, deviation], words).Sealed().Write(path);
        Assert.Throws<CheckpointException>(() => policy.LoadParameters(path));
        Assert.Same(By, policy.Observed);

        static StoredTensor Numbers(StoredTensor like, params double[] numbers) =>
            like with
            {
                Shape = [numbers.Length],
                Data = numbers.SelectMany(BitConverter.GetBytes).ToArray(),
            };
    }

    [Fact]
    public void A_buffer_of_a_module_that_is_called_so_is_refused_beside_it()
    {
        using var temporary = new Temporary();
        using var policy = GaussianPolicy.Over(new Buffered(), 3, Box);
        policy.Save(temporary.File("plain.safetensors"));
        policy.LoadParameters(temporary.File("plain.safetensors"));
        Assert.Null(policy.Observed);
        policy.Standardize(By);
        Assert.Throws<InvalidOperationException>(() => policy.Save(temporary.File("scaled.safetensors")));
    }

    private sealed class Buffered : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _inner = nn.Linear(3, 2);

        public Buffered()
            : base("buffered")
        {
            register_buffer("observation_mean", ones(3));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _inner.call(input);
    }
}
