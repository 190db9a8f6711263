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
        Augments = [.. cast.Augments.Select(plan => new AugmentEmitter(writer, cast, plan))];
        Scans =
        [
            .. others
                .Columns.Where(column => column.IsScan)
                .Select(column => (column.Member, new ScanEmitter(writer, cast, column.Member))),
        ];
        Columns = [.. StatisticsEmitter.Columns(cast.Model, shape).Select(member => (member, new ColumnEmitter(writer, cast, member)))];
        Reward = others.Reward is { } reward && shape.KeepsTransitions ? new ColumnEmitter(writer, cast, reward) : null;
        Rollout = shape.HasEnvironments ? new RolloutEmitter(writer, cast, shape) : null;
        Collect = others.Collect is { } collect ? new RowsEmitter(writer, cast, collect) : null;
    }

    public IReadOnlyList<(TurnPlan Plan, LossEmitter Emitter)> Losses { get; }

    /// <summary>What the lifted members are given, all together.</summary>
    public IReadOnlyList<MethodParameter> Needs =>
        [
            .. Losses
                .SelectMany(loss => loss.Emitter.Needs)
                .Concat(Augments.SelectMany(augment => augment.Needs))
                .Concat(OfRounds)
                .Distinct(),
        ];

    /// <summary>What those are given that are called once a round, or once at the start.</summary>
    public IReadOnlyList<MethodParameter> OfRounds =>
        [
            .. Columns
                .SelectMany(column => column.Emitter.Needs)
                .Concat(Scans.SelectMany(scan => scan.Emitter.Needs))
                .Concat(Reward?.Needs ?? [])
                .Concat(Rollout?.Needs ?? [])
                .Concat(Collect?.Needs ?? [])
                .Distinct(),
        ];

    public IReadOnlyList<AugmentEmitter> Augments { get; }

    /// <summary>Columns whose statistics the rollout needs.</summary>
    public IReadOnlyList<(MemberModel Member, ColumnEmitter Emitter)> Columns { get; }

    /// <summary>Columns that are filled from the end of each trajectory.</summary>
    public IReadOnlyList<(MemberModel Member, ScanEmitter Emitter)> Scans { get; }

    public ColumnEmitter? Reward { get; }

    public RolloutEmitter? Rollout { get; }

    public RowsEmitter? Collect { get; }
}
