using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

internal sealed partial class BodyLowering
{
    /// <summary>The columns of a row type: the positional parameters of its record.</summary>
    public static IEnumerable<IPropertySymbol> Columns(ITypeSymbol row) => RowTypes.Columns(row);

    private int With(IWithOperation operation)
    {
        var (row, type) = (Expression(operation.Operand), TypeOf(operation.Type, operation));
        if (type.Kind != ValueKind.Row)
            throw RefusalAt(operation, Descriptors.UnsupportedExpression, Describe(operation));
        var changed = new Dictionary<string, int>();
        foreach (var step in operation.Initializer.Initializers)
            if (
                step is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                && Columns(operation.Type!).Any(column => column.Name == target.Property.Name)
            )
                changed[target.Property.Name] = Expression(assignment.Value);
            else
                throw RefusalAt(step, Descriptors.UnsupportedExpression, Describe(step));
        return Row(
            type,
            operation.Type!,
            column =>
                changed.TryGetValue(column.Name, out var value) ? value : _nodes.Field(row, ColumnType(column, operation), column.Name)
        );
    }

    private ValueType ColumnType(IPropertySymbol column, IOperation operation) =>
        ValueTypes.IsList(column.Type) ? ValueType.Vector : TypeOf(column.Type, operation);

    private int Create(IObjectCreationOperation operation)
    {
        if (
            operation is { Arguments: [{ Value: { } list }], Initializer: null }
            && ValueTypes.Of(_context, operation.Type!) is { Kind: ValueKind.Vector or ValueKind.State or ValueKind.Act } made
        )
            return Point(operation, made, Expression(list));
        var type = TypeOf(operation.Type, operation);
        if (
            type.Kind != ValueKind.Row
            || operation.Initializer is not null
            || !SymbolEqualityComparer.Default.Equals(operation.Constructor, RowTypes.Primary((INamedTypeSymbol)operation.Type!))
        )
            throw RefusalAt(operation, Descriptors.UnsupportedExpression, Describe(operation));
        var given = operation
            .Arguments.Where(argument => !IsOmittedAct(argument))
            .ToDictionary(argument => argument.Parameter!.Name, argument => Expression(argument.Value));
        return Row(
            type,
            operation.Type!,
            column =>
                given.TryGetValue(column.Name, out var value)
                || (IsChosenAct(operation.Type!, column) && given.TryGetValue(WellKnownNames.TransitionAction, out value))
                    ? value
                    : throw RefusalAt(operation, Descriptors.UnsupportedExpression, "row without a value for " + column.Name)
        );
    }

    /// <summary>A list of numbers in a row, taken for a vector, a state or an act: the column is read as one.</summary>
    private int Point(IObjectCreationOperation operation, ValueType type, int list) =>
        _nodes[list] switch
        {
            { Type.Kind: ValueKind.Vector } when type == ValueType.Vector => list,
            Node.Field { Type.Kind: ValueKind.Vector } field => _nodes.Field(field.Of, type, field.Name),
            _ => throw RefusalAt(operation, Descriptors.UnsupportedExpression, Describe(operation)),
        };

    private bool IsOmittedAct(IArgumentOperation argument) =>
        argument.ArgumentKind == ArgumentKind.DefaultValue && _context.Is(argument.Parameter!.Type, WellKnownNames.Act);

    /// <summary>True if a column is the chosen act; it equals the executed one unless a transition says otherwise.</summary>
    private bool IsChosenAct(ITypeSymbol row, IPropertySymbol column) =>
        column.Name == WellKnownNames.TransitionChosen && _context.Is(row, WellKnownNames.Transition);

    private int Row(ValueType type, ITypeSymbol row, Func<IPropertySymbol, int> value)
    {
        var columns = Columns(row).ToList();
        return _nodes.Add(
            new Node.MakeRow(type, columns.Select(column => column.Name).ToEquatableArray(), columns.Select(value).ToEquatableArray())
        );
    }
}
