using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Checks that a loss can be differentiated: something is trained, and every operation on its path has a derivative.
/// </summary>
internal static class LossChecks
{
    public static void Check(CompilationContext context, MemberModel member, LoweredBody body, IMethodSymbol method)
    {
        var trainable = new HashSet<string>(
            member.Parameters.Where(parameter => parameter.Role is Role.Network { View: View.Plain }).Select(parameter => parameter.Name)
        );
        var nodes = body.Equation.Nodes;
        var trained = new bool[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            trained[i] =
                nodes[i] is Node.Ask ask && trainable.Contains(((Node.Parameter)nodes[ask.Recipient]).Name)
                || (
                    nodes[i].Operands.Any(operand => trained[operand])
                    && nodes[i].Type.Kind is not (ValueKind.Boolean or ValueKind.Enumeration)
                );
            var place = body.Places.TryGetValue(i, out var known) ? known : method.Locations[0];
            if (nodes[i] is Node.Apply apply)
                CheckDerivatives(context, apply, trained, place);
        }
        if (!trained[body.Equation.Root] || !Slopes.Any(context, member, body.Equation))
            throw new Refusal(Descriptors.NothingToTrain, method.Locations[0], member.Name);
    }

    private static void CheckDerivatives(CompilationContext context, Node.Apply apply, bool[] trained, Location place)
    {
        var operation = context.Operation(apply.Operation) ?? throw Refusal.Silent();
        for (var i = 0; i < apply.Arguments.Count; i++)
            if (
                trained[apply.Arguments[i]]
                && (operation.Chooses || apply.Type.Kind == ValueKind.Act)
                && operation.Gradients.All(gradient => gradient.Parameter != operation.Parameters[i])
            )
                throw new Refusal(Descriptors.NoGradient, place, operation.Name, operation.Parameters[i]);
    }
}
