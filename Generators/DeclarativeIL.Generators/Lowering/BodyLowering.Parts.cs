using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Parts of points and vectors, and what is joined: <c>d.Action.Part(1, 2)</c>, <c>d.State.Join(v)</c>.</summary>
internal sealed partial class BodyLowering
{
    /// <summary>A part of a point is that of its displacement, as a point again; null where the method is another one.</summary>
    private int? PartOf(IInvocationOperation call, int[] arguments)
    {
        if (PointOrVector(call, WellKnownNames.PartOfValue) is not { } type || OperationOf(WellKnownNames.Part) is not { } operation)
            return null;
        int[] given = [Displacement(call), .. arguments];
        CheckCounts(call, operation, given);
        return As(type, _nodes.Add(new Node.Apply(ValueType.Vector, WellKnownNames.Part, new(given))));
    }

    /// <summary>A point or a vector with another vector behind it; null where the method is another one.</summary>
    private int? JoinOf(IInvocationOperation call, int[] arguments) =>
        PointOrVector(call, WellKnownNames.JoinOfValues) is { } type && OperationOf(WellKnownNames.Join) is not null
            ? As(type, _nodes.Add(new Node.Apply(ValueType.Vector, WellKnownNames.Join, new([Displacement(call), arguments[0]]))))
            : null;

    /// <summary>The type of what a method of that name is called on, if it is a point or a vector.</summary>
    private ValueType? PointOrVector(IInvocationOperation call, string name) =>
        call.Instance is not null
        && call.TargetMethod.Name == name
        && ValueTypes.Of(_context, call.TargetMethod.ContainingType) is { Kind: ValueKind.State or ValueKind.Act or ValueKind.Vector } type
            ? type
            : null;

    private int Displacement(IInvocationOperation call) =>
        _nodes.Add(new Node.Unary(ValueType.Vector, UnaryOperator.ToVector, Expression(call.Instance!)));

    private int As(ValueType type, int vector) =>
        type.Kind == ValueKind.Vector
            ? vector
            : _nodes.Add(new Node.Unary(type, type.Kind == ValueKind.Act ? UnaryOperator.ToAct : UnaryOperator.ToState, vector));

    private IMethodSymbol? OperationOf(string id) =>
        _context.IsExact ? null : DocumentationCommentId.GetFirstSymbolForDeclarationId(id, _context.Compilation) as IMethodSymbol;
}
