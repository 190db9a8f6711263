using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Generated;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>What a network over a module trains is what the module computes with: copies train the same, changes are said.</summary>
public sealed class ModuleParameterTests
{
    [Fact]
    public void A_copy_freezes_the_same_parameters_and_has_the_same_modes()
    {
        using var module = Frozen(4);
        using var policy = CategoricalPolicy.Over(module, 3, 2, static () => new MixedModule(3, 2));
        using var copy = (CategoricalPolicy)policy.Copy();
        using var again = (CategoricalPolicy)copy.Copy();

        Assert.Equal(policy.Parameters.Slots.Select(static slot => slot.Name), again.Parameters.Slots.Select(static slot => slot.Name));
        Assert.DoesNotContain(copy.Parameters.Slots, static slot => slot.Name.StartsWith("encoder", StringComparison.Ordinal));
        Assert.Equal(
            policy.OneSample().LogProbs(State.Of(1, 2, 3)).Span.ToArray(),
            again.OneSample().LogProbs(State.Of(1, 2, 3)).Span.ToArray()
        );
        Assert.Equal(module.Modes, ((MixedModule)((ModuleBody)copy.Body).Module).Modes);
        Targets.PolyakUpdate(copy, policy, 0.5);
    }

    [Fact]
    public void A_target_takes_running_statistics_as_they_are()
    {
        using var module = new MixedModule(3, 1);
        using var critic = StateCritic.Over(module, 3, static () => new MixedModule(3, 1));
        using var target = (StateCritic)critic.Copy();
        using var states = randn(20, 3);
        using (critic.Forward(new ValueQuestion(states) { Trains = true }))
            Targets.PolyakUpdate(target, critic, 0.01);

        Assert.Equal(critic.OneSample().Value(State.Of(1, 2, 3)), target.OneSample().Value(State.Of(1, 2, 3)));
    }

    [Fact]
    public void A_file_holds_what_is_frozen_too_and_fits_whatever_is_frozen()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var module = Frozen(4);
        using var policy = CategoricalPolicy.Over(module, 3, 2);
        policy.Save(path);
        using var another = new MixedModule(3, 2);
        using var loaded = CategoricalPolicy.Over(another, 3, 2);
        loaded.LoadParameters(path);

        Assert.Equal(
            policy.OneSample().LogProbs(State.Of(1, 2, 3)).Span.ToArray(),
            loaded.OneSample().LogProbs(State.Of(1, 2, 3)).Span.ToArray()
        );
        Assert.True(loaded.Parameters.Count > policy.Parameters.Count);
    }

    [Fact]
    public void A_module_that_is_frozen_altogether_is_asked_in_its_own_number_type()
    {
        using var module = new MixedModule(3, 1, ScalarType.Float64);
        foreach (var parameter in module.parameters())
            parameter.requires_grad = false;
        using var critic = StateCritic.Over(module, 3);

        Assert.Equal(0, critic.Parameters.Count);
        Assert.True(double.IsFinite(critic.OneSample().Value(State.Of(1, 2, 3))));
    }

    [Fact]
    public void Another_number_type_afterwards_is_said() =>
        Said(
            "Parameter trunk.norm.weight is Float64 on cpu now; the network holds it as Float32 on cpu; make the network anew",
            static module => module.to(ScalarType.Float64)
        );

    [Fact]
    public void Freezing_afterwards_is_said() =>
        Said(
            "Parameter trunk.inner.last.weight requires no gradient any more",
            static module => Named(module, "trunk.inner.last.weight").requires_grad = false
        );

    [Fact]
    public void Setting_free_afterwards_is_said() =>
        Said(
            "Parameter encoder.linear.weight requires a gradient now",
            static module => Named(module, "encoder.linear.weight").requires_grad = true
        );

    [Fact]
    public void Replacing_afterwards_is_said() =>
        Said(
            "Parameter trunk.inner.last.bias was replaced",
            static module =>
            {
                var last = (Linear)module.named_modules().First(static part => part.name == "trunk.inner.last").module;
                last.bias = new Parameter(zeros(2));
            }
        );

    [Fact]
    public void Another_network_over_the_same_module_is_said() =>
        Said(
            "lies elsewhere now: another network was made over its module",
            static module => CategoricalPolicy.Over(module, 3, 2).ToString()
        );

    [Fact]
    public void A_language_model_that_was_converted_is_said()
    {
        using var model = new Gpt2(new Gpt2Configuration(11, 12, 8, 2, 2), new SeedSequence(5));
        using var policy = new SequencePolicy(model, new Generation { MaxTokens = 2 });
        model.to(ScalarType.Float64);

        var asks = new Action[]
        {
            () => policy.OneSample().LogProb(Act.Continuous(1), State.Of(1)),
            () => policy.Greedy([State.Of(1)]),
            () => policy.Copy(),
            () => policy.Forward(new LogProbQuestion(ones(1, 1), ones(1, 1))),
        };
        foreach (var ask in asks)
            Assert.Contains(
                "is Float64 on cpu now; the network holds it as Float32 on cpu",
                Assert.Throws<InvalidOperationException>(ask).Message,
                StringComparison.Ordinal
            );
    }

    /// <summary>Whoever asks, acts, copies or saves is told, and the file stays as it was.</summary>
    private static void Said(string message, Action<MixedModule> change)
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var module = Frozen(2);
        using var policy = CategoricalPolicy.Over(module, 3, 2, static () => new MixedModule(3, 2));
        policy.Save(path);
        var before = File.ReadAllBytes(path);
        policy.Mode([1, 2, 3], new float[1]);

        change(module);

        using var states = ones(4, 3);
        foreach (
            var ask in new Action[]
            {
                () => policy.Mode([1, 2, 3], new float[1]),
                () => policy.OneSample().Entropy(State.Of(1, 2, 3)),
                () => policy.Copy(),
                () => policy.Save(path),
                () => policy.LoadParameters(path),
                () => policy.Forward(new EntropyQuestion(states) { Trains = true }),
            }
        )
            Assert.Contains(message, Assert.Throws<InvalidOperationException>(ask).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private static MixedModule Frozen(int parameters)
    {
        var module = new MixedModule(3, 2);
        foreach (var (_, parameter) in module.named_parameters().Take(parameters))
            parameter.requires_grad = false;
        return module;
    }

    private static Parameter Named(MixedModule module, string name) => module.named_parameters().First(one => one.name == name).parameter;
}
