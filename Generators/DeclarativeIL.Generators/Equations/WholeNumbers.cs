namespace DeclarativeIL.Generators.Equations;

/// <summary>Arithmetic of integers is an operation to those who compute, and an operator to those who read.</summary>
internal static class WholeNumbers
{
    /// <returns>The operator as it was written; null if the operation is another one.</returns>
    public static BinaryOperator? Operator(string operation) =>
        operation switch
        {
            WellKnownNames.WholeSum => BinaryOperator.Add,
            WellKnownNames.WholeDifference => BinaryOperator.Subtract,
            WellKnownNames.WholeProduct => BinaryOperator.Multiply,
            _ => null,
        };
}
