using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Tells whether a loss depends on a trained network: not where every path is flat somewhere, or is multiplied by 0.
/// </summary>
internal static class Slopes
{
    public static bool Any(CompilationContext context, MemberModel member, Equation equation)
    {
        var nodes = new EquationBuilder();
        var inputs = member.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter =>
                nodes.Add(
                    new Node.Input(
                        parameter.Type,
                        new Input.Network(
                            parameter.Name,
                            parameter.Role is Role.Network { View: View.Plain } ? NetworkUse.Trained : NetworkUse.Inference
                        )
                    )
                )
        );
        var root = nodes.Inline(equation, inputs);
        var operations = ModelClosure.Operations(context, [equation]).ToDictionary(operation => operation.Id);
        var gradients = Differentiation.Run(nodes, root, nodes.Add(new Node.Input(ValueType.Scalar, new Input.MeanWeight(""))), operations);
        var zero = Zeros(nodes.Nodes);
        return gradients.Any(pair => nodes.IsTrained((Node.Ask)nodes[pair.Key]) && !zero[pair.Value]);
    }

    /// <summary>Finds the nodes that are 0 whatever the inputs are. One pass: operands come before the nodes made of them.</summary>
    private static bool[] Zeros(IReadOnlyList<Node> nodes)
    {
        var zero = new bool[nodes.Count];
        for (var i = 0; i < zero.Length; i++)
            zero[i] = IsZero(nodes[i], zero);
        return zero;
    }

    private static bool IsZero(Node node, bool[] zero) =>
        node switch
        {
            Node.Constant { Value: 0 } => true,
            Node.Unary unary => zero[unary.Operand],
            Node.Binary { Operator: BinaryOperator.Multiply } product => zero[product.Left] || zero[product.Right],
            Node.Binary { Operator: BinaryOperator.Divide } quotient => zero[quotient.Left],
            Node.Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => zero[sum.Left] && zero[sum.Right],
            Node.Select choice => zero[choice.WhenTrue] && zero[choice.WhenFalse],
            Node.Broadcast broadcast => zero[broadcast.Operand],
            Node.OuterProduct product => zero[product.Left] || zero[product.Right],
            Node.ArgumentGradient slope => zero[slope.Gradient],
            Node.BatchedGradient slope => zero[slope.Gradient],
            Node.Apply { Operation: WellKnownNames.Repeat } repeat => zero[repeat.Arguments[0]],
            _ => false,
        };
}
