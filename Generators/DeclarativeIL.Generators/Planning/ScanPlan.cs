using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A column that looks at the step after: a backward scan over each trajectory.</summary>
internal sealed class ScanPlan(ClassScope scope, MemberModel member)
{
    public MemberModel Member { get; } = member;

    public RowsPlan Body { get; } = new(scope, "rows", member);

    /// <summary>
    /// The log whose trajectories are gone through: this round's, or all rounds', where a trajectory goes through the end of a round.
    /// </summary>
    public string Source { get; } = scope.Networks.Data.Source(member.Parameters.First(parameter => parameter.Role is Role.Row));
}
