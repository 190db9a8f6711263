using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A column, or a declared reward, over a whole data set.</summary>
internal sealed class ColumnPlan(ClassScope scope, MemberModel member)
{
    public MemberModel Member { get; } = member;

    public RowsPlan Body { get; } = new(scope, "rows", member);

    /// <summary>The parameter that stands for the rows.</summary>
    public ParameterModel Rows { get; } = member.Parameters.First(parameter => parameter.Role is Role.Row);
}
