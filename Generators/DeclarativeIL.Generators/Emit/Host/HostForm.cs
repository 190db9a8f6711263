using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>Which turns can also be written as a loop over samples: those that ask about columns only and need no tensors on the way.</summary>
internal static class HostForm
{
    public static bool IsPossible(TurnPlan plan, Cast cast)
    {
        if (plan.Losses.Any(loss => loss.Model.Member.IsBatched && !IsPossible(plan, loss))
            || cast.Augments.Any(augment => plan.Rows.Any(augment.AppliesTo) && !IsPossible(augment, cast)))
            return false;
        var nodes = plan.Nodes.Nodes;
        return ArePossible(nodes, Results(plan), plan.Rows, plan.Draws) && plan.Gradients.Where(pair => IsTrained(plan, pair.Key)).All(pair => IsOfOneBatch(plan, pair.Key));
    }

    /// <summary>Which augmentations can: those that ask no network and make vectors of known width.</summary>
    public static bool IsPossible(AugmentPlan plan, Cast cast)
    {
        var nodes = plan.Nodes.Nodes;
        int[] results = [.. plan.Changed.Select(column => column.Node)];
        var uses = Uses.Of(nodes, results);
        return ArePossible(nodes, results, [], plan.Draws) && !nodes.Where((node, i) => uses[i] > 0 && node is Node.Ask or Node.Statistic).Any()
            && results.All(result => nodes[result].Type.Rank == 0 || HostRows.HasWidth(nodes, result));
    }

    /// <summary>What a method on the host is given: networks and draws of the host, the rest as declared.</summary>
    public static IReadOnlyList<Need> Needs(IEnumerable<Need> needs, Cast cast) => NeedList.Sort(needs.Select(need => need.Kind switch
    {
        Inputs.Player => need with { Type = WellKnownNames.HostNetwork },
        Inputs.Draw => need with { Type = WellKnownNames.HostDraws },
        _ => need,
    }), cast);

    /// <summary>Values of the losses, the answers that are trained and their gradients.</summary>
    public static IEnumerable<int> Results(TurnPlan plan)
        => plan.Losses.SelectMany(Values).Concat(plan.Gradients.Where(pair => IsTrained(plan, pair.Key)).SelectMany(pair => new[] { pair.Key, pair.Value.Gradient }));

    /// <summary>What is computed for each row: the value of a loss, or the columns of one over a batch.</summary>
    private static IEnumerable<int> Values(PlannedLoss loss) => loss.Value >= 0 ? [loss.Value] : loss.Columns.Select(column => column.Value);

    /// <summary>Which losses over batches can: those over the rows of single networks.</summary>
    private static bool IsPossible(TurnPlan plan, PlannedLoss loss)
        => plan.Networks.All(network => network.Members == 0) && loss.Columns.All(column => plan.Nodes[column.Value] is { Type.Kind: ValueKind.Scalar } && BatchesOf(plan.Nodes.Nodes, column.Value, plan.Draws).Count() == 1);

    public static bool IsTrained(TurnPlan plan, int ask) => PlayerOf(plan.Nodes.Nodes, ask).Kind == Inputs.Player;

    public static (string Kind, string Name) PlayerOf(IReadOnlyList<Node> nodes, int ask) => Inputs.Split(((Node.Input)nodes[((Node.Ask)nodes[ask]).Player]).Name);

    private static bool ArePossible(IReadOnlyList<Node> nodes, IEnumerable<int> results, IReadOnlyList<RowSource> sources, IReadOnlyDictionary<string, string> draws)
    {
        var uses = Uses.Of(nodes, results);
        return Enumerable.Range(0, nodes.Count).All(i => uses[i] == 0 || IsPossible(nodes, i, sources, draws, node => uses[node] > 0));
    }

