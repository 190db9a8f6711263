using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A generated method that computes nodes: what it is given, and which questions it asks in which order.</summary>
internal sealed class MethodPlan
{
    private MethodPlan(ClassScope scope, EquationBuilder nodes, IEnumerable<int> results, bool onDevice, Func<int, bool>? isApart)
    {
        IsApart = isApart ?? (static _ => false);
        (Scope, Nodes, Results) = (scope, nodes, new HashSet<int>(results));
        Uses = Passes.Uses.Of(nodes, Results);
        Needed = Parameters = MethodParameters.Of(nodes, Uses, scope, onDevice);
        Schedule = [.. QuestionSchedule.Of(nodes, Uses)];
    }

    /// <summary>A method over tensors.</summary>
    /// <param name="batches">Batches that are parameters even where no column of them is read; null where none is a parameter.</param>
    /// <param name="isApart">Questions that are asked in a forward pass of their own; null where there are none.</param>
    public static MethodPlan OnTensors(
        ClassScope scope,
        EquationBuilder nodes,
        IEnumerable<int> results,
        IEnumerable<MethodParameter>? batches = null,
        Func<int, bool>? isApart = null
    )
    {
        var plan = new MethodPlan(scope, nodes, results, onDevice: true, isApart);
        RowArguments.Check(nodes, plan.Uses);
        plan.Parameters = batches is null
            ? [.. plan.Needed.Without(ParameterKind.Batch)]
            : MethodParameters.Sort(plan.Needed.Concat(batches), scope);
        return plan;
    }

    /// <summary>A loop over rows.</summary>
    /// <param name="batches">The batches that are parameters.</param>
    /// <param name="isApart">Questions that are asked in a forward pass of their own; null where there are none.</param>
    public static MethodPlan OnCpu(
        ClassScope scope,
        EquationBuilder nodes,
        IEnumerable<int> results,
        IEnumerable<MethodParameter>? batches = null,
        Func<int, bool>? isApart = null
    )
    {
        var plan = new MethodPlan(scope, nodes, results, onDevice: false, isApart);
        plan.Parameters = MethodParameters.Sort(
            plan.Needed.Without(ParameterKind.Batch).Concat(batches ?? []).Select(MethodParameters.OnCpu),
            scope
        );
        return plan;
    }

    public ClassScope Scope { get; }

    public EquationBuilder Nodes { get; }

    /// <summary>The nodes that are computed.</summary>
    public IReadOnlyCollection<int> Results { get; }

    /// <summary>The number of uses of each node.</summary>
    public int[] Uses { get; }

    /// <summary>The parameters that the nodes need.</summary>
    public IReadOnlyList<MethodParameter> Needed { get; }

    public IReadOnlyList<MethodParameter> Parameters { get; private set; }

    /// <summary>The questions to networks, and the level of each.</summary>
    public IReadOnlyList<(int Ask, int Level)> Schedule { get; }

    /// <summary>Whether a question is not asked together with others of its network and level.</summary>
    public Func<int, bool> IsApart { get; }

    public bool IsUsed(int node) => Uses[node] > 0;

    /// <summary>The number of a network's forward passes: what is asked about answers is asked after them.</summary>
    public int PassesOf(string network) =>
        Schedule.Where(ask => Nodes.NetworkOf(ask.Ask) == network).Select(ask => (ask.Level, IsApart(ask.Ask))).Distinct().Count();
}
