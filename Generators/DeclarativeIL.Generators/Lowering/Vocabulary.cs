using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Reads the attributes that make members of the runtime, or of the user, words of the language.</summary>
internal static class Vocabulary
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    public static string Id(ISymbol symbol)
        => symbol.OriginalDefinition.GetDocumentationCommentId() ?? throw Refusal.Silent();

    public static string Name(ITypeSymbol type) => type.ToDisplayString(Qualified);

    public static QuestionModel? Question(CompilationContext context, ISymbol member)
    {
        if (context.Attribute(member, WellKnownNames.Question) is not
            { ConstructorArguments: [{ Value: INamedTypeSymbol record }, { Value: INamedTypeSymbol capability }] })
            return ExpertQuestion(context, member);
        return new(Id(member), member.Name, Name(record), Name(capability), member is IMethodSymbol { Parameters.Length: > 0 });
    }

    /// <summary>What an expert can be asked: any method that it declares, of those experts that have the required interface.</summary>
    private static QuestionModel? ExpertQuestion(CompilationContext context, ISymbol member)
    {
        if (member is not IMethodSymbol || !context.Is(member.ContainingType, WellKnownNames.Expert))
            return null;
        var capability = context.Attribute(member, WellKnownNames.Requires) is { ConstructorArguments: [{ Value: INamedTypeSymbol required }] }
            ? Name(required)
            : WellKnownNames.ActionExpert;
        return new(Id(member), member.Name, "", capability, PerRow: true);
    }

    /// <summary>The operation that a call means: itself, or the one that stands for it.</summary>
    public static IMethodSymbol? FindOperation(CompilationContext context, IMethodSymbol called)
    {
        if (context.Attribute(called, WellKnownNames.Operation) is not null)
            return called;
        if (called.ContainingType is null || context.StandIn(called.ContainingType) is not { } standIn)
            return null;
        return standIn.GetMembers(called.Name).OfType<IMethodSymbol>().FirstOrDefault(
            candidate => SameParameters(candidate, called) && context.Attribute(candidate, WellKnownNames.Operation) is not null);
    }

    public static OperationModel? Operation(CompilationContext context, IMethodSymbol method)
    {
        if (context.Attribute(method, WellKnownNames.Operation) is not { ConstructorArguments: [{ Value: string batched }] } attribute)
            return null;
        var home = Name(method.ContainingType);
        var scalarHome = context.Attribute(method.ContainingType, WellKnownNames.StandsFor) is { ConstructorArguments: [{ Value: INamedTypeSymbol type }] }
            ? Name(type)
            : home;
        var latex = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Latex").Value.Value as string ?? "";
        return new(Id(method), scalarHome + "." + method.Name, home + "." + batched, method.Name, latex,
            method.Parameters.Select(parameter => parameter.Name).ToEquatableArray(),
            Gradients(context, method).ToEquatableArray());
    }

    private static IEnumerable<GradientModel> Gradients(CompilationContext context, IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (!context.Is(attribute.AttributeClass, WellKnownNames.Gradient)
                || attribute.ConstructorArguments is not [{ Value: string parameter }, { Value: string name }])
                continue;
            var derivative = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
                .FirstOrDefault(candidate => candidate.Parameters.Length == method.Parameters.Length + 1);
            if (derivative is null || Helpers.Find(context, derivative, []) is not { } equation)
                continue;
            yield return new(parameter, Rename(derivative, method), Renamed(context, equation, derivative, method));
        }
    }

    private static string Rename(IMethodSymbol derivative, IMethodSymbol method)
        => derivative.Parameters[method.Parameters.Length].Name;

    /// <summary>The derivative's equation over the operation's own parameter names.</summary>
    private static Equation Renamed(CompilationContext context, Equation equation, IMethodSymbol derivative, IMethodSymbol method)
    {
        var nodes = new EquationBuilder();
        var inputs = new Dictionary<string, int>();
        for (var i = 0; i < method.Parameters.Length; i++)
            inputs[derivative.Parameters[i].Name] = nodes.Add(
                new Node.Input(ValueTypes.Of(context, method.Parameters[i].Type) ?? ValueType.Scalar, method.Parameters[i].Name));
        var root = nodes.Inline(equation, inputs);
        return nodes.Build(root);
    }

    private static bool SameParameters(IMethodSymbol left, IMethodSymbol right)
        => left.Parameters.Length == right.Parameters.Length
           && left.Parameters.Zip(right.Parameters, (l, r) => SymbolEqualityComparer.Default.Equals(l.Type, r.Type)).All(same => same);
}
