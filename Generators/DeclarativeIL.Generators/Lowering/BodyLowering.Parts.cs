using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Parts of points and vectors: <c>d.Action.Part(1, 2)</c>.</summary>
internal sealed partial class BodyLowering
{
    /// <summary>A part of a point is that of its displacement, as a point again; null where the method is another one.</summary>
    private int? PartOf(IInvocationOperation call, int[] arguments)
    {
        if (
            call is not { Instance: { } whole, TargetMethod.Name: WellKnownNames.PartOfValue }
            || ValueTypes.Of(_context, call.TargetMethod.ContainingType)
                is not { Kind: ValueKind.State or ValueKind.Act or ValueKind.Vector } type
            || PartOperation() is not { } operation
        )
            return null;
        var vector = _nodes.Add(new Node.Unary(ValueType.Vector, UnaryOperator.ToVector, Expression(whole)));
        int[] given = [vector, .. arguments];
        CheckCounts(call, operation, given);
        var part = _nodes.Add(new Node.Apply(ValueType.Vector, WellKnownNames.Part, new(given)));
        return type.Kind == ValueKind.Vector
            ? part
            : _nodes.Add(new Node.Unary(type, type.Kind == ValueKind.Act ? UnaryOperator.ToAct : UnaryOperator.ToState, part));
    }

    private IMethodSymbol? PartOperation() =>
        _context.IsExact
            ? null
            : DocumentationCommentId.GetFirstSymbolForDeclarationId(WellKnownNames.Part, _context.Compilation) as IMethodSymbol;
}
