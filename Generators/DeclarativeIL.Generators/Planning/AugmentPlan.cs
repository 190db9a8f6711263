using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>An augmentation of the rows of a batch: only the columns that change are computed.</summary>
internal sealed class AugmentPlan
{
    /// <summary>Name of the batch that is replaced.</summary>
    public const string Batch = "batch";

    public AugmentPlan(ClassScope scope, MemberModel member)
    {
        Member = member;
        var inputs = new InputBinding(scope.Model, scope.Networks);
        var root = Nodes.Inline(member.Equation, inputs.Bind(member, Nodes, trains: false, Batch));
        (Changed, Draws) = (ChangedColumns(Nodes, root), inputs.Draws);
        Tensors = MethodPlan.OnTensors(scope, Nodes, Results);
        CpuObstacle = CpuForm.ObstacleOf(scope, this);
        Cpu = CpuObstacle is null ? MethodPlan.OnCpu(scope, Nodes, Results) : null;
    }

    /// <summary>The declaration.</summary>
    public MemberModel Member { get; }

    /// <summary>Its equation, over the rows of <c>batch</c>.</summary>
    public EquationBuilder Nodes { get; } = new();

    /// <summary>The columns that change, and the node of each.</summary>
    public IReadOnlyList<(string Column, int Node)> Changed { get; }

    public IEnumerable<int> Results => Changed.Select(column => column.Node);

    /// <summary>The batch of each draw.</summary>
    public IReadOnlyDictionary<Input.Draw, string> Draws { get; }

    public MethodPlan Tensors { get; }

    /// <summary>The loop over rows; null where there is none.</summary>
    public MethodPlan? Cpu { get; }

    /// <summary>Why there is no loop over rows; null where there is one.</summary>
    public string? CpuObstacle { get; }

    public string RowType => Member.Equation.Type.Name;

    /// <summary>Whether it replaces the rows of a source: supplied ones of its type.</summary>
    public bool AppliesTo(RowSource rows) => rows.Kind == Rows.Supplied && RowType == rows.Type;

    private static List<(string Column, int Node)> ChangedColumns(EquationBuilder nodes, int root)
    {
        var changed = new List<(string Column, int Node)>();
        foreach (var made in nodes.Nodes.OfType<Node.MakeRow>().ToList())
            for (var i = 0; i < made.Columns.Count; i++)
            {
                var value = nodes.Field(root, nodes[made.Values[i]].Type, made.Columns[i]);
                if (nodes[value] is not Node.Field && changed.All(column => column.Column != made.Columns[i]))
                    changed.Add((made.Columns[i], value));
            }
        return changed;
    }
}
