using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>
/// An equation with the place in the source that each node came from, and remarks on it (for diagnostics only; never part of a model).
/// </summary>
internal sealed record LoweredBody(Equation Equation, IReadOnlyDictionary<int, Location> Places, IReadOnlyList<Diagnostic> Notes);

/// <summary>Turns the body of one method into an equation: locals, one return, expressions.</summary>
internal sealed partial class BodyLowering
{
    private readonly CompilationContext _context;
    private readonly IReadOnlyList<IMethodSymbol> _trail;
    private readonly EquationBuilder _nodes = new();
    private readonly Dictionary<ISymbol, int> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<int, Location> _places = [];
    private readonly List<Diagnostic> _notes = [];

    private BodyLowering(CompilationContext context, IReadOnlyList<IMethodSymbol> trail)
    {
        _context = context;
        _trail = trail;
    }

    /// <exception cref="Refusal">The body is not an equation.</exception>
    public static LoweredBody Lower(CompilationContext context, IMethodSymbol method, IReadOnlyList<IMethodSymbol> trail)
    {
        if (method.IsExtern)
            throw new Refusal(Descriptors.UnsupportedStatement, method.Locations[0], Words.Start("method without a body"));
        var syntax = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax();
        if (trail.Any(caller => SymbolEqualityComparer.Default.Equals(caller, method)))
            throw new Refusal(Descriptors.Recursion, method.Locations[0], method.Name);
        if (method.MethodKind == MethodKind.LocalFunction)
            throw new Refusal(Descriptors.UnsupportedStatement, syntax.GetLocation(), Words.Start("local function"));
        var body = context.ModelOf(syntax.SyntaxTree)?.GetOperation(syntax) switch
        {
            IMethodBodyOperation operation => operation.BlockBody ?? operation.ExpressionBody ?? throw Refusal.Silent(),
            IBlockOperation getter => getter,
            _ => throw Refusal.Silent(),
        };
        var lowering = new BodyLowering(context, [.. trail, method]);
        foreach (var parameter in (method.PartialImplementationPart ?? method).Parameters)
            lowering._values[parameter] = lowering._nodes.Add(
                new Node.Parameter(lowering.TypeOf(parameter.Type, parameter.Locations[0]), parameter.Name)
            );
        var root = lowering.Block(body);
        return new(lowering._nodes.Build(root), lowering._places, [.. lowering._notes.Distinct()]); // a step says the same each time
    }

    private int Block(IBlockOperation block)
    {
        foreach (var statement in block.Operations)
            switch (statement)
            {
                case IVariableDeclarationGroupOperation group:
                    foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                        Local(declarator);
                    break;
                case IReturnOperation { ReturnedValue: { } value }:
                    return Expression(value);
                case IInvalidOperation:
                    throw Refusal.Silent();
                default:
                    throw RefusalAt(statement, Descriptors.UnsupportedStatement, Describe(statement));
            }
        throw Refusal.Silent(); // no return: the compiler says so
    }

