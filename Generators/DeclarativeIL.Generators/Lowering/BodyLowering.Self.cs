using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Members of a head, which read its columns and call each other.</summary>
internal sealed partial class BodyLowering
{
    /// <summary>The name of a column of the object as an input of an equation.</summary>
    public static string Own(string column) => "this." + column;

    /// <summary>
    /// A column of the record, or the equation of another of its properties; null where the property is of something else.
    /// </summary>
    private int? OwnProperty(IPropertyReferenceOperation operation)
    {
        if (operation.Instance is not IInstanceReferenceOperation || !IsHead(operation.Property.ContainingType))
            return null;
        if (RowTypes.Primary(operation.Property.ContainingType)?.Parameters.Any(column => column.Name == operation.Property.Name) == true)
            return _nodes.Add(new Node.Parameter(TypeOf(operation.Type, operation), Own(operation.Property.Name)));
        return operation.Property.GetMethod is { } getter ? InlineOwn(getter, [], operation) : null;
    }

    /// <summary>The equation of another member of the head; null where the method is of something else.</summary>
    private int? OwnCall(IInvocationOperation call, int[] arguments) =>
        call.Instance is IInstanceReferenceOperation && IsHead(call.TargetMethod.ContainingType)
            ? InlineOwn(call.TargetMethod, arguments, call)
            : null;

    private int InlineOwn(IMethodSymbol method, int[] arguments, IOperation operation)
    {
        if (method.DeclaringSyntaxReferences.Length == 0)
            throw RefusalAt(operation, Descriptors.UnsupportedCall, $"{method.ContainingType.Name}.{method.Name}");
        var equation = _context.Helper(method, inner => Lower(inner, method, _trail).Equation);
        foreach (var parameter in method.Parameters)
            _nodes.Name(arguments[parameter.Ordinal], parameter.Name, NameRank.Parameter);
        var root = _nodes.Inline(
            equation,
            method.Parameters.ToDictionary(parameter => parameter.Name, parameter => arguments[parameter.Ordinal])
        );
        _nodes.Name(root, (method.AssociatedSymbol ?? method).Name, NameRank.Helper);
        return root;
    }

    private bool IsHead(INamedTypeSymbol? type) =>
        type?.GetAttributes().Any(attribute => _context.Is(attribute.AttributeClass, WellKnownNames.Head)) == true;
}
