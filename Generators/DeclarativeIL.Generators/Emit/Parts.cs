using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The lifted members of a class: their methods are emitted once, and called from the loops.</summary>
internal sealed class Parts
{
    public Parts(SourceWriter writer, Cast cast, RolloutShape shape)
    {
        var others = cast.Model.Others;
        Losses = [.. cast.Plans.Select(plan => (plan, new LossEmitter(writer, cast, plan)))];
        Augments = [.. others.Augments.Select(member => new AugmentEmitter(writer, cast, member))];
        Scans = [.. others.Columns.Where(column => column.IsScan).Select(column => (column.Member, new ScanEmitter(writer, cast, column.Member)))];
        var wanted = new HashSet<string>(new[] { others.Gate?.Member, others.Explore, others.Collect?.Member }.OfType<MemberModel>()
            .SelectMany(member => member.Parameters).Select(parameter => parameter.Role).OfType<Role.Statistic>().Select(role => role.Column));
        Columns = [.. others.Columns.Where(column => !column.IsScan && wanted.Contains(column.Member.Name)).Select(column => (column.Member, new ColumnEmitter(writer, cast, column.Member)))];
        Reward = others.Reward is { } reward ? new ColumnEmitter(writer, cast, reward) : null;
        Rollout = shape.HasEnvironments ? new RolloutEmitter(writer, cast, shape) : null;
        Collect = others.Collect is { } collect ? new RowsEmitter(writer, cast, collect) : null;
    }

    public IReadOnlyList<(TurnPlan Plan, LossEmitter Emitter)> Losses { get; }

    public IReadOnlyList<AugmentEmitter> Augments { get; }

    /// <summary>Columns whose statistics the rollout needs.</summary>
    public IReadOnlyList<(MemberModel Member, ColumnEmitter Emitter)> Columns { get; }

    /// <summary>Columns that are filled from the end of each trajectory.</summary>
    public IReadOnlyList<(MemberModel Member, ScanEmitter Emitter)> Scans { get; }

    public ColumnEmitter? Reward { get; }

    public RolloutEmitter? Rollout { get; }

    public RowsEmitter? Collect { get; }
}
