using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>
/// Members whose equations are computed for each row without gradient: columns, scans, gates, explorations, rewards, collected rows.
/// Networks are asked for all rows at once beforehand, but for questions about what only one row knows by then, such as the expert's answer
/// or the act that was chosen.
/// </summary>
internal sealed class RowsPlan
{
    private readonly Dictionary<MemberModel, int> _roots;
    private readonly bool[] _isInRow,
        _isOfExpert;

    /// <param name="batch">The name of the rows.</param>
    public RowsPlan(ClassScope scope, string batch, params IReadOnlyList<MemberModel> members)
    {
        (Batch, Members) = (batch, members);
        var inputs = new InputBinding(scope.Model, scope.Networks);
        _roots = members.ToDictionary(member => member, member => Inline(member, inputs));
        Draws = inputs.Draws;
        Method = MethodPlan.OnCpu(scope, Nodes, _roots.Values);
        Parameters = [.. Method.Parameters.Without(ParameterKind.Draws)];
        _isInRow = FindInRow();
        _isOfExpert = new bool[Nodes.Count];
        for (var i = 0; i < _isOfExpert.Length; i++)
            _isOfExpert[i] = Nodes.IsExpert(Nodes[i]) || Nodes[i].Operands.Any(operand => _isOfExpert[operand]);
    }

    /// <summary>The name of the rows.</summary>
    public string Batch { get; }

    /// <summary>The declarations, in the order in which they are computed.</summary>
    public IReadOnlyList<MemberModel> Members { get; }

    public EquationBuilder Nodes { get; } = new();

    /// <summary>The batch of each draw: the rows.</summary>
    public IReadOnlyDictionary<Input.Draw, string> Draws { get; }

    /// <summary>The networks that are asked, other values from the caller, and draws.</summary>
    public MethodPlan Method { get; }

    /// <summary>The networks that are asked, and other values from the caller.</summary>
    public IReadOnlyList<MethodParameter> Parameters { get; }

    /// <summary>Whether a network is asked about what one row knows alone.</summary>
    public bool AsksInRow =>
        Enumerable.Range(0, Nodes.Count).Any(i => Method.IsUsed(i) && _isInRow[i] && Nodes[i] is Node.Ask && !Nodes.IsExpert(Nodes[i]));

    /// <summary>The number of a network's forward passes for all rows.</summary>
    public int PassesOf(string network) =>
        Method.Schedule.Where(ask => !_isInRow[ask.Ask] && Nodes.NetworkOf(ask.Ask) == network).Select(ask => ask.Level).Distinct().Count();

    public int RootOf(MemberModel member) => _roots[member];

    /// <summary>Whether a node is known within a row only, and not for all rows at once.</summary>
    public bool IsInRow(int node) => _isInRow[node];

    /// <summary>Whether a node is, or is made of, an answer of the expert, who is asked only where it decides.</summary>
    public bool IsOfExpert(int node) => _isOfExpert[node];

    /// <summary>Whether a point is read component by component, or asked about for all rows at once: it is read from a column.</summary>
    public bool IsReadByComponents(int point) =>
        Users(point).Any(user => Nodes[user] is Node.Ask ? !_isInRow[user] : !ReadsWholeOnly(Nodes[user]));

    /// <summary>Whether a point is read as a whole in its row.</summary>
    public bool IsReadWhole(int point) =>
        _roots.ContainsValue(point)
        || Users(point)
            .Any(user =>
                Nodes[user] switch
                {
                    Node.Ask => _isInRow[user],
                    Node.Select or Node.Unary => true,
                    var node => ReadsWholeOnly(node),
                }
            );

    private static bool ReadsWholeOnly(Node user) =>
        user is Node.Apply { Operation: not WellKnownNames.Repeat } or Node.MakeRow or Node.Field;

    private int Inline(MemberModel member, InputBinding inputs)
    {
        var bound = inputs.Bind(member, Nodes, trains: false, Batch);
        // one situation, whatever the members call it: what all of them ask is asked once
        if (Members.SelectMany(other => other.Parameters).FirstOrDefault(parameter => parameter.Role is Role.Situation) is { } situation)
            foreach (var parameter in member.Parameters.Where(parameter => parameter.Role is Role.Situation or Role.Seen))
            {
                var one = Nodes.Add(new Node.Input(situation.Type, new Input.Situation(situation.Name)));
                bound[parameter.Name] = parameter.Role is Role.Seen ? Nodes.Field(one, parameter.Type, "State") : one;
            }
        var root = Nodes.Inline(member.Equation, bound);
        Nodes.Name(root, CSharpText.Camel(member.Name), NameRank.Helper);
        return root;
    }

    private IEnumerable<int> Users(int node) =>
        Enumerable.Range(0, Nodes.Count).Where(user => Method.IsUsed(user) && Nodes[user].Operands.Contains(node));

    private bool[] FindInRow()
    {
        var inRow = new bool[Nodes.Count];
        for (var i = 0; i < inRow.Length; i++)
            inRow[i] = Nodes[i] switch
            {
                Node.Input input => input.Source.IsOfOneRow,
                Node.Field field when Nodes[field.Of].Type.Kind == ValueKind.Situation => field.Name != "State" && !IsOfRun(field),
                Node.Field { Of: var row } when Nodes[row] is Node.Input => false,
                var node => Nodes.IsExpert(node) || node.Operands.Any(operand => inRow[operand]),
            };
        return inRow;
    }

    private bool IsOfRun(Node.Field field) => Nodes[field.Of] is Node.Input { Source: Input.OfRun };
}
