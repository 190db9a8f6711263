using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>
/// Which turns can also be written as a loop over samples: those that ask about columns only and need no tensors on the way.
/// </summary>
internal static class HostForm
{
    public static bool IsPossible(TurnPlan plan, Cast cast)
    {
        if (
            plan.Losses.Any(loss => loss.Model.Member.IsBatched && !IsPossible(plan, loss))
            || cast.Augments.Any(augment => plan.Rows.Any(augment.AppliesTo) && !IsPossible(augment, cast))
        )
            return false;
        var nodes = plan.Nodes.Nodes;
        return ArePossible(nodes, Results(plan), plan.Rows, [.. plan.Rows.Select(rows => rows.Name)], plan.Draws);
    }

    /// <summary>Which augmentations can.</summary>
    public static bool IsPossible(AugmentPlan plan, Cast cast)
    {
        var nodes = plan.Nodes.Nodes;
        int[] results = [.. plan.Changed.Select(column => column.Node)];
        var uses = Uses.Of(nodes, results);
        return ArePossible(nodes, results, [], [AugmentPlan.Batch], plan.Draws)
            && !nodes.Where((node, i) => uses[i] > 0 && node is Node.Statistic).Any();
    }

    /// <summary>What a method on the host is given: networks and draws of the host, the rest as declared.</summary>
    public static IReadOnlyList<MethodParameter> Needs(IEnumerable<MethodParameter> needs, Cast cast) =>
        MethodParameters.Sort(
            needs.Select(need =>
                need.Kind switch
                {
                    ParameterKind.Network => need with { Type = WellKnownNames.HostNetwork },
                    ParameterKind.Draws => need with { Type = WellKnownNames.HostDraws },
                    ParameterKind.Batch
                    or ParameterKind.Given
                    or ParameterKind.GivenTensor
                    or ParameterKind.Statistic
                    or ParameterKind.Clock => need,
                }
            ),
            cast
        );

    /// <summary>Values of the losses, the answers that have a gradient, and their gradients.</summary>
    public static IEnumerable<int> Results(TurnPlan plan) =>
        plan.Losses.SelectMany(Values).Concat(Gradients(plan).SelectMany(pair => new[] { pair.Key, pair.Value.Gradient }));

    /// <summary>What is computed for each row: the value of a loss, or the columns of one over a batch.</summary>
    private static IEnumerable<int> Values(PlannedLoss loss) =>
        loss.Value >= 0 ? [loss.Value] : loss.Columns.Select(column => column.Value);

    /// <summary>Which losses over batches can: those over the rows of single networks.</summary>
    private static bool IsPossible(TurnPlan plan, PlannedLoss loss) =>
        plan.Networks.All(network => network.Members == 0)
        && loss.Columns.All(column =>
            plan.Nodes[column.Value] is { Type.Kind: ValueKind.Scalar }
            && BatchesOf(plan.Nodes.Nodes, column.Value, plan.Draws).Count() == 1
        );

    /// <summary>Gradients of the answers of trained networks, and of those about something that is trained.</summary>
    public static IEnumerable<KeyValuePair<int, (int Gradient, string Batch)>> Gradients(TurnPlan plan) =>
        plan.Gradients.Where(pair => IsTrained(plan, pair.Key) || IsHandedOn(plan, pair.Key));

    /// <summary>Whether the gradient of an answer goes on to what the question was about.</summary>
    public static bool IsHandedOn(TurnPlan plan, int ask)
    {
        var nodes = plan.Nodes.Nodes;
        var uses = Uses.Of(nodes, plan.Gradients.Where(pair => IsTrained(plan, pair.Key)).Select(pair => pair.Value.Gradient));
        return nodes.Where((node, i) => uses[i] > 0 && node is Node.ArgumentGradient slope && slope.Question == ask).Any();
    }

    /// <summary>Whether something is made of a gradient with respect to what was asked about.</summary>
    public static bool HasArgumentGradient(IReadOnlyList<Node> nodes, int node)
    {
        var uses = Uses.Of(nodes, [node]);
        return nodes.Where((used, i) => uses[i] > 0 && used is Node.ArgumentGradient).Any();
    }

    public static bool IsTrained(TurnPlan plan, int ask) => plan.Nodes.IsTrained((Node.Ask)plan.Nodes[ask]);

