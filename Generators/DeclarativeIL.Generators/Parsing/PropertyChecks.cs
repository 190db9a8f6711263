using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Every property of a declared class comes from one thing: what two things would share is refused, so that setting one never sets another.
/// </summary>
internal static class PropertyChecks
{
    /// <exception cref="Refusal">Two things would be one property.</exception>
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        var known = new Dictionary<string, string>();
        foreach (var (property, origin, place, _) in Properties(model, type))
            if (!known.TryGetValue(property, out var before))
                known[property] = origin;
            else if (before != origin)
                throw new Refusal(Descriptors.SharedProperty, place, property, before, origin);
        var ranges = new Dictionary<string, (string, string)>();
        foreach (var (member, parameter) in ClassChecks.Parameters(model))
            if (parameter.Role is Role.Hyperparameter { Minimum.Length: > 0 } role)
                if (!ranges.TryGetValue(parameter.Name, out var before))
                    ranges[parameter.Name] = (role.Minimum, role.Maximum);
                else if (before != (role.Minimum, role.Maximum))
                    throw new Refusal(
                        Descriptors.SharedProperty,
                        ClassChecks.Place(type, member.Name, parameter.Name),
                        CSharpText.Pascal(parameter.Name),
                        $"a range from {before.Item1} to {before.Item2}",
                        $"one from {role.Minimum} to {role.Maximum}"
                    );
    }

    /// <summary>The generated properties, what each comes from and where that is written; the parameter, where it is one.</summary>
    public static IEnumerable<(string Property, string Origin, Location Place, ParameterModel? Parameter)> Properties(
        AlgorithmModel model,
        INamedTypeSymbol type
    )
    {
        foreach (var (member, parameter) in ClassChecks.Parameters(model))
            if (
                parameter.Role switch
                {
                    Role.Hyperparameter => (CSharpText.Pascal(parameter.Name), $"hyperparameter '{parameter.Name}'"),
                    Role.Statistic { Kind: Statistics.Quantile, Above: "" } => (
                        CSharpText.Level(parameter.Name),
                        $"the level of quantile '{parameter.Name}'"
                    ),
                    Role.Network { View: View.Target } => (CSharpText.Polyak(parameter.Name), $"the share of target '{parameter.Name}'"),
                    _ => default((string, string)?),
                }
                is var (property, origin)
            )
                yield return (property, origin, ClassChecks.Place(type, member.Name, parameter.Name), parameter);
        foreach (var loss in model.Losses.Where(loss => loss.WeightName.Length > 0))
            yield return (loss.WeightName, $"the weight of {loss.Origin.Replace("global::", "")}", type.Locations[0], null);
    }
}
