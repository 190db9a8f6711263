using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>What an augmentation makes of a row: only the columns that change are computed.</summary>
/// <param name="Member">The declaration.</param>
/// <param name="Nodes">Its equation, over the rows of <c>batch</c>.</param>
/// <param name="Changed">The columns that change, and the node of each.</param>
/// <param name="Draws">The batch of each draw.</param>
internal sealed record AugmentPlan(
    MemberModel Member,
    EquationBuilder Nodes,
    IReadOnlyList<(string Column, int Node)> Changed,
    IReadOnlyDictionary<Input.Draw, string> Draws
)
{
    /// <summary>Name of the batch that is replaced.</summary>
    public const string Batch = "batch";

    public string RowType => Member.Equation.Type.Name;

    public static AugmentPlan Of(AlgorithmModel model, Players players, MemberModel member)
    {
        var (nodes, inputs) = (new EquationBuilder(), new InputBinding(model, players));
        var root = nodes.Inline(member.Equation, inputs.Bind(member, nodes, trains: false, Batch));
        var changed = new List<(string Column, int Node)>();
        foreach (var made in nodes.Nodes.OfType<Node.MakeRow>().ToList())
            for (var i = 0; i < made.Columns.Count; i++)
            {
                var value = nodes.Field(root, nodes[made.Values[i]].Type, made.Columns[i]);
                if (nodes[value] is not Node.Field && changed.All(column => column.Column != made.Columns[i]))
                    changed.Add((made.Columns[i], value));
            }
        return new(member, nodes, changed, inputs.Draws);
    }

    /// <summary>Whether it replaces the rows of a source: supplied ones of its type.</summary>
    public bool AppliesTo(RowSource rows) => rows.Kind == Rows.Supplied && RowType == rows.Type;
}
