using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <content>Networks of every kind, and what each is asked.</content>
public sealed partial class StandardizationTests
{
    private static Dictionary<string, Func<INetwork>> Networks(ScalarType type) =>
        new()
        {
            ["gaussian"] = () => new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds, type),
            ["deterministic"] = () => new DeterministicPolicy(3, Box, [5], Activation.Relu, Seeds, type),
            ["categorical"] = () => new CategoricalPolicy(3, 4, [5], Activation.Tanh, Seeds, type),
            ["module"] = () => GaussianPolicy.Over(Modules.Perceptron(Activation.Tanh, 3, 2, type), 3, Box),
            ["deterministic ensemble"] = () => new DeterministicEnsemble(2, 3, Box, [5], Activation.Tanh, Seeds, type),
            ["state critic"] = () => CriticNetwork.OfState(3, [5], Activation.Tanh, Seeds, type),
            ["act critic"] = () => CriticNetwork.OfAct(3, Box, [5], Activation.Tanh, Seeds, type),
            ["step critic"] = () => CriticNetwork.OfStep(3, Box, [5], Activation.Gelu, Seeds, type),
            ["module critic"] = () => ActCritic.Over(Modules.Perceptron(Activation.Tanh, 5, 1, type), 3, Box),
            ["features"] = () => new FeatureNetwork(3, 2, [5], Activation.Tanh, Seeds, type),
            ["field"] = () => new FieldNetwork(3, 2, [5], Activation.Tanh, Seeds, type),
        };

    private static Question Asked(string kind, Tensor states, Tensor acts) =>
        kind switch
        {
            "gaussian" or "module" => new LogProbQuestion(acts, states),
            "deterministic" => new MeanQuestion(states),
            "categorical" => new LogProbsQuestion(states),
            "deterministic ensemble" => new MeanQuestion(stack([states, states])),
            "state critic" => new ValueQuestion(states),
            "act critic" or "module critic" => new ActValueQuestion(states, acts),
            "step critic" => new StepValueQuestion(states, acts, states.flip(0)),
            "features" => new FeaturesQuestion(states),
            _ => new FieldQuestion(states, acts, acts.select(1, 0).contiguous()),
        };

    private static RowOutputs Ask(CpuNetwork rows, Question question)
    {
        rows.Load();
        rows.ZeroGradients();
        var found = question switch
        {
            LogProbQuestion asked => rows.Ask<LogProbQuestion>(Column(asked.Action), Column(asked.State)),
            MeanQuestion asked => rows.Ask<MeanQuestion>(Column(asked.State)),
            LogProbsQuestion asked => rows.Ask<LogProbsQuestion>(Column(asked.State)),
            ValueQuestion asked => rows.Ask<ValueQuestion>(Column(asked.State)),
            ActValueQuestion asked => rows.Ask<ActValueQuestion>(Column(asked.State), Column(asked.Act)),
            StepValueQuestion asked => rows.Ask<StepValueQuestion>(Column(asked.State), Column(asked.Act), Column(asked.Next)),
            FeaturesQuestion asked => rows.Ask<FeaturesQuestion>(Column(asked.State)),
            FieldQuestion asked => rows.Ask<FieldQuestion>(Column(asked.State), Column(asked.Point), Column(asked.Time)),
            _ => throw new InvalidOperationException(question.ToString()),
        };
        rows.Forward();
        return found;
    }

    private static CpuColumn Column(Tensor values)
    {
        var (rows, members) = (new CpuRows(), values.dim() == 3 ? (int)values.size(0) : 1);
        rows.InOrder(members, Count);
        var column = new CpuColumn("column", rows);
        var width = values.dim() == 1 ? 1 : (int)values.size(-1);
        column.Resize(width);
        var numbers = Numbers(values);
        for (var row = 0; row < members * Count; row++)
            column.Set(row, numbers.AsSpan(row * width, width));
        return column;
    }

    /// <summary>Numbers of the sizes that the scaling is for.</summary>
    private Tensor States() => (Gradients.Random(_random, Count, 3) * tensor(By.Deviation.ToArray())).Plus(tensor(By.Mean.ToArray()));

    /// <summary>Differences with respect to states, each in units of its deviation: of a size.</summary>
    private static double[] Scaled(double[] gradient) => [.. gradient.Select(static (value, i) => value * By.Deviation[i % 3])];

    private Tensor Weights(INetwork network, Question question)
    {
        using var answers = network.Forward(question);
        return Gradients.Random(_random, [.. answers[0].shape]);
    }

    private static Tensor First(Tensor answer, double gradient)
    {
        var gradients = zeros_like(answer);
        (answer.dim() == 1 ? gradients : gradients.select(answer.dim() - 1, 0)).fill_(Held.Of(gradient));
        return gradients;
    }

    private static double[] Numbers(Tensor values) => [.. values.to(Double).contiguous().data<double>()];
}
