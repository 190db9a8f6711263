using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The rollout of a class: who acts in each environment, what is executed, what is labelled.</summary>
internal sealed class RolloutPlan
{
    public RolloutPlan(ClassScope scope, RolloutShape shape)
    {
        var others = scope.Model.Others;
        (Gate, Explore) = (others.Gate?.Member, others.Explore);
        Body = new(scope, "situations", [.. new[] { Gate, Explore }.OfType<MemberModel>()]);
        // an exploration that is given no act says what is done from the state alone
        var actsAlone = Explore is not null && Explore.Parameters.All(parameter => parameter.Role is not Role.Chosen);
        Learner = actsAlone && !shape.HasGate ? null : scope.Networks.Learner;
    }

    /// <summary>Who acts in each environment; null where the learner does in all.</summary>
    public MemberModel? Gate { get; }

    /// <summary>What is executed; null where it is what was chosen.</summary>
    public MemberModel? Explore { get; }

    /// <summary>The equations of both, over the environments' situations.</summary>
    public RowsPlan Body { get; }

    /// <summary>The policy that acts; null where an exploration says what is done from the state alone.</summary>
    public string? Learner { get; }
}