    private static bool ArePossible(
        IReadOnlyList<Node> nodes,
        IEnumerable<int> results,
        IReadOnlyList<RowSource> sources,
        IReadOnlyList<string> all,
        IReadOnlyDictionary<Input.Draw, string> draws
    )
    {
        var roots = results.ToList();
        var uses = Uses.Of(nodes, roots);
        var levels = AskLevels.Of(nodes, roots).ToDictionary(ask => ask.Ask, ask => ask.Level);
        return Enumerable
            .Range(0, nodes.Count)
            .All(i =>
                uses[i] == 0
                || (
                    nodes[i] is Node.Ask ask
                        ? levels.TryGetValue(i, out var level)
                            && IsAskable(
                                nodes,
                                i,
                                ask,
                                sources,
                                all,
                                draws,
                                node =>
                                    uses[node] > 0
                                    && (nodes[node] is not Node.Ask || (levels.TryGetValue(node, out var before) && before < level))
                            )
                        : IsPossible(nodes, i, draws, node => uses[node] > 0)
                )
            );
    }

    private static bool IsPossible(
        IReadOnlyList<Node> nodes,
        int node,
        IReadOnlyDictionary<Input.Draw, string> draws,
        Func<int, bool> isUsed
    )
    {
        if (nodes[node].Type.Kind == ValueKind.Tensor)
            return false;
        return nodes[node] switch
        {
            Node.Input { Source.IsOfRollout: true } => false,
            Node.Input { Source: Input.Statistic } => nodes[node].Type.Rank == 0,
            Node.Input { Source: Input.Draw, Type.Rank: > 0 } => HostRows.AnchorOf(nodes, node, isUsed) is not null,
            Node.Statistic or Node.BatchedGradient => nodes[node].Type.Rank < 2
                && BatchesOf(nodes, node, draws).Count() == 1
                && HostStages.Taken(nodes, node).All(taken => IsWritten(nodes, taken)),
            Node.MakeRow => false,
            _ => true,
        };
    }

    /// <summary>What can be asked: about columns, draws, and what is computed for each row of one batch.</summary>
    private static bool IsAskable(
        IReadOnlyList<Node> nodes,
        int node,
        Node.Ask ask,
        IReadOnlyList<RowSource> sources,
        IReadOnlyList<string> all,
        IReadOnlyDictionary<Input.Draw, string> draws,
        Func<int, bool> isThere
    )
    {
        if (
            !ask.Arguments.All(argument =>
                nodes.IsColumn(argument) || nodes[argument].Type.Kind == ValueKind.Draw || IsComputed(nodes, argument, all, draws, isThere)
            )
        )
            return false;
        var batches = ask
            .Arguments.SelectMany(argument => BatchesOf(nodes, argument, draws).DefaultIfEmpty(all.Count == 0 ? "" : all[0]))
            .Distinct()
            .ToList();
        var ensemble = sources.FirstOrDefault(rows => batches.Contains(rows.Name))?.Ensemble;
        return batches.Count <= 1
            && (ensemble is null || (ensemble.Name == nodes.NetworkOf(node) && nodes[ask.Player].Type.Network != NetworkKind.Ensemble));
    }

    /// <summary>
    /// What can be written into a column before it is asked about: what depends on earlier answers at most, or is the same for all rows of
    /// the only batch.
    /// </summary>
    /// <param name="all">The batches of the method.</param>
    /// <param name="isThere">Whether something is there by then.</param>
    private static bool IsComputed(
        IReadOnlyList<Node> nodes,
        int argument,
        IReadOnlyList<string> all,
        IReadOnlyDictionary<Input.Draw, string> draws,
        Func<int, bool> isThere
    )
    {
        var uses = Uses.Of(nodes, [argument], static node => node is Node.Ask);
        return nodes[argument].Type.Kind is ValueKind.Scalar or ValueKind.Vector or ValueKind.State or ValueKind.Act
            && BatchesOf(nodes, argument, draws).Count() is var count
            && (count == 1 || (count == 0 && all.Count == 1))
            && Enumerable
                .Range(0, nodes.Count)
                .All(i =>
                    uses[i] == 0
                    || nodes[i] switch
                    {
                        Node.Input { Type.Rank: > 0, Source: Input.Draw } => HostRows.AnchorOf(nodes, i, isThere) is not null,
                        _ => true,
                    }
                );
    }

    /// <summary>What is a column, or can be written into one.</summary>
    private static bool IsWritten(IReadOnlyList<Node> nodes, int node) =>
        nodes.IsColumn(node)
        || nodes[node].Type.Kind is ValueKind.Scalar or ValueKind.Boolean or ValueKind.Enumeration
        || nodes[node].Type.IsWide;

    /// <summary>The batches that something is computed from.</summary>
    public static IEnumerable<string> BatchesOf(IReadOnlyList<Node> nodes, int node, IReadOnlyDictionary<Input.Draw, string> draws)
    {
        var uses = Uses.Of(nodes, [node]);
        return nodes
            .Where((_, i) => uses[i] > 0)
            .OfType<Node.Input>()
            .Select(input =>
                input.Source switch
                {
                    Input.Rows rows => rows.Batch,
                    Input.Draw draw => draws[draw],
                    _ => "",
                }
            )
            .Where(batch => batch.Length > 0)
            .Distinct();
    }
}
