using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

internal sealed partial class BodyLowering
{
    private int Property(IPropertyReferenceOperation operation)
    {
        if (operation.Instance is null)
            throw Speaking(operation, Descriptors.CapturedState, operation.Property.Name);
        var instance = Expression(operation.Instance);
        if (operation.Property.Name == "Value" && (_context.Is(operation.Property.ContainingType, WellKnownNames.Uniform) || _context.Is(operation.Property.ContainingType, WellKnownNames.Gaussian)))
            return instance;                                        // a draw stands for its numbers
        if (_context.Attribute(operation.Property, WellKnownNames.Question) is not null)
            return _nodes.Add(new Node.Ask(TypeOf(operation.Type, operation), instance, Vocabulary.Id(operation.Property), default));
        if (Vocabulary.FindOperation(_context, operation.Property) is { } member)
            return _nodes.Add(new Node.Apply(TypeOf(operation.Type, operation), Vocabulary.Id(member),
                new([instance, .. operation.Arguments.Select(argument => Expression(argument.Value))])));
        return _nodes[instance].Type.Kind is ValueKind.Row or ValueKind.Situation && Columns(operation.Property.ContainingType).Any(column => column.Name == operation.Property.Name)
            ? _nodes.Add(new Node.Field(TypeOf(operation.Type, operation), instance, operation.Property.Name))
            : throw Speaking(operation, Descriptors.UnsupportedCall, operation.Property.ContainingType.Name + "." + operation.Property.Name);
    }

    private int Call(IInvocationOperation call)
    {
        var arguments = new int[call.Arguments.Length];
        foreach (var argument in call.Arguments)                    // named arguments come in any order
            arguments[argument.Parameter!.Ordinal] = Expression(argument.Value);
        var method = call.TargetMethod;
        if (call.Instance is { } asked)
            return IsQuestion(method)
                ? _nodes.Add(new Node.Ask(TypeOf(call.Type, call), Expression(asked), Vocabulary.Id(method), new(arguments)))
                : throw Unknown(call);
        if (Vocabulary.FindOperation(_context, method) is { } operation)
            return Apply(call, Vocabulary.Id(operation), arguments);
        if (Helpers.Find(_context, method, _trail, call.Syntax.GetLocation()) is not { } helper)
            throw Unknown(call);
        var inputs = method.Parameters.ToDictionary(parameter => parameter.Name, parameter => arguments[parameter.Ordinal]);
        return _nodes.Inline(helper, inputs);
    }

    /// <summary>An operation, in its stable form where the one written is not.</summary>
    private int Apply(IInvocationOperation call, string operation, int[] arguments)
    {
        var type = TypeOf(call.Type, call);
        if (StableForms.Of(_nodes, operation, arguments) is not { } stable)
            return _nodes.Add(new Node.Apply(type, operation, new(arguments)));
        _notes.Add(Diagnostic.Create(Descriptors.UnstableForm, call.Syntax.GetLocation(), Refusal.Properties(stable.Name.Substring(0, stable.Name.IndexOf('('))), stable.Name));
        return _nodes.Add(new Node.Apply(type, stable.Operation, EquatableArray.Of(stable.Argument)));
    }

    /// <summary>Networks are asked what is marked as a question; an expert is asked anything that it declares.</summary>
    private bool IsQuestion(IMethodSymbol method)
        => _context.Attribute(method, WellKnownNames.Question) is not null || _context.Is(method.ContainingType, WellKnownNames.Expert);

    private static Refusal Unknown(IInvocationOperation call)
        => Speaking(call, Descriptors.UnsupportedCall, call.TargetMethod.ContainingType?.Name + "." + call.TargetMethod.Name);
}
