using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Names that callers of generated code write cannot yield: properties of hyperparameters, <c>Train</c>, <c>Accumulate</c> and their
/// kin. All others are seen to where they are generated.
/// </summary>
internal static class NameChecks
{
    private const string Inferred = "var",
        Formula = "Formula";

    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        CheckInferred(type);
        var used = Identifiers(type);
        var properties = Properties(model, type, used);
        var methods = Methods(model);
        var members = TakenNames.Members(type).ToLookup(member => member.Name);
        if (properties.TryGetValue(Formula, out var hyperparameter))
            throw new Refusal(Descriptors.NameClash, hyperparameter, Formula, "the property of a hyperparameter");
        foreach (var (property, place) in properties.Select(pair => (pair.Key, pair.Value)).Append((Formula, type.Locations[0])))
            if (property == type.Name)
                throw new Refusal(Descriptors.NameClash, place, property, "the class itself");
            else if (members[property].FirstOrDefault() is { } taken)
                throw new Refusal(
                    Descriptors.NameClash,
                    property == Formula ? Place(taken, type) : place,
                    property,
                    Described(taken, type)
                );
            else if (methods.Contains(property))
                throw new Refusal(Descriptors.NameClash, place, property, "a generated method");
        if (methods.Contains(type.Name))
            throw new Refusal(Descriptors.NameClash, type.Locations[0], type.Name, "the class itself");
        foreach (var method in methods)
            if (
                members[method]
                    .FirstOrDefault(member => member.Kind != SymbolKind.Method || method.EndsWith("OfOne", StringComparison.Ordinal)) is
                { } taken
            )
                throw new Refusal(Descriptors.NameClash, Place(taken, type), method, Described(taken, type));
            else if (used.Contains(method) && !members[method].Any())
                throw new Refusal(Descriptors.NameClash, type.Locations[0], method, "a name that the class uses for something else");
    }

    /// <summary>Generated code lets the compiler infer the types of locals.</summary>
    private static void CheckInferred(INamedTypeSymbol type)
    {
        var isThere = type.Name == Inferred || TakenNames.Members(type).Any(member => member is INamedTypeSymbol { Name: Inferred });
        for (var space = type.ContainingNamespace; space is not null && !isThere; space = space.ContainingNamespace)
            isThere = space.GetTypeMembers(Inferred).Any();
        if (isThere)
            throw new Refusal(Descriptors.InferredType, type.Locations[0], type.Name);
    }

    /// <summary>
    /// The generated properties and where each comes from; that two things are not one is checked before (<see cref="PropertyChecks"/>).
    /// </summary>
    private static Dictionary<string, Location> Properties(AlgorithmModel model, INamedTypeSymbol type, HashSet<string> used)
    {
        var properties = new Dictionary<string, Location>();
        foreach (var (property, _, place, parameter) in PropertyChecks.Properties(model, type))
        {
            if (parameter is not null && used.Contains(property) && !IsNamedLikeItsType(parameter, property))
                throw new Refusal(Descriptors.NameClash, place, property, "a name that the class uses for something else");
            properties[property] = place;
        }
        return properties;
    }

    /// <summary>A property may be named like its own type: C# tells the two apart.</summary>
    private static bool IsNamedLikeItsType(ParameterModel parameter, string property) =>
        parameter.Role is Role.Hyperparameter role
        && (role.CSharpType.EndsWith("." + property, StringComparison.Ordinal) || role.CSharpType == "global::" + property);

    private static HashSet<string> Methods(AlgorithmModel model) =>
        [
            "Train",
            "TrainAsync",
            .. PhaseNames.Of(model).Select(phase => "Accumulate" + phase.Value),
            .. model.Others.Augments.Select(augment => augment.Name + "Each"),
            .. model
                .Losses.Where(loss => loss.Origin.Length == 0)
                .Select(loss => loss.Member)
                .Concat(model.Others.Own)
                .Select(member => member.Name + "OfOne"),
        ];

    private static string Described(ISymbol member, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
            ? $"a member of '{type.Name}'"
            : $"a member that '{type.Name}' inherits from '{member.ContainingType.Name}'";

    private static Location Place(ISymbol member, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, type) ? member.Locations[0] : type.Locations[0];

    private static HashSet<string> Identifiers(INamedTypeSymbol type) =>
        [
            .. type
                .DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
                .Where(syntax => !syntax.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
                .SelectMany(syntax => syntax.DescendantNodes())
                .OfType<MemberAccessExpressionSyntax>()
                .Select(access => access.Expression)
                .OfType<IdentifierNameSyntax>()
                .Where(name => !IsVariable(name))
                .Select(name => name.Identifier.ValueText),
        ];

    /// <summary>Tells whether the method around declares the name itself.</summary>
    private static bool IsVariable(IdentifierNameSyntax name) =>
        name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method
        && (
            method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText)
            || method
                .DescendantNodes()
                .OfType<VariableDeclaratorSyntax>()
                .Any(local => local.Identifier.ValueText == name.Identifier.ValueText)
        );
}
