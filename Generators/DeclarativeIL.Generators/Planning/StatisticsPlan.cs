using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A step on the way to the statistics that members outside of losses are given.</summary>
internal abstract record StatisticsStep
{
    private StatisticsStep() { }

    /// <summary>A column over all rows.</summary>
    public sealed record Column(ColumnPlan Plan) : StatisticsStep;

    /// <summary>A statistic of a column, for a parameter.</summary>
    public sealed record Reading(MemberModel Member, ParameterModel Parameter, Role.Statistic Statistic) : StatisticsStep;
}

/// <summary>
/// Statistics over all rows that a data set has now, for members that are no losses: each after the statistics that it reads itself.
/// </summary>
internal sealed class StatisticsPlan
{
    private readonly ClassScope _scope;
    private readonly List<StatisticsStep> _steps = [];
    private readonly HashSet<string> _seen = [];

    public StatisticsPlan(ClassScope scope, RolloutShape shape)
    {
        _scope = scope;
        var others = scope.Model.Others;
        foreach (
            var member in new[]
            {
                others.Gate?.Member,
                shape.HasEnvironments ? others.Explore : null,
                others.Collect?.Member,
                shape.KeepsTransitions ? others.Reward : null,
            }
                .OfType<MemberModel>()
                .Concat(others.Augments)
                .Concat(others.Columns.Where(column => column.IsScan).Select(column => column.Member))
        )
            Visit(member);
    }

    public IReadOnlyList<StatisticsStep> Steps => _steps;

    /// <summary>Columns whose statistics are read outside of losses.</summary>
    public IEnumerable<ColumnPlan> Columns => _steps.OfType<StatisticsStep.Column>().Select(step => step.Plan);

    private void Visit(MemberModel member)
    {
        if (!_seen.Add(member.Name))
            return;
        foreach (var statistic in member.Parameters.Select(parameter => parameter.Role).OfType<Role.Statistic>())
            if (_scope.Model.Others.Columns.FirstOrDefault(column => column.Member.Name == statistic.Column) is { IsScan: false } column)
            {
                Visit(column.Member);
                if (statistic.Kind != Statistics.Value && _seen.Add(column.Member.Name + "()"))
                    _steps.Add(new StatisticsStep.Column(new(_scope, column.Member)));
            }
        foreach (var parameter in member.Parameters)
            if (parameter.Role is Role.Statistic { Kind: not Statistics.Value } read)
                _steps.Add(new StatisticsStep.Reading(member, parameter, read));
    }
}
