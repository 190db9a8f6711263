using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>
/// Forms that overflow or cancel, and the functions that do not: log of a sigmoid, of a softmax, of 1 + e^x, of 1 - e^x, of a
/// sum of exponentials; e^x - 1 stays as it is, since no function of the language stands for it.
/// </summary>
internal static class StableForms
{
    /// <returns>The stable operation, its argument and its name; null if the form is safe.</returns>
    public static (string Operation, int Argument, string Name)? Of(EquationBuilder nodes, string operation, IReadOnlyList<int> arguments)
    {
        if (operation == WellKnownNames.VectorLog && nodes[arguments[0]] is Node.Apply { Operation: WellKnownNames.Softmax } softmax)
            return (WellKnownNames.LogSoftmax, softmax.Arguments[0], "LogSoftmax(v)");
        if (operation != WellKnownNames.Log)
            return null;
        return nodes[arguments[0]] switch
        {
            Node.Apply { Operation: WellKnownNames.Sigmoid } sigmoid => (WellKnownNames.LogSigmoid, sigmoid.Arguments[0], "LogSigmoid(x)"),
            Node.Apply { Operation: WellKnownNames.VectorSum } sum
                when nodes[sum.Arguments[0]] is Node.Apply { Operation: WellKnownNames.VectorExp } exp => (
                WellKnownNames.LogSumExp,
                exp.Arguments[0],
                "LogSumExp(v)"
            ),
            Node.Binary { Operator: BinaryOperator.Add } sum when OneAndExp(nodes, sum.Left, sum.Right) is { } x => (
                WellKnownNames.Softplus,
                x,
                "Softplus(x)"
            ),
            Node.Binary { Operator: BinaryOperator.Add } sum when OneAndExp(nodes, sum.Right, sum.Left) is { } x => (
                WellKnownNames.Softplus,
                x,
                "Softplus(x)"
            ),
            Node.Binary { Operator: BinaryOperator.Subtract } difference
                when OneAndExp(nodes, difference.Left, difference.Right) is { } x => (WellKnownNames.Log1mExp, x, "Log1mExp(x)"),
            _ => null,
        };
    }

    private static int? OneAndExp(EquationBuilder nodes, int one, int exp) =>
        nodes[one] is Node.Constant { Value: 1 } && nodes[exp] is Node.Apply { Operation: WellKnownNames.Exp } apply
            ? apply.Arguments[0]
            : null;
}
