using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Whether a loss changes with what a trained network answers: not where every path goes through what is flat, or is multiplied by 0.</summary>
internal static class Slopes
{
    public static bool Any(CompilationContext context, MemberModel member, Equation equation)
    {
        var nodes = new EquationBuilder();
        var inputs = member.Parameters.ToDictionary(parameter => parameter.Name, parameter => nodes.Add(new Node.Input(parameter.Type,
            (parameter.Role is Role.Network { View: View.Plain } ? Inputs.Player : Inputs.Still) + parameter.Name)));
        var root = nodes.Inline(equation, inputs);
        var operations = ModelClosure.Operations(context, [equation]).ToDictionary(operation => operation.Id);
        var gradients = Differentiation.Run(nodes, root, nodes.Add(new Node.Input(ValueType.Scalar, Inputs.Share)), operations);
        return gradients.Any(pair => ((Node.Input)nodes[((Node.Ask)nodes[pair.Key]).Player]).Name.StartsWith(Inputs.Player, StringComparison.Ordinal)
            && !IsZero(nodes, pair.Value));
    }

    private static bool IsZero(EquationBuilder nodes, int node) => nodes[node] switch
    {
        Node.Constant { Value: 0 } => true,
        Node.Unary unary => IsZero(nodes, unary.Operand),
        Node.Binary { Operator: BinaryOperator.Multiply } product => IsZero(nodes, product.Left) || IsZero(nodes, product.Right),
        Node.Binary { Operator: BinaryOperator.Divide } quotient => IsZero(nodes, quotient.Left),
        Node.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => IsZero(nodes, sum.Left) && IsZero(nodes, sum.Right),
        Node.Select choice => IsZero(nodes, choice.WhenTrue) && IsZero(nodes, choice.WhenFalse),
        Node.Spread spread => IsZero(nodes, spread.Operand),
        Node.OuterProduct product => IsZero(nodes, product.Left) || IsZero(nodes, product.Right),
        Node.ArgumentGradient slope => IsZero(nodes, slope.Gradient),
        Node.BatchedGradient slope => IsZero(nodes, slope.Gradient),
        Node.Apply { Operation: WellKnownNames.Repeat } repeat => IsZero(nodes, repeat.Arguments[0]),
        _ => false,
    };
}
