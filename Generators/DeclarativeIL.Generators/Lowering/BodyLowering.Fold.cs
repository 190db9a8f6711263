using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Steps that follow each other: <c>Fold(start, 4, (x, k) => x + k)</c>.</summary>
internal sealed partial class BodyLowering
{
    /// <summary>
    /// Every step is written out, in each form and in its gradient: 64 of a few operations are a method that is compiled and read in no
    /// time, thousands are not.
    /// </summary>
    private const int MostSteps = 64;

    // of the folds around what is being lowered, multiplied
    private int _stepsAround = 1;

    private bool IsFold(IMethodSymbol method) =>
        method.Name == WellKnownNames.FoldOfSteps && _context.Is(method.ContainingType, WellKnownNames.Functions);

    private int Fold(IInvocationOperation call)
    {
        IOperation Given(int parameter) => call.Arguments.First(argument => argument.Parameter!.Ordinal == parameter).Value;

        if (Given(2) is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation step })
            throw RefusalAt(Given(2), Descriptors.UnsupportedExpression, "step of Fold other than a lambda");
        if (HasNetworkInside)
            return Loop(call, Given(0), Given(1), step);
        var value = Expression(Given(0));
        var steps = Steps(Given(1));
        var around = _stepsAround;
        _stepsAround *= Math.Max(steps, 1);
        for (var k = 0; k < steps; k++)
            value = Inline(step, value, _nodes.Constant(k));
        _stepsAround = around;
        return value;
    }

    private int Steps(IOperation count)
    {
        var node = _nodes[Expression(count)];
        return node is not Node.Constant { Value: var steps } ? throw Refused("is not a constant")
            : steps is < 0 or > MostSteps ? throw Refused(FormattableString.Invariant($"is {steps}"))
            : steps * _stepsAround > MostSteps ? throw Refused($"is {steps} for each of {_stepsAround} others")
            : (int)steps;

        Refusal Refused(string found) => RefusalAt(count, Descriptors.WrongSteps, found);
    }

    /// <summary>The value of a lambda's body, with nodes for its parameters.</summary>
    private int Inline(IAnonymousFunctionOperation lambda, params int[] given)
    {
        foreach (var parameter in lambda.Symbol.Parameters)
        {
            _values[parameter] = given[parameter.Ordinal];
            _nodes.Name(given[parameter.Ordinal], parameter.Name, NameRank.Parameter);
        }
        return Block(lambda.Body);
    }
}
