using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads the attributes that say what a member sees of a network or of a column.</summary>
internal static class NetworkRoles
{
    public static Role.Network Read(CompilationContext context, IParameterSymbol parameter)
    {
        var (view, of, polyak) = View(context, parameter);
        var ensemble = context.Attribute(parameter, WellKnownNames.EnsembleAttribute);
        var (members, bootstrap, fraction) = ensemble is null ? (0, false, 1) : Ensemble(ensemble, parameter.Name, parameter.Locations[0]);
        return new(view, of, polyak, members, bootstrap, fraction, context.Attribute(parameter, WellKnownNames.Learner) is not null);
    }

    /// <summary>Members, and what each learns from, of an ensemble's attribute.</summary>
    /// <exception cref="Refusal">There are fewer than two members, or the fraction is none.</exception>
    public static (int Members, bool Bootstrap, double Fraction) Ensemble(AttributeData attribute, string name, Location? place)
    {
        var (members, bootstrap, fraction) = (5, false, 1.0);
        foreach (var argument in attribute.NamedArguments)
            if (argument is { Key: "Members", Value.Value: int number })
                members = number;
            else if (argument is { Key: "Bootstrap", Value.Value: int kind })
                bootstrap = kind != 0;
            else if (argument is { Key: "Fraction", Value.Value: double share })
                fraction = share;
        if (!(fraction is > 0 and <= 1))
            throw new Refusal(Descriptors.OutOfRange, place, "Fraction", CSharpText.Literal(fraction), "a number above 0, at most 1");
        return members >= 2 ? (members, bootstrap, fraction) : throw new Refusal(Descriptors.SmallEnsemble, place, name, members);
    }

    public static Role.Statistic? Statistic(CompilationContext context, IParameterSymbol parameter)
    {
        foreach (
            var (name, kind) in new[]
            {
                (WellKnownNames.Of, Statistics.Value),
                (WellKnownNames.Mean, Statistics.Mean),
                (WellKnownNames.Deviation, Statistics.Deviation),
                (WellKnownNames.Quantile, Statistics.Quantile),
            }
        )
            if (context.Attribute(parameter, name)?.ConstructorArguments is [{ Value: string column }, .. var rest])
                return new(kind, column, rest is [{ Value: double level }] ? level : 0, rest is [{ Value: string above }] ? above : "");
        return null;
    }

    private static (View View, string Of, double Polyak) View(CompilationContext context, IParameterSymbol parameter)
    {
        if (context.Attribute(parameter, WellKnownNames.Target)?.ConstructorArguments is [{ Value: string of }, { Value: double polyak }])
            return (Models.View.Target, of, polyak);
        if (context.Attribute(parameter, WellKnownNames.Frozen) is { } frozen)
            return (frozen.ConstructorArguments is [{ Value: 1 }] ? Models.View.FrozenEachRound : Models.View.Frozen, "", 0);
        if (context.Attribute(parameter, WellKnownNames.Given) is not null)
            return (Models.View.Given, "", 0);
        return (context.Attribute(parameter, WellKnownNames.Detached) is null ? Models.View.Plain : Models.View.Detached, "", 0);
    }
}