    private static bool IsPossible(IReadOnlyList<Node> nodes, int node, IReadOnlyList<RowSource> sources, IReadOnlyDictionary<string, string> draws, Func<int, bool> isUsed)
    {
        if (nodes[node].Type.Kind is ValueKind.Draw or ValueKind.Tensor)
            return false;
        if (nodes[node].Type.Kind == ValueKind.Matrix)
            return HostRows.IsGivenMatrix(nodes, node);
        if (nodes[node].Operands.Any(operand => nodes[operand].Type.Kind == ValueKind.Matrix))
            return HostRows.IsMatrixTimesVector(nodes, node);
        return nodes[node] switch
        {
            Node.Input input => Inputs.Split(input.Name).Kind switch
            {
                Inputs.Player or Inputs.Still => !input.Type.Name.EndsWith(".Ensemble", StringComparison.Ordinal),
                Inputs.Draw => input.Type.Rank == 0 || HostRows.AnchorOf(nodes, node, isUsed) is not null,
                Inputs.Statistic => input.Type.Rank == 0,
                Inputs.Rows or Inputs.Other or Inputs.Given or Inputs.Hyper or Inputs.Share or Inputs.Seed or Inputs.Clock => true,
                _ => false,
            },
            Node.Ask ask => ask.Arguments.All(argument => IsColumn(nodes, argument) || IsComputed(nodes, argument, draws, isUsed)) && (ask.Arguments.Count == 0 || !sources.Any(rows => rows.Ensemble is { } ensemble && ensemble.Name != PlayerOf(nodes, node).Name)),
            Node.Statistic or Node.BatchedGradient => nodes[node].Type.Rank < 2 && BatchesOf(nodes, node, draws).Count() == 1 && HostStages.Taken(nodes, node).All(taken => IsWritten(nodes, taken)),
            Node.ArgumentGradient or Node.MakeRow => false,
            _ => true,
        };
    }

    /// <summary>What can be written into a column before anything is asked: not what depends on an answer.</summary>
    private static bool IsComputed(IReadOnlyList<Node> nodes, int argument, IReadOnlyDictionary<string, string> draws, Func<int, bool> isUsed)
    {
        var uses = Uses.Of(nodes, [argument]);
        return nodes[argument].Type.Kind is ValueKind.Scalar or ValueKind.Vector or ValueKind.State or ValueKind.Act && BatchesOf(nodes, argument, draws).Count() == 1
            && (nodes[argument].Type.Rank == 0 || HostRows.HasWidth(nodes, argument)) && Enumerable.Range(0, nodes.Count).All(i => uses[i] == 0 || nodes[i] switch
            {
                Node.Ask => false,
                Node.Input { Type.Rank: > 0 } input when Inputs.Split(input.Name).Kind == Inputs.Draw => HostRows.AnchorOf(nodes, i, node => isUsed(node) && nodes[node] is not Node.Ask) is not null,
                _ => true,
            });
    }

    /// <summary>What is a column, or can be written into one.</summary>
    private static bool IsWritten(IReadOnlyList<Node> nodes, int node)
        => IsColumn(nodes, node) || nodes[node].Type.Kind is ValueKind.Scalar or ValueKind.Boolean or ValueKind.Enumeration || (nodes[node].Type.Rank == 1 && HostRows.HasWidth(nodes, node));

    /// <summary>The batches that something is computed from.</summary>
    public static IEnumerable<string> BatchesOf(IReadOnlyList<Node> nodes, int node, IReadOnlyDictionary<string, string> draws)
    {
        var uses = Uses.Of(nodes, [node]);
        return nodes.Where((_, i) => uses[i] > 0).OfType<Node.Input>().Select(input => Inputs.Split(input.Name)).Where(input => input.Kind is Inputs.Rows or Inputs.Other or Inputs.Draw)
            .Select(input => input.Kind == Inputs.Draw ? draws[input.Name] : input.Name).Where(batch => batch.Length > 0).Distinct();
    }

    public static bool IsColumn(IReadOnlyList<Node> nodes, int node)
        => nodes[node] is Node.Field field && nodes[field.Of] is Node.Input input && Inputs.Split(input.Name).Kind == Inputs.Rows;

    /// <summary>An answer about the network as a whole that losses over several batches share has a gradient from each.</summary>
    private static bool IsOfOneBatch(TurnPlan plan, int ask)
    {
        var nodes = plan.Nodes.Nodes;
        return ((Node.Ask)nodes[ask]).Arguments.Count > 0 || plan.Losses.Where(loss => Uses.Of(nodes, [loss.Value])[ask] > 0).Select(loss => loss.Batch).Distinct().Count() <= 1;
    }
}
