using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>
/// The one-sample form of a member inside a rollout, a collection or a scan: networks are asked for all rows at once beforehand, but for
/// questions about what only one row knows by then, such as the expert's answer or the act that was chosen.
/// </summary>
internal sealed class RolloutBodyPlan
{
    private readonly bool[] _isPerRow;

    public RolloutBodyPlan(ClassScope scope, MemberModel member)
    {
        Member = member;
        Root = Nodes.Inline(member.Equation, new InputBinding(scope.Model, scope.Networks).Bind(member, Nodes, trains: false));
        Uses = Passes.Uses.Of(Nodes, [Root]);
        _isPerRow = FindPerRow();
        Asked = [.. QuestionSchedule.Of(Nodes, Uses).Select(ask => ask.Ask).Where(ask => !_isPerRow[ask])];
        Asks = MethodPlan.OnTensors(scope, Nodes, Asked);
        Parameters = MethodParameters.Sort(
            Asks.Needed.Concat(MethodParameters.Of(Nodes, Uses, scope, onDevice: false)).Without(ParameterKind.Batch, ParameterKind.Draws),
            scope
        );
    }

    public MemberModel Member { get; }

    public EquationBuilder Nodes { get; } = new();

    public int Root { get; }

    /// <summary>The number of uses of each node.</summary>
    public int[] Uses { get; }

    /// <summary>The questions that are asked for all rows at once.</summary>
    public IReadOnlyList<int> Asked { get; }

    /// <summary>The method that asks them.</summary>
    public MethodPlan Asks { get; }

    /// <summary>The networks that are asked, and other values from the caller.</summary>
    public IReadOnlyList<MethodParameter> Parameters { get; }

    public bool IsUsed(int node) => Uses[node] > 0;

    /// <summary>Whether a node is not known for all rows at once.</summary>
    public bool IsPerRow(int node) => _isPerRow[node];

    private bool[] FindPerRow()
    {
        var perRow = new bool[Nodes.Count];
        for (var i = 0; i < perRow.Length; i++)
            perRow[i] = Nodes[i] switch
            {
                Node.Input input => input.Source.IsOfOneRow(input.Type),
                Node.Field field when Nodes[field.Of].Type.Kind == ValueKind.Situation => field.Name != "State" && !IsOfRun(field),
                Node.Field { Of: var row } when Nodes[row] is Node.Input => false,
                var node => Nodes.IsExpert(node) || node.Operands.Any(operand => perRow[operand]),
            };
        return perRow;
    }

    private bool IsOfRun(Node.Field field) => Nodes[field.Of] is Node.Input { Source: Input.OfRun };
}
