using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Checks normal draws: something has to say how many numbers each one has.</summary>
internal static class DrawChecks
{
    /// <exception cref="Refusal">A draw is added to nothing, and a network is asked about it, or nothing is there that it could be as wide
    /// as.</exception>
    public static void Check(AlgorithmModel model, NetworkBindings networks, INamedTypeSymbol type)
    {
        foreach (
            var member in model.Members.Where(member =>
                !member.IsBatched && member != model.Others.Gate?.Member && member != model.Others.Explore
            )
        )
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Role is Role.Random { Kind: RandomKind.Gaussian }))
            if (!IsKnown(member, parameter, model, networks))
                throw new Refusal(Descriptors.UnknownWidth, ClassChecks.Place(type, member.Name, parameter.Name), parameter.Name);
    }

    private static bool IsKnown(MemberModel member, ParameterModel parameter, AlgorithmModel model, NetworkBindings networks)
    {
        var nodes = new EquationBuilder();
        var inputs = new InputBinding(model, networks).Bind(member, nodes, trains: false);
        var (root, draw) = (nodes.Inline(member.Equation, inputs), inputs[parameter.Name]);
        var sizes = new Dimensions(nodes.Nodes);
        if (
            Uses.Of(nodes.Nodes, [root])[draw] == 0
            || sizes.Anchor(draw, static _ => true) is not null
            || sizes.Computed(draw, static _ => true) is not null
        )
            return true;
        var isAsked = nodes
            .Nodes.OfType<Node.Ask>()
            .SelectMany(ask => ask.Arguments)
            .Any(argument => Uses.Of(nodes.Nodes, [argument])[draw] > 0);
        return !isAsked
            && member != model.Others.Collect?.Member
            && !model.Others.Augments.Contains(member)
            && nodes.Nodes.Any(node => node is Node.Field { Type.IsWide: true } field && nodes[field.Of].Type.Kind == ValueKind.Row);
    }
}
