using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

internal sealed partial class BodyLowering
{
    /// <summary>Sums of a thousand terms lean to the left: that spine is walked, not recursed into.</summary>
    private int Binary(IBinaryOperation operation)
    {
        var spine = new Stack<IBinaryOperation>();
        IOperation leftmost = operation;
        while (leftmost is IBinaryOperation { ConstantValue.HasValue: false } next)
        {
            spine.Push(next);
            leftmost = next.LeftOperand;
        }
        var left = Expression(leftmost);
        while (spine.Count > 0)
        {
            var next = spine.Pop();
            left = Combine(next, left, Expression(next.RightOperand));
            if (!_places.ContainsKey(left))
                _places[left] = next.Syntax.GetLocation();
        }
        return left;
    }

    private int Combine(IBinaryOperation operation, int left, int right)
    {
        if (operation.OperatorKind == BinaryOperatorKind.Divide && ValueTypes.IsInteger(operation.Type))
            throw RefusalAt(operation, Descriptors.IntegerDivision);
        if (IsOfUser(operation.OperatorMethod))
            return Operate(operation, operation.OperatorMethod!, left, right);
        if (_context.IsExact && operation.Type?.SpecialType == SpecialType.System_Single)
            return Rounded(_nodes.Add(new Node.Binary(ValueType.Scalar, Operator(operation), left, right)));
        if (
            operation.Type?.SpecialType
            is SpecialType.System_Single
                or SpecialType.System_Int64
                or SpecialType.System_UInt64
                or SpecialType.System_UInt32
        )
            throw RefusalAt(
                operation,
                Descriptors.UnsupportedExpression,
                $"{operation.Type.ToDisplayString()} operation (make one side a double)"
            );
        if (_nodes[left].Type.Kind == ValueKind.Row || _nodes[right].Type.Kind == ValueKind.Row)
            throw RefusalAt(operation, Descriptors.UnsupportedExpression, "comparison of rows");
        var @operator = Operator(operation);
        var type = TypeOf(operation.Type, operation);
        if (type.Kind == ValueKind.Scalar && operation.Type!.SpecialType != SpecialType.System_Double)
            return Whole(
                operation,
                operation.Type.SpecialType,
                operation.IsChecked,
                @operator switch
                {
                    BinaryOperator.Add => WellKnownNames.WholeSum,
                    BinaryOperator.Subtract => WellKnownNames.WholeDifference,
                    _ => WellKnownNames.WholeProduct,
                },
                left,
                right
            );
        var comparable = _nodes[left].Type.Kind is ValueKind.Scalar or ValueKind.Boolean or ValueKind.Enumeration;
        return type.Kind == ValueKind.Boolean && !comparable
            ? throw RefusalAt(operation, Descriptors.UnsupportedExpression, "comparison of vectors")
            : _nodes.Add(new Node.Binary(type, @operator, left, right));
    }

    /// <summary>Arithmetic of integers, which C# carries out in 32 bits: beyond them it begins again at the other end.</summary>
    private int Whole(IOperation operation, SpecialType type, bool isChecked, string which, params int[] operands) =>
        type == SpecialType.System_Int32 && !isChecked
            ? _nodes.Add(new Node.Apply(ValueType.Scalar, which, new(operands)))
            : throw RefusalAt(operation, Descriptors.NarrowArithmetic, isChecked ? "checked integers" : operation.Type!.ToDisplayString());

    private static BinaryOperator Operator(IBinaryOperation operation) =>
        operation.OperatorKind switch
        {
            BinaryOperatorKind.Add => BinaryOperator.Add,
            BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
            BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
            BinaryOperatorKind.Divide => BinaryOperator.Divide,
            BinaryOperatorKind.LessThan => BinaryOperator.Less,
            BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
            BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
            BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
            BinaryOperatorKind.Equals => BinaryOperator.Equal,
            BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
            BinaryOperatorKind.ConditionalAnd => BinaryOperator.And,
            BinaryOperatorKind.ConditionalOr => BinaryOperator.Or,
            _ => throw RefusalAt(operation, Descriptors.UnsupportedExpression, Describe(operation)),
        };

    private int Unary(IUnaryOperation operation) =>
        operation.OperatorKind switch
        {
            _ when IsOfUser(operation.OperatorMethod) => Operate(operation, operation.OperatorMethod!, Expression(operation.Operand)),
            UnaryOperatorKind.Minus when _context.IsExact && operation.Type?.SpecialType == SpecialType.System_Single => _nodes.Negate(
                Expression(operation.Operand)
            ),
            UnaryOperatorKind.Minus
                when operation.Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Single } =>
                Whole(
                    operation,
                    operation.Type.SpecialType,
                    operation.IsChecked,
                    WellKnownNames.WholeDifference,
                    _nodes.Constant(0),
                    Expression(operation.Operand)
                ),
            UnaryOperatorKind.Minus => _nodes.Negate(Expression(operation.Operand)),
            UnaryOperatorKind.Plus => Expression(operation.Operand),
            UnaryOperatorKind.Not => _nodes.Not(Expression(operation.Operand)),
            _ => throw RefusalAt(operation, Descriptors.UnsupportedExpression, Describe(operation)),
        };

    /// <summary>Widening numbers and draws change nothing here; points become displacements.</summary>
    private int Conversion(IConversionOperation operation)
    {
        var operand = Expression(operation.Operand);
        if (_nodes[operand].Type.Kind == ValueKind.Vector && operation.Type is { } list && ValueTypes.IsList(list))
            return operand; // an array given as memory
        if (IsOfUser(operation.OperatorMethod))
            return Operate(operation, operation.OperatorMethod!, operand);
        var (from, to) = (_nodes[operand].Type, TypeOf(operation.Type, operation));
        if (to.Kind == ValueKind.Scalar && ValueTypes.IsInteger(operation.Type) && !ValueTypes.IsInteger(operation.Operand.Type))
            throw RefusalAt(operation, Descriptors.UnsupportedExpression, "cast that drops digits");
        if (
            _context.IsExact
            && operation is { Type.SpecialType: SpecialType.System_Single, Operand.Type.SpecialType: not SpecialType.System_Single }
        )
            return Rounded(operand);
        if (from == to)
            return operand;
        if (from.Kind == ValueKind.Recipient && ValueQuestion(operation.Operand.Type) is { } value)
            return _nodes.Add(new Node.Ask(to, operand, Vocabulary.Id(value), default));
        return to.Kind == ValueKind.Vector && from.IsWide
            ? _nodes.Add(new Node.Unary(ValueType.Vector, UnaryOperator.ToVector, operand))
            : throw RefusalAt(
                operation,
                Descriptors.UnsupportedExpression,
                $"conversion from {operation.Operand.Type} to {operation.Type}"
            );
    }

    /// <summary>
    /// To float32: the sum, difference, product or quotient of two float32 numbers in float64, rounded, is that of float32 arithmetic.
    /// </summary>
    private int Rounded(int number) => _nodes.Add(new Node.Apply(ValueType.Scalar, Equations.Exact.Single, EquatableArray.Of(number)));

    /// <summary>A network that stands for its value, such as a coefficient.</summary>
    private IPropertySymbol? ValueQuestion(ITypeSymbol? type) =>
        type
            ?.GetMembers("Value")
            .OfType<IPropertySymbol>()
            .FirstOrDefault(property => _context.Attribute(property, WellKnownNames.Question) is not null);
}
