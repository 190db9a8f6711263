using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

internal sealed partial class BodyLowering
{
    /// <summary>
    /// The arms become a chain of branches. The last one needs no condition: the compiler has found that nothing is left.
    /// </summary>
    private int Switch(ISwitchExpressionOperation operation)
    {
        var value = Expression(operation.Value);
        var type = TypeOf(operation.Type, operation);
        if (!operation.IsExhaustive)
            throw RefusalAt(operation, Descriptors.OpenSwitch);
        int? result = null;
        foreach (var arm in operation.Arms.Reverse())
        {
            var chosen = Expression(arm.Value);
            result = result is { } others ? _nodes.Add(new Node.Select(type, Condition(arm, value), chosen, others)) : chosen;
        }
        return result ?? throw Refusal.Silent();
    }

    private int Condition(ISwitchExpressionArmOperation arm, int value)
    {
        var condition = Pattern(arm.Pattern, value);
        return arm.Guard is null ? condition : _nodes.And(condition, Expression(arm.Guard));
    }

    /// <summary>Lowers a pattern to a condition on the value.</summary>
    private int Pattern(IPatternOperation pattern, int value) =>
        pattern switch
        {
            IDiscardPatternOperation => _nodes.Truth(true),
            IConstantPatternOperation constant => Constant(constant, value),
            IRelationalPatternOperation relation => _nodes.Add(
                new Node.Binary(ValueType.Boolean, Operator(relation), value, Expression(relation.Value))
            ),
            INegatedPatternOperation negated => _nodes.Not(Pattern(negated.Pattern, value)),
            IBinaryPatternOperation pair => _nodes.Add(
                new Node.Binary(
                    ValueType.Boolean,
                    pair.OperatorKind == BinaryOperatorKind.And ? BinaryOperator.And : BinaryOperator.Or,
                    Pattern(pair.LeftPattern, value),
                    Pattern(pair.RightPattern, value)
                )
            ),
            _ => throw RefusalAt(
                pattern,
                Descriptors.UnsupportedExpression,
                "pattern other than a constant, a comparison, 'and', 'or', 'not' and _"
            ),
        };

    /// <summary>A pattern takes NaN for equal to itself, as <c>==</c> does not.</summary>
    private int Constant(IConstantPatternOperation pattern, int value)
    {
        if (_nodes[value].Type.Kind is not (ValueKind.Scalar or ValueKind.Boolean or ValueKind.Enumeration))
            throw RefusalAt(pattern, Descriptors.UnsupportedExpression, "pattern over what is no number, truth or enum");
        var isNaN = pattern.Value.ConstantValue is { HasValue: true, Value: double.NaN };
        return isNaN
            ? _nodes.Add(new Node.Binary(ValueType.Boolean, BinaryOperator.NotEqual, value, value))
            : _nodes.Add(new Node.Binary(ValueType.Boolean, BinaryOperator.Equal, value, Expression(pattern.Value)));
    }

    private static BinaryOperator Operator(IRelationalPatternOperation relation) =>
        relation.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => BinaryOperator.Less,
            BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
            BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
            _ => BinaryOperator.GreaterOrEqual,
        };
}