    private void Local(IVariableDeclaratorOperation declarator)
    {
        var value =
            (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value
            ?? throw RefusalAt(declarator, Descriptors.UnsupportedStatement, "local without a value");
        var node = _values[declarator.Symbol] = Expression(value);
        _nodes.Name(node, declarator.Symbol.Name, NameRank.Local);
    }

    private int Expression(IOperation operation)
    {
        var node = Lower(operation);
        if (!_places.ContainsKey(node))
            _places[node] = operation.Syntax.GetLocation();
        return node;
    }

    private int Lower(IOperation operation) =>
        operation switch
        {
            { ConstantValue.HasValue: true } when Divided(operation) is { } division => throw RefusalAt(
                division,
                Descriptors.IntegerDivision
            ),
            { ConstantValue: { HasValue: true } constant } => Constant(operation, constant.Value),
            IParameterReferenceOperation parameter => Known(parameter.Parameter, parameter),
            ILocalReferenceOperation local => Known(local.Local, local),
            IParenthesizedOperation inner => Expression(inner.Operand),
            IConversionOperation conversion => Conversion(conversion),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation unary => Unary(unary),
            IConditionalOperation { WhenFalse: { } otherwise } choice => _nodes.Add(
                new Node.Select(
                    TypeOf(choice.Type, choice),
                    Expression(choice.Condition),
                    Expression(choice.WhenTrue),
                    Expression(otherwise)
                )
            ),
            ISwitchExpressionOperation choice => Switch(choice),
            IIsPatternOperation question => Pattern(question.Pattern, Expression(question.Value)),
            IWithOperation with => With(with),
            IObjectCreationOperation creation => Create(creation),
            IInvocationOperation call => Call(call),
            IPropertyReferenceOperation property => Property(property),
            IArrayElementReferenceOperation element => Element(element),
            IFieldReferenceOperation field => throw RefusalAt(field, Descriptors.CapturedState, field.Field.Name),
            IInvalidOperation => throw Refusal.Silent(),
            _ => throw RefusalAt(operation, Descriptors.UnsupportedExpression, Describe(operation)),
        };

    /// <summary>A division of integers that the compiler has carried out already, remainder dropped.</summary>
    private IOperation? Divided(IOperation constant) =>
        constant
            .DescendantsAndSelf()
            .FirstOrDefault(inner =>
                (inner is IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division && ValueTypes.IsInteger(division.Type))
                || (inner is IFieldReferenceOperation { Field.IsConst: true } && IntegerDivisions.Find(_context, inner.Syntax) is not null)
            );

    private int Known(ISymbol symbol, IOperation operation) =>
        _values.TryGetValue(symbol, out var node) ? node : throw RefusalAt(operation, Descriptors.CapturedState, symbol.Name);

    private int Constant(IOperation operation, object? value) =>
        value switch
        {
            bool truth => _nodes.Truth(truth),
            _ when operation.Type is { TypeKind: TypeKind.Enum } type => EnumValue(operation, type, value),
            double number => _nodes.Constant(number),
            int number => _nodes.Constant(number),
            float number => _nodes.Constant(number),
            sbyte or byte or short or ushort or uint or long or ulong when Exact(value) is { } number => _nodes.Constant(number),
            _ => throw RefusalAt(operation, Descriptors.UnsupportedType, operation.Type?.ToDisplayString() ?? "null"),
        };

    /// <summary>A whole number as a double; null where it has none of its own.</summary>
    private static double? Exact(object value) =>
        Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) is var number && Math.Abs(number) <= 1L << 53
            ? number
            : null;

    private int EnumValue(IOperation operation, ITypeSymbol type, object? value)
    {
        var member = type.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null
            ? throw RefusalAt(operation, Descriptors.UnsupportedExpression, "value outside its enum")
            : _nodes.Add(new Node.EnumValue(TypeOf(type, operation), member.Name));
    }

    private ValueType TypeOf(ITypeSymbol? type, IOperation operation) => TypeOf(type, operation.Syntax.GetLocation());

    private ValueType TypeOf(ITypeSymbol? type, Location place) =>
        type is null or IErrorTypeSymbol ? throw Refusal.Silent()
        : ValueTypes.Of(_context, type) is not { } found
            ? throw new Refusal(Descriptors.UnsupportedType, place, type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat))
        : found.Kind == ValueKind.Row && RowTypes.Altered(_context, type) is { } column
            ? throw new Refusal(Descriptors.AlteredColumn, place, type.Name, column)
        : found;

    /// <summary>A refusal at an operation; silent where the compiler has already marked an error inside.</summary>
    private static Refusal RefusalAt(IOperation operation, DiagnosticDescriptor descriptor, params object[] arguments) =>
        operation.DescendantsAndSelf().Any(inner => inner is IInvalidOperation || inner.Type is IErrorTypeSymbol)
            ? Refusal.Silent()
            : new(
                descriptor,
                operation.Syntax.GetLocation(),
                descriptor == Descriptors.UnsupportedStatement || descriptor == Descriptors.UnsupportedExpression
                    ? [Words.Start((string)arguments[0])]
                    : arguments
            );

    /// <summary>The syntax kind in words: "for statement", "await expression".</summary>
    private static string Describe(IOperation operation) =>
        string.Concat(
            operation
                .Syntax.Kind()
                .ToString()
                .Select(
                    (letter, i) =>
                        i > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()
                )
        );
}
