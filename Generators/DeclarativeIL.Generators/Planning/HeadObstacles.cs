using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>Why a head's policy has no gradient of what a member says.</summary>
internal static class HeadObstacles
{
    /// <summary>Members without a gradient that one may expect, by name, and why; of a product its parts say it.</summary>
    public static IEnumerable<(string Member, string Why)> Of(HeadModel model)
    {
        if (model.Parts.Count > 0 || model.Field is not null) // samples of a network inside have none, as their page says
            yield break;
        var plan = HeadPlan.Of(model);
        foreach (var member in model.Members)
            if (
                member.Member is not (HeadMember.Mode or HeadMember.SampleLogProb)
                && (member.Member != HeadMember.Sample || Moves(model.Space))
                && plan.WithoutGradient(member) is { } why
            )
                yield return (member.Member.ToString(), why);
    }

    /// <summary>Whether acts are numbers that move; nobody expects a gradient of a choice.</summary>
    private static bool Moves(string space) =>
        space.EndsWith("BoxSpace", StringComparison.Ordinal) || space.EndsWith("UnitBox", StringComparison.Ordinal);
}
