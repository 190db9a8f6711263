using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads the members of a head by which a policy is asked; private ones are helpers.</summary>
internal static class HeadMembers
{
    /// <summary>Whether a policy is asked by a member.</summary>
    public static bool IsAsked(ISymbol symbol) =>
        symbol is IMethodSymbol or IPropertySymbol
        && symbol is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsImplicitlyDeclared: false }
        && Enum.TryParse<HeadMember>(symbol.Name, out var member)
        && member != HeadMember.SampleLogProb
        && !(symbol is IPropertySymbol property && IsColumn(property));

    /// <returns>The member; null if it is none that a policy is asked by.</returns>
    public static HeadMemberModel? Read(CompilationContext context, ISymbol symbol)
    {
        if (!IsAsked(symbol) || !Enum.TryParse<HeadMember>(symbol.Name, out var member))
            return null;
        return symbol switch
        {
            IMethodSymbol method => Read(context, member, method, method.ReturnType, method.Parameters),
            IPropertySymbol { GetMethod: { } getter } property => Read(context, member, getter, property.Type, []),
            _ => null,
        };
    }

    private static HeadMemberModel Read(
        CompilationContext context,
        HeadMember member,
        IMethodSymbol method,
        ITypeSymbol returns,
        IReadOnlyList<IParameterSymbol> parameters
    )
    {
        var acts = parameters.Where(parameter => ValueTypes.Of(context, parameter.Type) == ValueType.Act).ToList();
        var draws = parameters.Where(parameter => IsDraw(context, parameter)).ToList();
        if (member == HeadMember.LogProb && draws.Count > 0 && draws.Count == parameters.Count)
            member = CheckedDraws(method);
        var (expected, isFitting) = member switch
        {
            HeadMember.SampleLogProb => ("double LogProb(draws)", true),
            HeadMember.LogProb => ("double LogProb(Act)", acts.Count == 1 && draws.Count == 0),
            HeadMember.Sample => ("Act Sample(draws)", acts.Count == 0),
            HeadMember.Mode => ("Act Mode, or Act Mode(draws)", acts.Count == 0),
            HeadMember.Fit => ("double Fit(Act), or double Fit(Act, draws)", acts.Count == 1),
            HeadMember.LogProbs => ("Vector LogProbs", parameters.Count == 0),
            HeadMember.Entropy => ("double Entropy", parameters.Count == 0),
            HeadMember.Mean => ("Act Mean", parameters.Count == 0),
        };
        var kind = member switch
        {
            HeadMember.LogProb or HeadMember.SampleLogProb or HeadMember.Entropy or HeadMember.Fit => ValueKind.Scalar,
            HeadMember.LogProbs => ValueKind.Vector,
            HeadMember.Mean or HeadMember.Sample or HeadMember.Mode => ValueKind.Act,
        };
        if (!isFitting || acts.Count + draws.Count != parameters.Count || ValueTypes.Of(context, returns)?.Kind != kind)
            throw new Refusal(Descriptors.HeadMember, method.AssociatedSymbol?.Locations[0] ?? method.Locations[0], method.Name, expected);
        return new(
            member,
            BodyLowering.Lower(context, method, []).Equation,
            acts.FirstOrDefault()?.Name ?? "",
            draws.Select(draw => draw.Name).ToEquatableArray()
        );
    }

    private static bool IsDraw(CompilationContext context, IParameterSymbol parameter) =>
        context.Is(parameter.Type, WellKnownNames.Gaussian)
        || context.Is(parameter.Type, WellKnownNames.Draw)
        || context.Is(parameter.Type, WellKnownNames.Uniform);

    /// <summary>A likelihood of draws is that of the sample that is made of them.</summary>
    private static HeadMember CheckedDraws(IMethodSymbol method)
    {
        static IEnumerable<string> Types(IMethodSymbol of) => of.Parameters.Select(parameter => parameter.Type.ToDisplayString());
        var others = method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(IsAsked).ToList();
        return
            others.Exists(other => other.Name == nameof(HeadMember.Sample) && Types(other).SequenceEqual(Types(method)))
            && others.Exists(other => other.Name == nameof(HeadMember.LogProb) && !Types(other).SequenceEqual(Types(method)))
            ? HeadMember.SampleLogProb
            : throw new Refusal(
                Descriptors.HeadDraws,
                method.Locations[0],
                method.ContainingType.Name,
                string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type.Name} {parameter.Name}"))
            );
    }

    private static bool IsColumn(IPropertySymbol property) =>
        RowTypes.Primary(property.ContainingType)?.Parameters.Any(column => column.Name == property.Name) == true;
}
