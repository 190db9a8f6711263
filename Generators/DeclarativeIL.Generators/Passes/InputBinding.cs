using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Binds the parameters of declared members to inputs of their class: equal inputs are the same thing across members.</summary>
internal sealed class InputBinding(AlgorithmModel model, NetworkBindings networks)
{
    private readonly Dictionary<Input.Draw, string> _draws = [];
    private readonly HashSet<string> _open = [];

    /// <summary>The batch that each draw has a number for every row of.</summary>
    public IReadOnlyDictionary<Input.Draw, string> Draws => _draws;

    /// <summary>The parameters of a member as nodes.</summary>
    /// <param name="trains">Whether plain networks are trained here.</param>
    /// <param name="rows">The batch of the row parameters; null for the member's own.</param>
    /// <param name="overBatch">Whether statistics are over the batch, as in a loss; else they are given.</param>
    public Dictionary<string, int> Bind(MemberModel member, EquationBuilder nodes, bool trains, string? rows = null, bool overBatch = false)
    {
        var batch = rows ?? BatchOf(member);
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Role is Role.Random))
            _draws[new(member.Name, parameter.Name)] = batch;
        return member.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter =>
                parameter.Role is Role.Statistic statistic
                && (trains || overBatch || (rows is not null && statistic.Kind == Statistics.Value))
                    ? Column(statistic, parameter, batch, nodes, trained: false, overBatch: trains || overBatch)
                    : nodes.Add(new Node.Input(parameter.Type, Bind(member, parameter, trains, batch)))
        );
    }

    /// <summary>A column in a loss: the batch's own column if it was filled by a scan, else its equation over the batch.</summary>
    public int Column(
        Role.Statistic statistic,
        ParameterModel parameter,
        string batch,
        EquationBuilder nodes,
        bool trained,
        bool overBatch = true
    )
    {
        var column = model.Others.Columns.First(candidate => candidate.Member.Name == statistic.Column);
        if (!_open.Add(statistic.Column))
            throw new InvalidOperationException($"Column '{statistic.Column}' is made of itself.");
        var value = column.IsScan
            ? nodes.Field(
                nodes.Add(new Node.Input(RowType(column.Member), new Input.Rows(batch))),
                column.Member.Equation.Type,
                column.Member.Name
            )
            : nodes.Inline(column.Member.Equation, Bind(column.Member, nodes, trained, batch, overBatch));
        _open.Remove(statistic.Column);
        if (statistic.Kind == Statistics.Value)
            return value;
        if (Extents.Of(nodes.Nodes)[value] == Extent.Scalar) // the same for all rows
            return statistic.Kind == Statistics.Deviation ? nodes.Constant(0) : value;
        var level = nodes.Add(
            statistic switch
            {
                { Kind: not Statistics.Quantile } => new Node.Constant(0.0),
                { Above.Length: > 0 } => new Node.Input(ValueType.Scalar, new Input.Hyperparameter(CSharpText.Pascal(statistic.Above))),
                _ => new Node.Input(ValueType.Scalar, new Input.Hyperparameter(CSharpText.Level(parameter.Name))),
            }
        );
        if (statistic.Above.Length > 0)
            level = nodes.Arithmetic(BinaryOperator.Subtract, nodes.Constant(1), level);
        return nodes.Add(new Node.Statistic(nodes[value].Type, Kind(statistic.Kind), value, level));
    }

    /// <summary>The batch that a member's row parameters read; a loss over batches reads that of its columns.</summary>
    public string BatchOf(MemberModel member)
    {
        var asked = member.IsBatched
            ? model
                .Others.Columns.Where(column =>
                    member.Parameters.Any(parameter => parameter.Role is Role.Statistic role && role.Column == column.Member.Name)
                )
                .Select(column => column.Member)
                .FirstOrDefault()
                ?? member
            : member;
        if (asked.Parameters.FirstOrDefault(parameter => parameter.Role is Role.Row) is not { } rows)
            return "";
        var name = networks.Data.Source(rows);
        var ensemble = member.Parameters.FirstOrDefault(parameter =>
            parameter.Role is Role.Network { View: View.Plain } && networks.IsEnsemble(parameter.Name)
        );
        return ensemble is null ? name : networks.Data.Batch(ensemble.Name, name);
    }

    private static StatisticKind Kind(Statistics kind) =>
        kind switch
        {
            Statistics.Mean => StatisticKind.Mean,
            Statistics.Deviation => StatisticKind.Deviation,
            Statistics.Quantile => StatisticKind.Quantile,
            Statistics.Value => throw new InvalidOperationException("A column's value is no statistic."),
        };

    private static ValueType RowType(MemberModel member) => member.Parameters.First(parameter => parameter.Role is Role.Row).Type;

    private Input Bind(MemberModel member, ParameterModel parameter, bool trains, string batch) =>
        parameter.Role.Bind(
            new(
                member.Name,
                parameter.Name,
                batch,
                parameter.Role is Role.Network ? networks.Variable(member, parameter) ?? "" : "",
                trains
            )
        );
}
