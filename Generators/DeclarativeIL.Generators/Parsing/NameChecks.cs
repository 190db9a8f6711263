using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>What is generated needs names of its own: properties, methods, and parameters of <c>Train</c>.</summary>
internal static class NameChecks
{
    /// <summary>Parameters and locals of the generated loops.</summary>
    private static readonly HashSet<string> Locals = ["options", "progress", "cancellationToken", "environments", "expert", "contexts", "rounds", "round", "roundSeeds",
        "seeds", "log", "desk", "step", "epoch", "evaluation", "draws", "clock", "noGradient", "rolloutTransitions", "replayTransitions", "planner",
        "rollout", "control", "label", "sampling", "states", "seen", "drawing"];

    /// <summary>Parameters and locals of generated columns and scans, which are given networks but no data sets.</summary>
    private static readonly HashSet<string> InColumns = ["batch", "rows", "feed", "values", "scope", "transitions", "later", "row"];

    private static readonly HashSet<string> Members = ["Train", "TrainAsync", "Accumulate", "Collect", "CollectRows", "Fit", "LossNames", "Formula",
        "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        var properties = new HashSet<string>();
        var used = new Lazy<HashSet<string>>(() => Identifiers(type));
        foreach (var member in model.Members)
            foreach (var parameter in member.Parameters)
                if (Property(parameter) is { } property)
                {
                    properties.Add(property);
                    var place = ClassChecks.Place(type, member.Name, parameter.Name);
                    if (property == type.Name || Members.Contains(property) || property.EndsWith("OfOne", StringComparison.Ordinal) || type.GetMembers(property).Any(IsWritten))
                        throw new Refusal(Descriptors.NameClash, place, property, $"a member of '{type.Name}'");
                    if (used.Value.Contains(property) && !IsNamedLikeItsType(parameter, property))
                        throw new Refusal(Descriptors.NameClash, place, property, "a name that the class uses for something else");
                }
        if (Generated(model).Contains(type.Name))
            throw new Refusal(Descriptors.NameClash, type.Locations[0], type.Name, "the class itself");
        foreach (var written in type.GetMembers().Where(IsWritten))
            if (Generated(model).Contains(written.Name) && written.Kind != SymbolKind.Method | written.Name.EndsWith("OfOne", StringComparison.Ordinal))
                throw new Refusal(Descriptors.NameClash, written.Locations[0], written.Name, "this member");
        CheckVariables(model, type, properties);
    }

    private static void CheckVariables(AlgorithmModel model, INamedTypeSymbol type, HashSet<string> properties)
    {
        var rows = ClassChecks.Parameters(model).Where(pair => pair.Parameter.Role is Role.Row).GroupBy(pair => Inputs.Source(pair.Parameter))
            .ToDictionary(group => group.Key, group => group.First().Parameter.Type);
        foreach (var (member, parameter) in ClassChecks.Parameters(model))
            if (Variable(parameter) is { } data && rows.TryGetValue(data, out var known) && (parameter.Role is not Role.Row || parameter.Type != known))
                throw new Refusal(Descriptors.NameClash, ClassChecks.Place(type, member.Name, parameter.Name), data, $"the data set of '{known.Name.Replace("global::", "")}' rows");
        foreach (var (member, parameter) in ClassChecks.Parameters(model))
            if (Variable(parameter) is { } variable
                && (Locals.Contains(variable) || properties.Contains(variable) || (parameter.Role is not Role.Row && InColumns.Contains(variable))))
                throw new Refusal(Descriptors.NameClash, ClassChecks.Place(type, member.Name, parameter.Name), variable, "a parameter or local of the generated code");
    }

    /// <summary>A property may be named like its own type: C# tells the two apart.</summary>
    private static bool IsNamedLikeItsType(ParameterModel parameter, string property)
        => parameter.Role is Role.Hyperparameter role && (role.CSharpType.EndsWith("." + property, StringComparison.Ordinal) || role.CSharpType == "global::" + property);

    private static string? Property(ParameterModel parameter) => parameter.Role switch
    {
        Role.Hyperparameter => CSharpText.Pascal(parameter.Name),
        Role.Statistic { Kind: Statistics.Quantile, Above: "" } => CSharpText.Level(parameter.Name),
        Role.Network { View: View.Target } => CSharpText.Polyak(parameter.Name),
        _ => null,
    };

    private static string? Variable(ParameterModel parameter) => parameter.Role switch
    {
        Role.Network or Role.Given => parameter.Name,
        Role.Row { Source: Rows.Supplied } => Inputs.Source(parameter),
        _ => null,
    };

    private static HashSet<string> Generated(AlgorithmModel model)
        => [.. Members.Take(8), .. model.Members.Select(member => member.Name + "OfOne"), .. model.Losses.Select(loss => loss.WeightName)];

    /// <summary>By a person: the analyzer also sees what was generated.</summary>
    private static bool IsWritten(ISymbol member)
        => !member.IsImplicitlyDeclared && member.ContainingType.Name.Length > 0 && member.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "GeneratedCodeAttribute")
           && member.Locations.All(place => place.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != true);

    private static HashSet<string> Identifiers(INamedTypeSymbol type)
        => [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
            .Where(syntax => !syntax.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(syntax => syntax.DescendantNodes()).OfType<MemberAccessExpressionSyntax>()
            .Select(access => access.Expression).OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)];
}
