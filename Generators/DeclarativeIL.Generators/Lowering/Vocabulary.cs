using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Reads the attributes that make members of the runtime, or of the user, words of the language.</summary>
internal static class Vocabulary
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    public static string Id(ISymbol symbol) => symbol.OriginalDefinition.GetDocumentationCommentId() ?? throw Refusal.Silent();

    public static string Name(ITypeSymbol type) => type.ToDisplayString(Qualified);

    public static QuestionModel? Question(CompilationContext context, ISymbol member)
    {
        if (
            context.Attribute(member, WellKnownNames.Question)
            is not { ConstructorArguments: [{ Value: INamedTypeSymbol record }, { Value: INamedTypeSymbol capability }] } question
        )
            return ExpertQuestion(context, member);
        var isOfPolicies = capability.AllInterfaces.Add(capability).Any(type => Name(type) == RuntimeTypes.PolicyNetwork);
        return new(
            Id(member),
            member.Name,
            Name(record),
            Name(capability),
            isOfPolicies,
            member is IMethodSymbol { Parameters.Length: > 0 }
        )
        {
            And = question.NamedArguments.FirstOrDefault(argument => argument.Key == "And").Value.Value is INamedTypeSymbol and
                ? Name(and)
                : "",
        };
    }

    /// <summary>The question that a method of an expert stands for, of those experts that have the required interface.</summary>
    private static QuestionModel? ExpertQuestion(CompilationContext context, ISymbol member)
    {
        if (member is not IMethodSymbol || !context.Is(member.ContainingType, WellKnownNames.Expert))
            return null;
        var capability = context.Attribute(member, WellKnownNames.Requires)
            is { ConstructorArguments: [{ Value: INamedTypeSymbol required }] }
            ? Name(required)
            : RuntimeTypes.ActionExpert;
        return new(Id(member), member.Name, "", capability, IsOfPolicies: false, PerRow: true);
    }

    /// <summary>The operation that a call or a property means: itself, or the one that stands for it.</summary>
    public static ISymbol? FindOperation(CompilationContext context, ISymbol used)
    {
        if (context.IsExact)
            return ExactFunctions.Knows(used) ? used : null;
        if (context.Attribute(used, WellKnownNames.Operation) is not null)
            return used;
        if (used is not IMethodSymbol called || called.ContainingType is null || context.StandIn(called.ContainingType) is not { } standIn)
            return null;
        return standIn
            .GetMembers(called.Name)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(candidate =>
                SameParameters(candidate, called) && context.Attribute(candidate, WellKnownNames.Operation) is not null
            );
    }

    public static OperationModel? Operation(CompilationContext context, ISymbol member)
    {
        if (context.Attribute(member, WellKnownNames.Operation) is not { ConstructorArguments: [{ Value: string batched }] } attribute)
            return null;
        var home = Name(member.ContainingType);
        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;
        return new(
            Id(member),
            Scalar(context, member, home),
            home + "." + batched,
            member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name,
            Named("Latex") as string ?? "",
            Parameters(member).Select(parameter => parameter.Name).ToEquatableArray(),
            Gradients(context, member).ToEquatableArray(),
            Named("Each") is string each && OperationForms.Each(context, member, each) is { } ofNumbers ? Called(ofNumbers) : "",
            Named("Into") is string into && OperationForms.Into(context, member, into) is { } inMemory ? Called(inMemory) : "",
            Named("OverRows") is string overRows ? home + "." + overRows : "",
            Named("Chooses") is true,
            Width(context, member, home),
            OperationForms.Counts(member, batched).ToEquatableArray(),
            OperationSource.Of(context, member, attribute)
        );
    }

    private static string Width(CompilationContext context, ISymbol member, string home)
    {
        if (context.Attribute(member, WellKnownNames.ResultWidth) is not { ConstructorArguments: [{ Value: string method }] })
            return "";
        var sizes = Parameters(member)
            .Select((parameter, i) => (parameter.Type, Place: i))
            .Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32 || context.Is(parameter.Type, WellKnownNames.Vector))
            .Select(parameter => Place(parameter.Place, parameter.Type));
        return $"{home}.{method}({string.Join(", ", sizes)})";
    }

    /// <summary>The C# form of a call of a static method.</summary>
    private static string Called(IMethodSymbol method) =>
        $"{Name(method.ContainingType)}.{method.Name}("
        + $"{string.Join(", ", method.Parameters.Select((parameter, i) => Place(i, parameter.Type)))})";

    /// <summary>The C# form of the one-sample member over its arguments.</summary>
    private static string Scalar(CompilationContext context, ISymbol member, string home)
    {
        if (member is IPropertySymbol property)
            return property.IsIndexer ? $"{{0}}[{Place(1, property.Parameters[0].Type)}]" : Double("{0}." + property.Name, property.Type);
        var called = context.Attribute(member.ContainingType, WellKnownNames.StandsFor)
            is { ConstructorArguments: [{ Value: INamedTypeSymbol type }] }
            ? Name(type)
            : home;
        return Double(
            $"{called}.{member.Name}({string.Join(", ", Parameters(member).Select((parameter, i) => Place(i, parameter.Type)))})",
            (member as IMethodSymbol)?.ReturnType
        );
    }

    /// <summary>A pattern whose value is a double in equations, so that nothing divides integers.</summary>
    private static string Double(string pattern, ITypeSymbol? type) =>
        type?.SpecialType == SpecialType.System_Int32 ? OperationModel.Whole + pattern : pattern;

    /// <summary>The place of an argument in a pattern; whole numbers are doubles in equations.</summary>
    private static string Place(int argument, ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Int32 ? $"(int)({{{argument}}})" : $"{{{argument}}}";

    /// <summary>A member's arguments; of a property, the object comes first.</summary>
    public static IReadOnlyList<(string Name, ITypeSymbol Type)> Parameters(ISymbol member) =>
        member switch
        {
            IPropertySymbol property =>
            [
                ("this", property.ContainingType),
                .. property.Parameters.Select(parameter => (parameter.Name, parameter.Type)),
            ],
            IMethodSymbol method => [.. method.Parameters.Select(parameter => (parameter.Name, parameter.Type))],
            _ => [],
        };

    private static IEnumerable<GradientModel> Gradients(CompilationContext context, ISymbol member)
    {
        var parameters = Parameters(member);
        foreach (var attribute in member.GetAttributes())
        {
            if (
                !context.Is(attribute.AttributeClass, WellKnownNames.Gradient)
                || attribute.ConstructorArguments is not [{ Value: string parameter }, { Value: string name }]
            )
                continue;
            var derivative = member
                .ContainingType.GetMembers(name)
                .OfType<IMethodSymbol>()
                .Where(candidate =>
                    candidate.Parameters.Length == parameters.Count + 1 && !context.Is(candidate.ReturnType, WellKnownNames.Tensor)
                )
                .OrderByDescending(candidate =>
                    parameters
                        .Zip(candidate.Parameters, (mine, its) => SymbolEqualityComparer.Default.Equals(mine.Type, its.Type))
                        .Count(same => same)
                )
                .FirstOrDefault(); // of overloads, the one that takes the operation's own types
            if (derivative is null || Helpers.Find(context, derivative, []) is not { } equation)
                continue;
            yield return new(parameter, derivative.Parameters[parameters.Count].Name, Renamed(context, equation, derivative, parameters));
        }
    }

    /// <summary>The derivative's equation over the operation's own parameter names.</summary>
    private static Equation Renamed(
        CompilationContext context,
        Equation equation,
        IMethodSymbol derivative,
        IReadOnlyList<(string Name, ITypeSymbol Type)> parameters
    )
    {
        var nodes = new EquationBuilder();
        var inputs = new Dictionary<string, int>();
        for (var i = 0; i < parameters.Count; i++)
            inputs[derivative.Parameters[i].Name] = nodes.Add(
                new Node.Parameter(ValueTypes.Of(context, parameters[i].Type) ?? ValueType.Scalar, parameters[i].Name)
            );
        var root = nodes.Inline(equation, inputs);
        return nodes.Build(root);
    }

    private static bool SameParameters(IMethodSymbol left, IMethodSymbol right) =>
        left.Parameters.Length == right.Parameters.Length
        && left.Parameters.Zip(right.Parameters, (l, r) => SymbolEqualityComparer.Default.Equals(l.Type, r.Type)).All(same => same);
}
