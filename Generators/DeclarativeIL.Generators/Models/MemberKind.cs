namespace DeclarativeIL.Generators.Models;

/// <summary>The kinds of declared members, named after their attributes.</summary>
internal enum MemberKind
{
    Loss,
    Metric,
    Column,
    Augment,
    Aggregate,
    Explore,
    Collect,
    Reward,
}

/// <summary>Facts about the kinds of members that decide what their parameters can be.</summary>
internal static class MemberKinds
{
    /// <summary>Tells whether a member is computed during the steps of a rollout.</summary>
    public static bool IsOfRollout(this MemberKind kind) =>
        kind switch
        {
            MemberKind.Aggregate or MemberKind.Explore => true,
            MemberKind.Loss or MemberKind.Metric or MemberKind.Column or MemberKind.Augment or MemberKind.Collect or MemberKind.Reward =>
                false,
        };

    /// <summary>Tells whether a member is given rows of data; the others are given states, and may ask the expert.</summary>
    public static bool HasRows(this MemberKind kind) =>
        kind switch
        {
            MemberKind.Loss or MemberKind.Metric or MemberKind.Column or MemberKind.Augment or MemberKind.Reward => true,
            MemberKind.Aggregate or MemberKind.Explore or MemberKind.Collect => false,
        };

    /// <summary>Tells whether a member is given a state by itself: what to act in, or the context to collect in.</summary>
    public static bool HasState(this MemberKind kind) =>
        kind switch
        {
            MemberKind.Explore or MemberKind.Collect => true,
            MemberKind.Loss or MemberKind.Metric or MemberKind.Column or MemberKind.Augment or MemberKind.Aggregate or MemberKind.Reward =>
                false,
        };

    /// <summary>Tells whether a member may draw.</summary>
    public static bool HasDraws(this MemberKind kind) =>
        kind switch
        {
            MemberKind.Loss
            or MemberKind.Metric
            or MemberKind.Augment
            or MemberKind.Aggregate
            or MemberKind.Explore
            or MemberKind.Collect => true,
            MemberKind.Column or MemberKind.Reward => false,
        };
}
