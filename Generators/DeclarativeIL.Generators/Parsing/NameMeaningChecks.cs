using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Within a class one name is one network, one copy, one value of the caller's, one hyperparameter.</summary>
internal static class NameMeaningChecks
{
    /// <exception cref="Refusal">Two members mean different things by one name.</exception>
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        var (meanings, ensembles) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var (member, parameter) in ClassChecks.Parameters(model))
        foreach (
            var (known, meaning) in new[]
            {
                (meanings, parameter.Role.Accept(new Meaning(parameter.Type))),
                (ensembles, Ensemble(parameter)),
            }
        )
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

    private static string? Ensemble(ParameterModel parameter) =>
        parameter.Role is Role.Network { Members: > 0 } network
            ? $"an ensemble of {network.Members}{(network.Bootstrap ? " that resample their data" : "")}"
                + $"{(network.Fraction == 1 ? "" : $", {CSharpText.Literal(network.Fraction)} of it each")}"
            : null;

    /// <summary>An ensemble is asked about the policy of its name.</summary>
    private static NetworkKind? Asked(ValueType type) => type.Network == NetworkKind.Ensemble ? NetworkKind.Policy : type.Network;

    /// <summary>The meaning of a name in the class; null where a name may mean several things.</summary>
    private sealed class Meaning(ValueType type) : IRoleVisitor<string?>
    {
        public string? Network(Role.Network role) =>
            role.View switch
            {
                View.Frozen => "a frozen copy",
                View.FrozenEachRound => "a copy of each round",
                View.Target => $"a target that goes {CSharpText.Literal(role.Polyak)} of the way to '{role.Of}'",
                View.Given => $"a given {type.Network}",
                View.Plain or View.Detached => $"a {Asked(type)} of the class",
            };

        public string? Row(Role.Row role) => null;

        public string? Hyperparameter(Role.Hyperparameter role) => "a hyperparameter";

        public string? Statistic(Role.Statistic role) =>
            role.Above.Length > 0 ? $"the quantile that a share of '{role.Above}' lies above"
            : role.Kind == Statistics.Quantile ? $"the quantile at {CSharpText.Literal(role.Level)}"
            : null;

        public string? Random(Role.Random role) => null;

        public string? Given(Role.Given role) => $"a given {role.CSharpType.Substring(role.CSharpType.LastIndexOf('.') + 1)}";

        public string? Plain(Role.Plain role) => null;
    }
}
