using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The rollout of a class: who acts in each environment, what is executed, what is labelled.</summary>
internal sealed class RolloutPlan
{
    public RolloutPlan(ClassScope scope, RolloutShape shape)
    {
        var others = scope.Model.Others;
        Gate = others.Gate is { } gate ? new(scope, gate.Member) : null;
        Explore = others.Explore is { } explore ? new(scope, explore) : null;
        // an exploration that is given no act says what is done from the state alone
        var actsAlone = others.Explore is { } alone && alone.Parameters.All(parameter => parameter.Role is not Role.Chosen);
        Learner = actsAlone && !shape.HasGate ? null : scope.Networks.Learner;
        Parameters = MethodParameters.Sort(
            Bodies
                .SelectMany(body => body.Parameters)
                .Concat(Learner is { } learner ? [new MethodParameter(ParameterKind.Network, learner, scope.Types.Of(learner))] : []),
            scope
        );
    }

    public RolloutBodyPlan? Gate { get; }

    public RolloutBodyPlan? Explore { get; }

    public IEnumerable<RolloutBodyPlan> Bodies => new[] { Gate, Explore }.OfType<RolloutBodyPlan>();

    /// <summary>The policy that acts; null where an exploration says what is done from the state alone.</summary>
    public string? Learner { get; }

    /// <summary>The networks that the rollout asks or lets act, and what the caller gave.</summary>
    public IReadOnlyList<MethodParameter> Parameters { get; }
}
