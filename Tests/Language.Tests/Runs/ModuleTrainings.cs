using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Torch has one generator for the process: tests that draw from it, or compare what was drawn, run beside no others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchGenerator
{
    public const string Name = "The generator of torch";
}

/// <summary>Modules whose layers differ in training: batch normalisation and dropout work in steps that train, and nowhere else.</summary>
[Collection(TorchGenerator.Name)]
[Trait("Speed", "Slow")]
public class ModuleTrainings
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 16,
        Seed = 9,
    };

    [Fact]
    public void Statistics_run_once_a_step_and_each_part_keeps_its_mode()
    {
        using var module = new NormalisedModule(2, 2);
        using var policy = GaussianPolicy.Over(module, 2, Reach.Pushes);
        var modes = module.Modes;

        var result = new BehaviorCloning().Train(policy, Nets.Pushes(), Options);

        Assert.Equal(result.Steps, module.Batches);
        Assert.Equal(modes, module.Modes);
    }

    /// <summary>Collection, columns over the rollout, advantages, frozen copies, evaluation: none of them is a batch of training.</summary>
    [Fact]
    public void Nothing_but_steps_moves_statistics_in_rounds()
    {
        using var acting = new NormalisedModule(2, 2);
        using var valuing = new NormalisedModule(2, 1);
        using var policy = GaussianPolicy.Over(acting, 2, Reach.Pushes, 0.3, static () => new NormalisedModule(2, 2));
        using var critic = StateCritic.Over(valuing, 2, static () => new NormalisedModule(2, 1));

        var result = new Ppo().Train(policy, critic, Reach.Lanes(3).Environments, new Rounds(2, 48) { EvaluationEpisodes = 2 }, Options);

        Assert.Equal((result.Steps, result.Steps), (acting.Batches, valuing.Batches));
        Assert.All(acting.Buffers.Concat(valuing.Buffers), static value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void A_gate_asks_its_critic_as_in_evaluation()
    {
        using var acting = new NormalisedModule(2, 2);
        using var doubting = new NormalisedModule(2, 1);
        using var policy = DeterministicPolicy.Over(acting, 2, Reach.Pushes);
        using var critic = StateCritic.Over(doubting, 2);

        var result = new LazyDAgger().Train(
            policy,
            critic,
            Nets.Pushes(),
            Reach.Lanes(3).Environments,
            Reach.Expert,
            new Rounds(2, 48),
            Options
        );

        Assert.Equal(result.Steps, acting.Batches + doubting.Batches);
    }

    /// <summary>A reference without gradient over a model that is partly frozen: "Found 12 parameters; expected 28" once.</summary>
    [Fact]
    public void What_is_frozen_stays_and_the_rest_is_trained_against_a_reference()
    {
        using var module = new NormalisedModule(2, 2);
        foreach (var (_, parameter) in module.named_parameters().Take(2))
            parameter.requires_grad = false;
        using var policy = GaussianPolicy.Over(module, 2, Reach.Pushes, 0.3, static () => new NormalisedModule(2, 2));
        double[] encoder = [.. module.named_parameters().Take(2).SelectMany(static one => TensorRows.Read(one.parameter))];
        var before = Nets.Fingerprint(policy);

        new Dpo().Train(policy, Nets.Preferences(), Options);

        Assert.Equal(encoder, module.named_parameters().Take(2).SelectMany(static one => TensorRows.Read(one.parameter)));
        Assert.NotEqual(before, Nets.Fingerprint(policy));
    }

    [Fact]
    public async Task Dropout_is_drawn_by_the_runs_seed_whatever_other_threads_train()
    {
        // made before: layers draw their first weights from torch's generator, which would disturb a pass of another thread
        NormalisedModule[] modules = [.. Enumerable.Range(0, 6).Select(static _ => new NormalisedModule(2, 2))];
        var alone = Trained(9, modules[0]);
        Assert.NotEqual(alone, Trained(10, modules[1]));

        var beside = await Task.WhenAll(modules.Skip(2).Select(static module => Task.Run(() => Trained(9, module))));

        Assert.All(beside, print => Assert.Equal(alone, print));

        static string Trained(ulong seed, NormalisedModule made)
        {
            using var module = made;
            using var policy = GaussianPolicy.Over(module, 2, Reach.Pushes);
            new BehaviorCloning().Train(policy, Nets.Pushes(), Options with { Seed = seed, BatchSize = 50 });
            return Nets.Fingerprint(policy);
        }
    }

    /// <summary>With batches of one row the estimate of the KL would be the row's own, and the loss 0.5 for ever.</summary>
    [Fact]
    public void A_row_that_is_left_over_joins_the_batch_before_where_rows_are_compared()
    {
        using var policy = Nets.Gaussian();
        var (rows, before) = (Ratings(33), Nets.Fingerprint(policy));

        Assert.Contains(
            "Found a batch size of 1; expected 2 rows or more, since a loss compares the rows of a batch",
            Assert.Throws<ArgumentException>(() => new Kto().Train(policy, rows, Options with { BatchSize = 1 })).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Found a data set of 1 row",
            Assert.Throws<ArgumentException>(() => new Kto().Train(policy, Ratings(1), Options)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Nets.Fingerprint(policy));
        Assert.Equal(2 * 3, new Kto().Train(policy, rows, Options).Steps);
        Assert.Equal(2 * 3, new Kto().Train(policy, rows, Options with { Computation = Computation.Tensors }).Steps);
        Assert.Equal(3 * 3, new BehaviorCloning().Train(policy, Nets.Pushes(33), Options).Steps);

        static Dataset<Rating> Ratings(int count) =>
            new(
                Nets.Preferences(count)
                    .Select(static (pair, i) => new Rating(pair.Context, i % 2 == 0 ? pair.Chosen : pair.Rejected, i % 2 == 0))
            );
    }

    [Fact]
    public void A_row_that_is_left_over_joins_the_batch_before_where_a_module_normalises()
    {
        using var module = new NormalisedModule(2, 2);
        using var policy = GaussianPolicy.Over(module, 2, Reach.Pushes);

        Assert.Equal(2 * 3, new BehaviorCloning().Train(policy, Nets.Pushes(33), Options).Steps);
        Assert.Contains(
            "since module BatchNorm1d norm normalises over the rows of a batch",
            Assert
                .Throws<ArgumentException>(() => new BehaviorCloning().Train(policy, Nets.Pushes(33), Options with { BatchSize = 1 }))
                .Message,
            StringComparison.Ordinal
        );
        Assert.All(module.Buffers, static value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Dpo_begins_at_log_2_with_a_model_whose_dropout_is_in_evaluation()
    {
        using var module = Texts();
        module.eval();
        using var model = CausalLanguageModel.Over(module, 13, 16, Texts);
        using var policy = new SequencePolicy(model, new Generation { MaxTokens = 5 });
        using var copy = (SequencePolicy)policy.Copy();
        var asked = Enumerable.Range(0, 4).Select(_ => copy.LogProb([Act.Continuous(3, 4)], [State.Of(1, 2)])[0]).Distinct();
        var losses = new List<double>();

        new Dpo { Beta = 0.5 }.Train(
            policy,
            SequenceTrainings.Pairs(),
            Options with
            {
                Epochs = 1,
                BatchSize = 64,
            },
            new AfterEpoch(losses)
        );

        Assert.Equal(
            policy.Model.named_modules().Select(static part => part.module.training),
            copy.Model.named_modules().Select(static part => part.module.training)
        );
        Assert.Single(asked);
        Assert.Equal(Math.Log(2), losses[0], 1e-6);
    }

    /// <summary>The gradient of passes that are repeated is that of the masks that the loss was computed with.</summary>
    [Fact]
    public void Passes_that_are_repeated_drop_the_same()
    {
        using var module = Texts();
        using var model = CausalLanguageModel.Over(module, 13, 16, Texts);
        using var policy = new SequencePolicy(model, new Generation { MaxTokens = 5 }) { RowsPerPass = 8 };
        var modes = model.named_modules().Select(static part => part.module.training).ToArray();
        var losses = new List<double>();

        new SupervisedFineTuning().Train(
            policy,
            SequenceTrainings.Texts(),
            Options with
            {
                Epochs = 30,
                LearningRate = 1e-2,
            },
            new AfterEpoch(losses)
        );

        Assert.Equal(modes, model.named_modules().Select(static part => part.module.training));
        Assert.True(losses[^1] < 0.8 * losses[0], string.Join(" ", losses));
    }

    /// <summary>Each token predicts the next by itself: causal, with dropout on the way.</summary>
    private static nn.Module<Tensor, Tensor> Texts() =>
        nn.Sequential(
            ("embed", nn.Embedding(13, 24)),
            ("drop", nn.Dropout(0.4)),
            ("inner", nn.Sequential(("gelu", nn.GELU()), ("drop", nn.Dropout(0.2)))),
            ("last", nn.Linear(24, 13))
        );
}
