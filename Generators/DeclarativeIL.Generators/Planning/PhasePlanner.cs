using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>Makes the phases of a class: inlines columns, differentiates losses, collects gradients by question and batch.</summary>
internal static class PhasePlanner
{
    public static IReadOnlyList<PhasePlan> Of(AlgorithmModel model, NetworkBindings networks) =>
        [
            .. model
                .Losses.GroupBy(loss => loss.Phase)
                .OrderBy(phase => phase.Key)
                .Zip(PhaseNames.Of(model), (phase, name) => Of(model, networks, phase.Key, name.Value, [.. phase])),
        ];

    private static PhasePlan Of(AlgorithmModel model, NetworkBindings networks, int phase, string name, IReadOnlyList<LossModel> losses)
    {
        var (nodes, inputs) = (new EquationBuilder(), new InputBinding(model, networks));
        var operations = model.Operations.ToDictionary(operation => operation.Id);
        var batches = new PhaseBatches(inputs, losses);
        var planned = losses.Select(loss => Plan(loss, nodes, inputs, batches.Of(loss.Member, loss.Origin))).ToList();
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
        var sources = Sources(model, networks, inputs, losses).ToList();
        var names = nodes
            .Nodes.OfType<Node.Input>()
            .Select(input => input.Source)
            .OfType<Input.Network>()
            .Where(network => network.Use == NetworkUse.Trained)
            .Select(network => network.Name)
            .ToList();
        return new(
            phase,
            name,
            nodes,
            planned,
            [
                .. model
                    .Others.Metrics.Where(metric => metric.Phase == phase)
                    .Select(metric => Plan(metric, nodes, inputs, names, batches.Of(metric, sources))),
            ],
            [.. gradients.Select(pair => new KeyValuePair<int, (int Gradient, string Batch)>(pair.Key.Ask, pair.Value))],
            [.. networks.Trained.Where(network => names.Contains(network.Name))],
            sources,
            inputs.Draws
        );
    }

    private static PlannedLoss Plan(LossModel loss, EquationBuilder nodes, InputBinding inputs, string batch)
    {
        if (!loss.Member.IsBatched)
        {
            var value = nodes.Inline(loss.Member.Equation, inputs.Bind(loss.Member, nodes, trains: true, batch));
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

    /// <summary>Networks that the phase trains are those of its losses, whose questions are then the same; all others are asked.</summary>
    private static PlannedMetric Plan(
        MetricModel metric,
        EquationBuilder nodes,
        InputBinding inputs,
        IReadOnlyCollection<string> trained,
        string batch
    )
    {
        var before = nodes.Count;
        var parameters = metric.Member.Parameters.Select(parameter =>
            parameter.Role is Role.Network { View: View.Plain } role && !trained.Contains(parameter.Name)
                ? parameter with
                {
                    Role = role with { View = View.Detached },
                }
                : parameter
        );
        var member = metric.Member with { Parameters = parameters.ToEquatableArray() };
        var value = nodes.Inline(member.Equation, inputs.Bind(member, nodes, trains: true, batch));
        if (value >= before)
            nodes.Name(value, CSharpText.Camel(member.Name), NameRank.Helper);
        return new(metric, value, batch);
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

    private static IEnumerable<RowSource> Sources(
        AlgorithmModel model,
        NetworkBindings networks,
        InputBinding inputs,
        IEnumerable<LossModel> losses
    )
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
                .Select(parameter => networks.Trained.FirstOrDefault(network => network.Name == parameter.Name && network.Members > 0))
                .FirstOrDefault(network => network is not null);
            yield return new(
                group.Key,
                networks.Data.Source(rows),
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
