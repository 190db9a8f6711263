using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Within a class one name is one network, one copy, one value of the caller's, one hyperparameter.</summary>
internal static class MeaningChecks
{
    /// <exception cref="Refusal">Two members mean different things by one name.</exception>
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        var (meanings, ensembles) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var (member, parameter) in ClassChecks.Parameters(model))
        foreach (var (known, meaning) in new[] { (meanings, Meaning(parameter)), (ensembles, Ensemble(parameter)) })
            if (meaning is null)
                continue;
            else if (!known.TryGetValue(parameter.Name, out var before))
                known[parameter.Name] = meaning;
            else if (before != meaning)
                throw new Refusal(
                    Descriptors.SeveralMeanings,
                    ClassChecks.Place(type, member.Name, parameter.Name),
                    parameter.Name,
                    meaning,
                    before
                );
    }

    private static string? Meaning(ParameterModel parameter) =>
        parameter.Role switch
        {
            Role.Network { View: View.Frozen } => "a frozen copy",
            Role.Network { View: View.FrozenEachRound } => "a copy of each round",
            Role.Network { View: View.Target } target =>
                $"a target that goes {CSharpText.Literal(target.Polyak)} of the way to '{target.Of}'",
            Role.Network { View: View.Given } => $"a given {parameter.Type.Network}",
            Role.Network => $"a {Asked(parameter.Type)} of the class",
            Role.Given given => $"a given {given.CSharpType.Substring(given.CSharpType.LastIndexOf('.') + 1)}",
            Role.Hyperparameter => "a hyperparameter",
            Role.Statistic { Above.Length: > 0 } tail => $"the quantile that a share of '{tail.Above}' lies above",
            Role.Statistic { Kind: Statistics.Quantile } quantile => $"the quantile at {CSharpText.Literal(quantile.Level)}",
            _ => null,
        };

    private static string? Ensemble(ParameterModel parameter) =>
        parameter.Role is Role.Network { Members: > 0 } network
            ? $"an ensemble of {network.Members}{(network.Bootstrap ? " that resample their data" : "")}"
                + $"{(network.Fraction == 1 ? "" : $", {CSharpText.Literal(network.Fraction)} of it each")}"
            : null;

    /// <summary>An ensemble is asked about the policy of its name.</summary>
    private static NetworkKind? Asked(ValueType type) => type.Network == NetworkKind.Ensemble ? NetworkKind.Policy : type.Network;
}
