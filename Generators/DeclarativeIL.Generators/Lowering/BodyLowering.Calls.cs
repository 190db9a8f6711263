using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

internal sealed partial class BodyLowering
{
    private int Property(IPropertyReferenceOperation operation)
    {
        if (
            operation
                is {
                    Property: { Name: "Length", ContainingType: { SpecialType: SpecialType.System_Array } or { Name: "ReadOnlyMemory" } },
                    Instance: { } list
                }
            && operation.Instance.Type is { } listed
            && ValueTypes.IsList(listed)
        )
            return Length(Expression(list));
        if (OwnProperty(operation) is { } own)
            return own;
        if (operation.Instance is null)
            throw RefusalAt(operation, Descriptors.CapturedState, operation.Property.Name);
        var instance = Expression(operation.Instance);
        if (
            operation.Property.Name == "Value"
            && (
                _context.Is(operation.Property.ContainingType, WellKnownNames.Uniform)
                || _context.Is(operation.Property.ContainingType, WellKnownNames.Gaussian)
            )
        )
            return instance; // a draw stands for its numbers
        if (_context.Attribute(operation.Property, WellKnownNames.Question) is not null)
            return _nodes.Add(new Node.Ask(TypeOf(operation.Type, operation), instance, Vocabulary.Id(operation.Property), default));
        if (Vocabulary.FindOperation(_context, operation.Property) is { } member)
            return _nodes.Add(
                new Node.Apply(
                    TypeOf(operation.Type, operation),
                    Vocabulary.Id(member),
                    new([instance, .. operation.Arguments.Select(argument => Expression(argument.Value))])
                )
            );
        if (_nodes[instance].Type.Kind is ValueKind.State or ValueKind.Act && PointMember(operation, instance) is { } point)
            return point;
        return
            _nodes[instance].Type.Kind is ValueKind.Row or ValueKind.Situation
            && Columns(operation.Property.ContainingType).Any(column => column.Name == operation.Property.Name)
            ? _nodes.Field(instance, ColumnType(operation.Property, operation), operation.Property.Name)
            : throw RefusalAt(
                operation,
                Descriptors.UnsupportedCall,
                operation.Property.ContainingType.Name + "." + operation.Property.Name
            );
    }

    /// <summary>A component of a list of numbers in a row.</summary>
    private int Element(IArrayElementReferenceOperation element) =>
        element is { Indices: [var index], ArrayReference: IPropertyReferenceOperation or ILocalReferenceOperation }
        && Expression(element.ArrayReference) is var list
        && _nodes[list].Type.Kind == ValueKind.Vector
        && Component() is { } component
            ? _nodes.Add(new Node.Apply(ValueType.Scalar, Vocabulary.Id(component), EquatableArray.Of(list, Expression(index))))
            : throw RefusalAt(element, Descriptors.UnsupportedExpression, Describe(element));

    /// <summary>Lowers the length of a list of numbers: its number of components.</summary>
    private int Length(int list) =>
        _context.Type(WellKnownNames.Vector)?.GetMembers("Size").FirstOrDefault() is { } size
            ? _nodes.Add(new Node.Apply(ValueType.Scalar, Vocabulary.Id(size), EquatableArray.Of(list)))
            : throw Refusal.Silent();

    private IPropertySymbol? Component() =>
        _context
            .Type(WellKnownNames.Vector)
            ?.GetMembers()
            .OfType<IPropertySymbol>()
            .FirstOrDefault(property => property.IsIndexer && property.Parameters[0].Type.SpecialType == SpecialType.System_Int32);

    /// <summary>A component of a state or an act is that of its displacement; a discrete act is its only component.</summary>
    private int? PointMember(IPropertyReferenceOperation operation, int instance)
    {
        var index = (operation.Property, operation.Arguments) switch
        {
            ({ IsIndexer: true }, [{ Value: { } given }]) => Expression(given),
            ({ Name: "Index" }, []) => _nodes.Constant(0),
            _ => (int?)null,
        };
        if (index is not { } place || Component() is not { } component)
            return null;
        var displacement = _nodes.Add(new Node.Unary(ValueType.Vector, UnaryOperator.ToVector, instance));
        return _nodes.Add(new Node.Apply(ValueType.Scalar, Vocabulary.Id(component), EquatableArray.Of(displacement, place)));
    }

    private int Call(IInvocationOperation call)
    {
        if (IsFold(call.TargetMethod))
            return Fold(call);
        var arguments = new int[call.Arguments.Length];
        foreach (var argument in call.Arguments) // named arguments come in any order
            arguments[argument.Parameter!.Ordinal] = Expression(argument.Value);
        var method = call.TargetMethod;
        if (OwnCall(call, arguments) is { } own)
            return own;
        if ((PartOf(call, arguments) ?? JoinOf(call, arguments)) is { } part)
            return part;
        if (call.Instance is { } asked)
            return IsQuestion(method)
                ? _nodes.Add(new Node.Ask(TypeOf(call.Type, call), Expression(asked), Vocabulary.Id(method), new(arguments)))
                : throw Unknown(call);
        if (arguments is [var displacement] && Vocabulary.Id(method) == WellKnownNames.ActAt)
            return _nodes.Add(new Node.Unary(ValueType.Act, UnaryOperator.ToAct, displacement));
        if (Vocabulary.FindOperation(_context, method) is { } operation)
        {
            CheckCounts(call, (IMethodSymbol)operation, arguments);
            return Apply(call, Vocabulary.Id(operation), arguments);
        }
        if (Helpers.Find(_context, method, _trail, call.Syntax.GetLocation()) is not { } helper)
            throw Unknown(call);
        return Inline(helper, method, arguments);
    }

