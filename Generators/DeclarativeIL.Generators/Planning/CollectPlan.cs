using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The collection of rows from contexts, draws and the expert's answers.</summary>
internal sealed class CollectPlan(ClassScope scope, RolloutShape shape, CollectModel collect)
{
    public MemberModel Member => collect.Member;

    public RowsPlan Body { get; } =
        new(scope, shape.Collected(collect) == "contextRows" ? "rowsOfContexts" : "contextRows", collect.Member);

    /// <summary>Whether each round's rows replace those before.</summary>
    public bool Replaces => collect.Replace;

    /// <summary>The data set that rows are added to.</summary>
    public string Rows { get; } = shape.Collected(collect);

    public bool HasExpert { get; } = collect.Member.Parameters.Any(parameter => parameter.Role is Role.Expert);
}
