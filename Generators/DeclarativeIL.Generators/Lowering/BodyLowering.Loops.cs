using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Steps in each of which a network inside a head is asked: not written out, as many as a hyperparameter says.</summary>
internal sealed partial class BodyLowering
{
    /// <summary>Whether a member of a head with a network inside is being lowered.</summary>
    private bool HasNetworkInside =>
        _trail[0].ContainingType is { } head
        && IsHead(head)
        && RowTypes.Primary(head)?.Parameters.Any(column => _context.Is(column.Type, WellKnownNames.Features)) == true;

    /// <summary>A step sees its parameters and the columns of the head, and no draw or local of what is around it.</summary>
    private int Loop(IInvocationOperation call, IOperation start, IOperation count, IAnonymousFunctionOperation step)
    {
        var inner = new BodyLowering(_context, _trail);
        foreach (var parameter in step.Symbol.Parameters)
            inner._values[parameter] = inner._nodes.Add(new Node.Parameter(TypeOf(parameter.Type, call), parameter.Name));
        var root = inner.Block(step.Body);
        _notes.AddRange(inner._notes);
        return _nodes.Add(
            new Node.Loop(
                TypeOf(call.Type, call),
                Expression(start),
                Expression(count),
                inner._nodes.Build(root),
                step.Symbol.Parameters[0].Name,
                step.Symbol.Parameters[1].Name
            )
        );
    }
}