    /// <summary>A number that the batched form takes as it is must be the same for all rows.</summary>
    private void CheckCounts(IInvocationOperation call, IMethodSymbol operation, int[] arguments)
    {
        if (
            operation.Parameters.All(parameter => parameter.Type.SpecialType != SpecialType.System_Int32)
            || _context.Attribute(operation, WellKnownNames.Operation) is not { ConstructorArguments: [{ Value: string batched }] }
        )
            return;
        foreach (var place in OperationForms.Counts(operation, batched))
            if (!IsKnownBefore(arguments[place]))
                throw RefusalAt(call, Descriptors.CountOfRow, operation.Parameters[place].Name, operation.Name);
    }

    private bool IsKnownBefore(int node) =>
        _nodes[node] is Node.Constant or Node.Parameter { Type.Kind: ValueKind.Scalar }
        || (_nodes[node] is Node.Unary or Node.Binary && _nodes[node].Operands.All(IsKnownBefore));

    /// <summary>
    /// Inlines a helper: its result takes the helper's name, its arguments those of the parameters, unless they have names.
    /// </summary>
    private int Inline(Equation helper, IMethodSymbol method, int[] arguments)
    {
        foreach (var parameter in method.Parameters)
            _nodes.Name(arguments[parameter.Ordinal], parameter.Name, NameRank.Parameter);
        var root =
            _context.IsExact && LongHelpers.Is(helper, method)
                ? _nodes.Add(new Node.Apply(helper.Type, Vocabulary.Id(method), new(Lanes(method, arguments))))
                : _nodes.Inline(
                    helper,
                    method.Parameters.ToDictionary(parameter => parameter.Name, parameter => arguments[parameter.Ordinal])
                );
        if (method.MethodKind == MethodKind.Ordinary)
            _nodes.Name(root, method.Name, NameRank.Helper);
        return root;
    }

    /// <summary>The arguments of a helper that stays a method: numbers and truths, those of a row one by one.</summary>
    private IEnumerable<int> Lanes(IMethodSymbol method, int[] arguments) =>
        method.Parameters.SelectMany(parameter =>
            _nodes[arguments[parameter.Ordinal]].Type.Kind == ValueKind.Row
                ? Columns(parameter.Type)
                    .Select(column => _nodes.Field(arguments[parameter.Ordinal], TypeOf(column.Type, Location.None), column.Name))
                : [arguments[parameter.Ordinal]]
        );

    /// <summary>An operator that a user declares is a helper.</summary>
    private int Operate(IOperation operation, IMethodSymbol method, params int[] operands) =>
        !method.IsImplicitlyDeclared && Helpers.Find(_context, method, _trail, operation.Syntax.GetLocation()) is { } helper
            ? Inline(helper, method, operands)
            : throw (
                method.IsImplicitlyDeclared
                    ? RefusalAt(operation, Descriptors.UnsupportedExpression, $"comparison of '{method.ContainingType.Name}' values")
                    : RefusalAt(operation, Descriptors.UnsupportedCall, $"{method.ContainingType.Name}.{method.Name}")
            );

    /// <summary>Tells whether an operator belongs to a user's type, and to none of the language's own.</summary>
    private bool IsOfUser(IMethodSymbol? method) =>
        method?.ContainingType is { } home
        && home.SpecialType == SpecialType.None
        && !SymbolEqualityComparer.Default.Equals(home.ContainingAssembly, _context.Type(WellKnownNames.Loss)?.ContainingAssembly);

    /// <summary>An operation, in its stable form where the one written is not.</summary>
    private int Apply(IInvocationOperation call, string operation, int[] arguments)
    {
        var type = TypeOf(call.Type, call);
        if (StableForms.Of(_nodes, operation, arguments) is not { } stable)
            return _nodes.Add(new Node.Apply(type, operation, new(arguments)));
        _notes.Add(
            Diagnostic.Create(
                Descriptors.UnstableForm,
                call.Syntax.GetLocation(),
                Refusal.Properties(stable.Name.Substring(0, stable.Name.IndexOf('('))),
                stable.Name
            )
        );
        return _nodes.Add(new Node.Apply(type, stable.Operation, EquatableArray.Of(stable.Argument)));
    }

    /// <summary>Networks are asked what is marked as a question; an expert is asked anything that it declares.</summary>
    private bool IsQuestion(IMethodSymbol method) =>
        _context.Attribute(method, WellKnownNames.Question) is not null || _context.Is(method.ContainingType, WellKnownNames.Expert);

    private Refusal Unknown(IInvocationOperation call) =>
        _context.IsExact ? RefusalAt(call, Descriptors.InexactCall, call.TargetMethod.ContainingType?.Name + "." + call.TargetMethod.Name)
        : HasWiderForm(call.TargetMethod)
            ? RefusalAt(call, Descriptors.NarrowArithmetic, call.TargetMethod.Parameters[0].Type.ToDisplayString())
        : RefusalAt(call, Descriptors.UnsupportedCall, call.TargetMethod.ContainingType?.Name + "." + call.TargetMethod.Name);

    /// <summary>Tells whether a function of the same name and number of arguments is one of the language: that of <c>double</c>.</summary>
    private bool HasWiderForm(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters.Length: > 0, ContainingType: { } type }
        && type.GetMembers(method.Name)
            .OfType<IMethodSymbol>()
            .Any(other => other.Parameters.Length == method.Parameters.Length && Vocabulary.FindOperation(_context, other) is not null);
}
