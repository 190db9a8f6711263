using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Emit;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>What has to hold between the members of a class.</summary>
internal static class ClassChecks
{
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        if (model.Losses.Count == 0)
            throw new Refusal(Descriptors.GateWithoutLoss, type.Locations[0], type.Name);
        foreach (var twins in model.Losses.GroupBy(loss => loss.Member.Name).Where(group => group.Count() > 1))
            throw new Refusal(Descriptors.DuplicateLoss, type.Locations[0], type.Name, twins.Key);
        CheckPlayers(model, type);
        CheckHyperparameters(model, type);
    }

    private static void CheckPlayers(AlgorithmModel model, INamedTypeSymbol type)
    {
        var trained = model.Losses.SelectMany(loss => loss.Member.Parameters).Where(parameter => parameter.Role is Role.Network)
            .Select(parameter => parameter.Name).Distinct().ToList();
        if (model.Gate is not { } gate)
            return;
        if (trained.Count != 1)
            throw new Refusal(Descriptors.SeveralLearners, Place(type, gate.Member.Name, null), type.Name, trained.Count);
        foreach (var parameter in gate.Member.Parameters)
            if (parameter.Role is Role.Network && !trained.Contains(parameter.Name))
                throw new Refusal(Descriptors.UntrainedNetwork, Place(type, gate.Member.Name, parameter.Name), type.Name, parameter.Name);
    }

    private static void CheckHyperparameters(AlgorithmModel model, INamedTypeSymbol type)
    {
        var known = new Dictionary<string, Role.Hyperparameter>();
        foreach (var (member, parameter) in Members(model).SelectMany(member => member.Parameters.Select(parameter => (member, parameter))))
        {
            if (parameter.Role is not Role.Hyperparameter role)
                continue;
            var place = Place(type, member.Name, parameter.Name);
            if (known.TryGetValue(parameter.Name, out var other) && (other.Default, other.CSharpType) != (role.Default, role.CSharpType))
                throw new Refusal(Descriptors.DifferentDefaults, place, parameter.Name, role.Default, other.Default);
            known[parameter.Name] = role;
            var property = Hyperparameters.PropertyName(parameter.Name);
            if (property == type.Name || type.GetMembers(property).Any(IsWritten) || Hyperparameters.Reserved.Contains(property))
                throw new Refusal(Descriptors.NameClash, place, property, $"a member of '{type.Name}'");
        }
    }

    /// <summary>By a person: the analyzer also sees what was generated.</summary>
    private static bool IsWritten(ISymbol member) => member.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "GeneratedCodeAttribute");

    private static IEnumerable<MemberModel> Members(AlgorithmModel model)
        => model.Losses.Select(loss => loss.Member).Concat(model.Gate is { } gate ? [gate.Member] : []);

    private static Location Place(INamedTypeSymbol type, string member, string? parameter)
    {
        var method = type.GetMembers(member).OfType<IMethodSymbol>().FirstOrDefault();
        var named = method?.Parameters.FirstOrDefault(candidate => candidate.Name == parameter);
        return named?.Locations[0] ?? method?.Locations[0] ?? type.Locations[0];
    }
}
