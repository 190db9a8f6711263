using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>Which turns can also be written as a loop over samples: those that ask about columns only and need no tensors on the way.</summary>
internal static class HostForm
{
    public static bool IsPossible(TurnPlan plan, Cast cast)
    {
        if (plan.Losses.Any(loss => loss.Model.Member.IsBatched)
            || plan.Rows.Any(rows => rows.Kind == Rows.Supplied && cast.Model.Others.Augments.Any(augment => augment.Equation.Type.Name == rows.Type)))
            return false;
        var nodes = plan.Nodes.Nodes;
        var uses = Uses.Of(nodes, Results(plan));
        return Enumerable.Range(0, nodes.Count).All(i => uses[i] == 0 || IsPossible(nodes, i, plan)) && plan.Gradients.Where(pair => IsTrained(plan, pair.Key)).All(pair => IsOfOneBatch(plan, pair.Key));
    }

    /// <summary>Values of the losses, the answers that are trained and their gradients.</summary>
    public static IEnumerable<int> Results(TurnPlan plan)
        => plan.Losses.Select(loss => loss.Value).Concat(plan.Gradients.Where(pair => IsTrained(plan, pair.Key)).SelectMany(pair => new[] { pair.Key, pair.Value.Gradient }));

    public static bool IsTrained(TurnPlan plan, int ask) => PlayerOf(plan.Nodes.Nodes, ask).Kind == Inputs.Player;

    public static (string Kind, string Name) PlayerOf(IReadOnlyList<Node> nodes, int ask) => Inputs.Split(((Node.Input)nodes[((Node.Ask)nodes[ask]).Player]).Name);

    private static bool IsPossible(IReadOnlyList<Node> nodes, int node, TurnPlan plan)
    {
        if (nodes[node].Type.Kind is ValueKind.Matrix or ValueKind.Draw or ValueKind.Tensor)
            return false;
        return nodes[node] switch
        {
            Node.Input input => Inputs.Split(input.Name).Kind switch
            {
                Inputs.Player or Inputs.Still => !input.Type.Name.EndsWith(".Ensemble", StringComparison.Ordinal),
                Inputs.Other => plan.Rows.All(rows => rows.Ensemble is null),
                Inputs.Given => input.Type.Rank == 0,
                Inputs.Rows or Inputs.Hyper or Inputs.Share or Inputs.Clock => true,
                _ => false,
            },
            Node.Ask ask => ask.Arguments.All(argument => IsColumn(nodes, argument)) && (ask.Arguments.Count == 0 || !plan.Rows.Any(rows => rows.Ensemble is { } ensemble && ensemble.Name != PlayerOf(nodes, node).Name)),
            Node.Statistic statistic => nodes[statistic.Column].Type.Rank == 0 && IsColumn(nodes, statistic.Column),
            Node.Apply apply when apply.Arguments.Any(argument => nodes[argument].Type.Kind == ValueKind.Acts) => false,        // there they stand for all rows
            Node.ArgumentGradient or Node.BatchedGradient or Node.MakeRow => false,
            _ => true,
        };
    }

    private static bool IsColumn(IReadOnlyList<Node> nodes, int node)
        => nodes[node] is Node.Field field && nodes[field.Of] is Node.Input input && Inputs.Split(input.Name).Kind == Inputs.Rows;

    /// <summary>An answer about the network as a whole that losses over several batches share has a gradient from each.</summary>
    private static bool IsOfOneBatch(TurnPlan plan, int ask)
    {
        var nodes = plan.Nodes.Nodes;
        return ((Node.Ask)nodes[ask]).Arguments.Count > 0 || plan.Losses.Where(loss => Uses.Of(nodes, [loss.Value])[ask] > 0).Select(loss => loss.Batch).Distinct().Count() <= 1;
    }
}
