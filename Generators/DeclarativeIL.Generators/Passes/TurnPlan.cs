using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>A data set that a turn's losses read, and the batch drawn from it.</summary>
/// <param name="Name">Name of the data set's parameter: the row type's name in the plural.</param>
/// <param name="Type">Fully qualified row type.</param>
internal sealed record RowSource(string Name, string Type);

/// <summary>A question of one network in one step.</summary>
/// <param name="Node">The question.</param>
/// <param name="Gradient">The gradient with respect to its answer.</param>
internal sealed record PlannedQuestion(int Node, QuestionModel Question, int Gradient, string Rows);

/// <summary>A network that a turn trains, and everything that one step asks of it.</summary>
internal sealed record PlannedNetwork(string Name, IReadOnlyList<PlannedQuestion> Questions);

/// <summary>A loss of a turn: its value for each row.</summary>
internal sealed record PlannedLoss(LossModel Model, int Value, string Rows);

/// <summary>What one training step of one turn computes, lifted over its batches.</summary>
internal sealed record TurnPlan(
    int Turn,
    EquationBuilder Nodes,
    IReadOnlyList<PlannedLoss> Losses,
    IReadOnlyList<PlannedNetwork> Networks,
    IReadOnlyList<RowSource> Rows,
    IReadOnlyDictionary<string, OperationModel> Operations)
{
    public static IReadOnlyList<TurnPlan> Of(AlgorithmModel model)
        => [.. model.Losses.GroupBy(loss => loss.Turn).OrderBy(turn => turn.Key).Select(turn => Of(model, turn.Key, [.. turn]))];

    private static TurnPlan Of(AlgorithmModel model, int turn, IReadOnlyList<LossModel> losses)
    {
        var nodes = new EquationBuilder();
        var operations = model.Operations.ToDictionary(operation => operation.Id);
        var planned = losses.Select(loss => new PlannedLoss(
            loss, nodes.Inline(loss.Member.Equation, Inputs.Bind(loss.Member, nodes)), Inputs.RowsOf(loss.Member))).ToList();
        var gradients = new SortedDictionary<int, (int Gradient, string Rows)>();
        foreach (var loss in planned)
        {
            var seed = nodes.Add(new Node.Input(ValueType.Scalar, Inputs.Share + loss.Rows));
            if (loss.Model.WeightName.Length > 0)
                seed = nodes.Arithmetic(BinaryOperator.Multiply, nodes.Add(new Node.Input(ValueType.Scalar, Inputs.Hyper + loss.Model.WeightName)), seed);
            foreach (var pair in Differentiation.Run(nodes, loss.Value, seed, operations))
                gradients[pair.Key] = gradients.TryGetValue(pair.Key, out var other)
                    ? (nodes.Arithmetic(BinaryOperator.Add, other.Gradient, pair.Value), loss.Rows)
                    : (pair.Value, loss.Rows);
        }
        var questions = model.Questions.ToDictionary(question => question.Member);
        var order = model.Networks.ToList();
        var networks = gradients
            .GroupBy(pair => ((Node.Input)nodes[((Node.Ask)nodes[pair.Key]).Player]).Name.Substring(Inputs.Player.Length))
            .Select(network => new PlannedNetwork(network.Key, [.. network.Select(pair =>
                new PlannedQuestion(pair.Key, questions[((Node.Ask)nodes[pair.Key]).Member], pair.Value.Gradient, pair.Value.Rows))]))
            .OrderBy(network => order.IndexOf(network.Name));
        var rows = losses.SelectMany(loss => loss.Member.Parameters).Where(parameter => parameter.Role is Role.Row)
            .Select(parameter => new RowSource(Inputs.RowsName(parameter.Type), parameter.Type.Name)).Distinct();
        return new(turn, nodes, planned, [.. networks], [.. rows], operations);
    }
}
