using DeclarativeIL.LanguageModels;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>What is not written as ONNX says so, and nothing of the library is forgotten.</summary>
public sealed class RefusalTests
{
    private const int States = 5;

    /// <summary>Networks of the library that have no model, as docs/onnx.md names them.</summary>
    internal static readonly Type[] Refused = [typeof(CoefficientNetwork), typeof(SequencePolicy), typeof(SoftPlanner)];

    internal static readonly Type[] Networks =
    [
        typeof(FeatureNetwork),
        typeof(StateCritic),
        typeof(ActCritic),
        typeof(StepCritic),
        typeof(FieldNetwork),
    ];

    [Fact]
    public void Every_network_of_the_library_is_written_or_named_as_refused()
    {
        var all = new[] { typeof(PolicyNetwork).Assembly, typeof(SequencePolicy).Assembly }
            .SelectMany(static assembly => assembly.GetExportedTypes())
            .Where(static type => !type.IsAbstract && type.IsAssignableTo(typeof(INetwork)))
            .Select(static type => type.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(all.Count >= 30, $"Found {all.Count}.");
        Assert.Equal(
            all,
            Made.Policies.Keys.Concat(Made.Ensembles.Keys)
                .Concat(Networks)
                .Concat(Refused)
                .Select(static type => type.Name)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Policy_over_a_module_is_refused()
    {
        using var module = nn.Linear(States, 3);
        using var policy = CategoricalPolicy.Over(module, States, 3);
        Assert.Equal(
            "Found a network over a module (TorchSharp.Modules.Linear); expected a built-in perceptron, or an ensemble of these: what a "
                + "module computes is in no list of operations. Save(path) of a policy writes all parameters and buffers of its module "
                + "by their names in the safetensors format, which PyTorch and others read into the same architecture; of any other "
                + "network the module's own state_dict() has them.",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy)).Message
        );
    }

    [Fact]
    public void Policy_that_remembers_is_refused()
    {
        using var module = Memory.Gru(States, 3, 4, new SeedSequence(1));
        using var policy = CategoricalPolicy.Over(module, States, 3);
        var message = Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy)).Message;
        Assert.Contains("GruModule, which remembers); expected a built-in perceptron", message, StringComparison.Ordinal);
        Assert.Contains("Save(path) of a policy writes all parameters", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Critic_over_a_module_is_refused()
    {
        using var module = nn.Linear(States, 1);
        using var critic = StateCritic.Over(module, States);
        Assert.StartsWith(
            "Found a network over a module (TorchSharp.Modules.Linear); expected",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(critic)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Parameter_that_is_not_finite_is_refused()
    {
        using var policy = Made.Policy(typeof(GaussianPolicy), Build.All.First());
        policy.Parameters.Write(policy.Parameters.Slots[1], [1, double.NaN, 3]);
        Assert.Equal(
            "A number in 'layers.0.bias' is not finite; expected finite parameters.",
            Assert.Throws<InvalidOperationException>(() => OnnxModel.Of(policy)).Message
        );
    }

    [Fact]
    public void Disposed_policy_is_refused()
    {
        var policy = Made.Policy(typeof(GaussianPolicy), Build.All.First());
        policy.Dispose();
        Assert.Throws<ObjectDisposedException>(() => OnnxModel.Of(policy));
    }

    [Fact]
    public void Number_that_float32_does_not_hold_is_refused()
    {
        using var policy = Made.Policy(typeof(GaussianPolicy), new Build([3], Activation.Tanh, ScalarType.Float64, false));
        policy.Parameters.Write(policy.Parameters.Slots[1], [1, 1e300, 3]);
        Assert.NotEmpty(OnnxModel.Of(policy).ToArray());
        Assert.Equal(
            "The network has the number 1E+300; expected one that float32 holds.",
            Assert.Throws<NotSupportedException>(() => OnnxModel.Of(policy, new OnnxOptions { Rounded = true })).Message
        );
    }
}
