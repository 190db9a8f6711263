using System.Runtime.InteropServices;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Native;

/// <summary>Whole steps on PyTorch's device without numbers, where every look at one throws.</summary>
public class MetaStepTests
{
    private static readonly BoxSpace Acts = new([-1, -1], [1, 1]);

    public static TheoryData<string, OptimizerOptions> Cases()
    {
        var cases = new TheoryData<string, OptimizerOptions>();
        foreach (var network in new[] { "perceptron", "module", "ensemble", "features" })
        foreach (
            var optimizer in new OptimizerOptions[]
            {
                new AdamOptions(WeightDecay: 0.1) { MaxGradientNorm = 1 },
                new SgdOptions(0.9, 0.1),
            }
        )
            cases.Add(network, optimizer);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_need_no_numbers(string network, OptimizerOptions optimizer)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var mu = new DeterministicPolicy(3, Acts, [8, 8], Activation.Gelu, new SeedSequence(1), device: META);
        using var module = nn.Sequential(("a", nn.Linear(3, 8, device: META)), ("b", nn.Tanh()), ("c", nn.Linear(8, 2, device: META)));
        using var over = DeterministicPolicy.Over(module, 3, Acts);
        using var ensemble = new DeterministicEnsemble(5, 3, Acts, [8, 8], Activation.Relu, new SeedSequence(1), device: META);
        using var predictor = new FeatureNetwork(3, 4, [8], Activation.Sigmoid, new SeedSequence(1), device: META);
        using var random = new FeatureNetwork(3, 4, [8], Activation.Tanh, new SeedSequence(2), device: META);
        using var rows = Batch.From(Rows(), ScalarType.Float32, META);
        switch (network)
        {
            case "perceptron":
                Train(mu, () => new RegressionCloning().Accumulate(mu, rows));
                break;
            case "module":
                Train(over, () => new RegressionCloning().Accumulate(over, rows));
                break;
            case "ensemble":
                Train(ensemble, () => Imitate(ensemble, rows["State"].expand(5, -1, -1), rows["Action"]));
                break;
            default:
                Train(predictor, () => new RandomDistillation().Accumulate(predictor, random, rows));
                break;
        }

        void Train(INetwork trained, Func<LossParts> loss)
        {
            var options = new TrainingOptions { Optimizer = optimizer };
            using var training = new TensorTraining(options, [trained], []);
            using var log = new TrainingMonitor(options, null, [trained.Parameters]);
            for (var i = 0; i < 2 * 64; i++) // Adam does something else in every 64th
            {
                using var step = training.Begin(log.Steps);
                training.Take(loss());
                log.Add(training, rows.Count);
                training.Step(log.LearningRate);
            }
            Assert.Equal(128, log.Steps);
            Assert.Throws<ExternalException>(() => log.EndEpoch(0)); // the losses are read here
        }
    }

    private static Demonstration[] Rows() =>
        [.. Enumerable.Range(0, 6).Select(static i => new Demonstration(State.Of(i, -i, 1), Act.Continuous(0.1 * i, 0.2)))];

    /// <summary>By hand, since a feed for several members is asked for rows by number, which this device cannot do.</summary>
    private static LossParts Imitate(DeterministicEnsemble ensemble, Tensor states, Tensor acts)
    {
        using var answers = ensemble.Forward(new MeanQuestion(states));
        var apart = answers[0] - acts;
        ensemble.Backward(answers, apart);
        return new(["Loss"], (apart * apart).mean());
    }
}
