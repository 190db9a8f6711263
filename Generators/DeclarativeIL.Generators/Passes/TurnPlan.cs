using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>The batch that a turn's losses read.</summary>
/// <param name="Name">Name of the batch: that of its data set, after the ensemble whose members each have a batch of their own.</param>
/// <param name="Source">Name of the data set.</param>
/// <param name="Type">Fully qualified row type.</param>
/// <param name="Ensemble">The ensemble that is trained on it; null if none.</param>
/// <param name="ComparesRows">Whether a loss says something of one row by others of its batch: a statistic, the next row, the whole
/// batch.</param>
internal sealed record RowSource(string Name, string Source, Rows Kind, string Type, Trained? Ensemble, bool ComparesRows);

/// <summary>A loss of a turn.</summary>
/// <param name="Value">Its value for each row; -1 for a loss over batches.</param>
/// <param name="Columns">Of a loss over batches: the columns it is given, and the gradient that comes back for each.</param>
internal sealed record PlannedLoss(
    LossModel Model,
    int Value,
    string Batch,
    IReadOnlyList<(ParameterModel Parameter, int Value, int Seed)> Columns
);

/// <summary>What one training step of one turn computes, lifted over its batches.</summary>
/// <param name="Name">What the turn's methods end with.</param>
/// <param name="Gradients">For each question on a trained path, the gradient with respect to its answer, and the batch of its loss; one
/// about a network as a whole has a gradient from each batch.</param>
/// <param name="Networks">The networks that the turn trains.</param>
/// <param name="Draws">The batch of each draw; empty for one that is beside no batch.</param>
internal sealed record TurnPlan(
    int Turn,
    string Name,
    EquationBuilder Nodes,
    IReadOnlyList<PlannedLoss> Losses,
    IReadOnlyList<KeyValuePair<int, (int Gradient, string Batch)>> Gradients,
    IReadOnlyList<Trained> Networks,
    IReadOnlyList<RowSource> Rows,
    IReadOnlyDictionary<Input.Draw, string> Draws
)
{
    public static IReadOnlyList<TurnPlan> Of(AlgorithmModel model, Players players) =>
        [
            .. model
                .Losses.GroupBy(loss => loss.Turn)
                .OrderBy(turn => turn.Key)
                .Zip(TurnNames.Of(model), (turn, name) => Of(model, players, turn.Key, name.Value, [.. turn])),
        ];

    private static TurnPlan Of(AlgorithmModel model, Players players, int turn, string name, IReadOnlyList<LossModel> losses)
    {
        var (nodes, inputs) = (new EquationBuilder(), new InputBinding(model, players));
        var operations = model.Operations.ToDictionary(operation => operation.Id);
        var planned = losses.Select(loss => Plan(loss, nodes, inputs)).ToList();
        var gradients = new SortedDictionary<(int Ask, string Batch), (int Gradient, string Batch)>(
            Comparer<(int Ask, string Batch)>.Create(
                static (left, right) =>
                    left.Ask != right.Ask ? left.Ask.CompareTo(right.Ask) : string.CompareOrdinal(left.Batch, right.Batch)
            )
        );
        foreach (var loss in planned)
        foreach (var (value, seed) in Roots(loss, nodes))
        foreach (var pair in Differentiation.Run(nodes, value, Weighted(loss, seed, nodes), operations, named: true))
        {
            var key = (pair.Key, ((Node.Ask)nodes[pair.Key]).Arguments.Count == 0 ? loss.Batch : "");
            gradients[key] = (
                gradients.TryGetValue(key, out var other) ? nodes.Arithmetic(BinaryOperator.Add, other.Gradient, pair.Value) : pair.Value,
                loss.Batch
            );
        }
        var names = nodes
            .Nodes.OfType<Node.Input>()
            .Select(input => input.Source)
            .OfType<Input.Network>()
            .Where(network => network.Use == NetworkUse.Trained)
            .Select(network => network.Name)
            .ToList();
        return new(
            turn,
            name,
            nodes,
            planned,
            [.. gradients.Select(pair => new KeyValuePair<int, (int Gradient, string Batch)>(pair.Key.Ask, pair.Value))],
            [.. players.Trained.Where(network => names.Contains(network.Name))],
            [.. Sources(model, players, inputs, losses)],
            inputs.Draws
        );
    }

    private static PlannedLoss Plan(LossModel loss, EquationBuilder nodes, InputBinding inputs)
    {
        var batch = inputs.BatchOf(loss.Member);
        if (!loss.Member.IsBatched)
        {
            var value = nodes.Inline(loss.Member.Equation, inputs.Bind(loss.Member, nodes, trains: true));
            nodes.Name(value, CSharpText.Camel(loss.Member.Name), NameRank.Helper);
            return new(loss, value, batch, []);
        }
        return new(
            loss,
            -1,
            batch,
            [
                .. loss
                    .Member.Parameters.Where(parameter => parameter.Role is Role.Statistic)
                    .Select(parameter =>
                        (
                            parameter,
                            inputs.Column((Role.Statistic)parameter.Role, parameter, batch, nodes, trained: true),
                            nodes.Add(new Node.Input(ValueType.Scalar, new Input.LossGradient(loss.Member.Name, parameter.Name)))
                        )
                    ),
            ]
        );
    }

    private static IEnumerable<(int Value, int Seed)> Roots(PlannedLoss loss, EquationBuilder nodes) =>
        loss.Model.Member.IsBatched
            ? loss.Columns.Select(column => (column.Value, column.Seed))
            : [(loss.Value, nodes.Add(new Node.Input(ValueType.Scalar, new Input.MeanWeight(loss.Batch))))];

    private static int Weighted(PlannedLoss loss, int seed, EquationBuilder nodes) =>
        loss.Model.WeightName.Length == 0
            ? seed
            : nodes.Arithmetic(
                BinaryOperator.Multiply,
                nodes.Add(new Node.Input(ValueType.Scalar, new Input.Hyperparameter(loss.Model.WeightName))),
                seed
            );

    private static IEnumerable<RowSource> Sources(AlgorithmModel model, Players players, InputBinding inputs, IEnumerable<LossModel> losses)
    {
        foreach (var group in losses.GroupBy(loss => inputs.BatchOf(loss.Member)).Where(group => group.Key.Length > 0))
        {
            var member = group.First().Member;
            var rows = member
                .Parameters.Concat(
                    model
                        .Others.Columns.Where(column =>
                            member.Parameters.Any(parameter => parameter.Role is Role.Statistic role && role.Column == column.Member.Name)
                        )
                        .SelectMany(column => column.Member.Parameters)
                )
                .First(parameter => parameter.Role is Role.Row);
            var ensemble = member
                .Parameters.Where(parameter => parameter.Role is Role.Network { View: View.Plain })
                .Select(parameter => players.Trained.FirstOrDefault(network => network.Name == parameter.Name && network.Members > 0))
                .FirstOrDefault(network => network is not null);
            yield return new(
                group.Key,
                players.Data.Source(rows),
                ((Role.Row)rows.Role).Source,
                rows.Type.Name,
                ensemble,
                group.Any(loss => ComparesRows(model, loss.Member))
            );
        }
    }

    private static bool ComparesRows(AlgorithmModel model, MemberModel member) =>
        member.IsBatched
        || member.Parameters.Any(parameter =>
            parameter.Role switch
            {
                Role.Row { IsOther: true } => true,
                Role.Statistic { Kind: not Statistics.Value } => true,
                Role.Statistic statistic => model.Others.Columns.Any(column =>
                    column.Member.Name == statistic.Column && !column.IsScan && ComparesRows(model, column.Member)
                ),
                _ => false,
            }
        );
}
