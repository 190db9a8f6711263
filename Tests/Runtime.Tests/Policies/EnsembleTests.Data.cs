using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Policies;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed partial class EnsembleTests
{
    private (Question[] Questions, Tensor[] Weights) Ask(string kind, Tensor first, Tensor second) =>
        kind switch
        {
            "categorical" => (
                [
                    new LogProbQuestion(Choices(6, 1).squeeze(-1), first),
                    new EntropyQuestion(first),
                    new SquaredWeightsQuestion(),
                    new LogProbsQuestion(second),
                    new LogProbsOfQuestion(Choices(4, 2), second),
                ],
                [Numbers(Members, 6), Numbers(Members, 6), Numbers(Members), Numbers(Members, 4, 4), Numbers(Members, 4, 2)]
            ),
            "gaussian" => (
                [
                    new LogProbQuestion(Numbers(Members, 6, 2), first),
                    new EntropyQuestion(first),
                    new SquaredWeightsQuestion(),
                    new LogProbsOfQuestion(Numbers(Members, 4, 5, 2), second),
                    new MeanQuestion(second),
                ],
                [Numbers(Members, 6), Numbers(Members, 6), Numbers(Members), Numbers(Members, 4, 5), Numbers(Members, 4, 2)]
            ),
            _ => (
                [new MeanQuestion(first), new SquaredWeightsQuestion(), new MeanQuestion(second)],
                [Numbers(Members, 6, 2), Numbers(Members), Numbers(Members, 4, 2)]
            ),
        };

    private static Question Whole(string kind, Tensor shared) =>
        kind == "categorical" ? new EnsembleDisagreementQuestion(shared) : new EnsembleCovarianceQuestion(shared);

    /// <summary>The question as a single policy is asked.</summary>
    private static Question Select(Question question, int member)
    {
        return question switch
        {
            LogProbQuestion asked => new LogProbQuestion(asked.Action[member], asked.State[member]),
            EntropyQuestion asked => new EntropyQuestion(asked.State[member]),
            MeanQuestion asked => new MeanQuestion(asked.State[member]),
            LogProbsQuestion asked => new LogProbsQuestion(asked.State[member]),
            LogProbsOfQuestion asked => new LogProbsOfQuestion(asked.Actions[member], asked.State[member]),
            _ => question,
        };
    }

    private static EnsembleNetwork New(string kind, Activation activation, ScalarType type) =>
        kind switch
        {
            "categorical" => new CategoricalEnsemble(Members, 3, 4, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun),
            "gaussian" => new GaussianEnsemble(Members, 3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun),
            _ => new DeterministicEnsemble(Members, 3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun),
        };

    private static PolicyNetwork Single(string kind, Activation activation, int member)
    {
        var seeds = Seeds.Child((ulong)member);
        return kind switch
        {
            "categorical" => new CategoricalPolicy(3, 4, [5, 6], activation, seeds, Double, initialization: Initialization.LeCun),
            "gaussian" => new GaussianPolicy(3, Box, [5, 6], activation, seeds, Double, initialization: Initialization.LeCun),
            _ => new DeterministicPolicy(3, Box, [5, 6], activation, seeds, Double, initialization: Initialization.LeCun),
        };
    }

    private Tensor Numbers(params long[] shape) => Gradients.Random(_random, shape);

    private Tensor Choices(int rows, int count) => Gradients.Choices(_random, Members * rows * count, 4).view(Members, rows, count, 1);

    private static void Equal(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.shape, found.shape);
        Gradients.Equal([.. expected.contiguous().view(-1).data<double>()], [.. found.contiguous().view(-1).data<double>()], tolerance);
    }
}
