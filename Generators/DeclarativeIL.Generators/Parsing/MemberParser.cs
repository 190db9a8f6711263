using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads the members of a declared class.</summary>
internal static class MemberParser
{
    public static LossModel Loss(CompilationContext context, IMethodSymbol method, AttributeData attribute)
    {
        var (member, places) = Member(context, method, "Loss", returns: SpecialType.System_Double, "double");
        LossChecks.Check(context, member, places, method);
        return new(member, Integer(attribute, "Turn"), Weight: 1, WeightName: "", Origin: "");
    }

    public static GateModel Gate(CompilationContext context, IMethodSymbol method, AttributeData attribute)
    {
        if (!context.Is(method.ReturnType, WellKnownNames.Control))
            throw WrongReturnType(method, "Aggregate", "Control");
        var (member, _) = Member(context, method, "Aggregate", returns: null, "Control");
        if (attribute.ConstructorArguments is not [{ Value: int store }])
            throw Refusal.Silent();
        return new(member, StoreEveryState: store == 0);
    }

    private static (MemberModel Member, LoweredBody Body) Member(
        CompilationContext context, IMethodSymbol method, string attribute, SpecialType? returns, string expected)
    {
        if (method.ReturnType is IErrorTypeSymbol)
            throw Refusal.Silent();
        if (!method.IsStatic)
            throw new Refusal(Descriptors.NotStatic, method.Locations[0], method.Name);
        if (returns is { } special && method.ReturnType.SpecialType != special)
            throw WrongReturnType(method, attribute, expected);
        var parameters = method.Parameters.Select(parameter => ParameterParser.Parse(context, parameter, attribute)).ToEquatableArray();
        var body = BodyLowering.Lower(context, method, []);
        var signature = method.Parameters.Select(parameter => Vocabulary.Name(parameter.Type) + " " + Escape(parameter.Name));
        return (new(method.Name, parameters, body.Equation, signature.ToEquatableArray(), ParameterParser.Summary(method)), body);
    }

    public static string Escape(string name)
        => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    private static int Integer(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is int number ? number : 0;

    private static Refusal WrongReturnType(IMethodSymbol method, string attribute, string expected)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax() as MethodDeclarationSyntax;
        var place = syntax?.ReturnType.GetLocation() ?? method.Locations[0];
        return new(Descriptors.WrongReturnType, place, method.Name,
            method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), attribute, expected);
    }
}
