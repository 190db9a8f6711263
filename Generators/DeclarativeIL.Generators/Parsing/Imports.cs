using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads <c>[Loss&lt;T&gt;]</c>: the losses of another declared class, from its source or from what its assembly carries.</summary>
internal static class Imports
{
    public static IEnumerable<LossModel> Read(CompilationContext context, AttributeData attribute, CancellationToken cancellation)
    {
        if (attribute.AttributeClass?.TypeArguments is not [INamedTypeSymbol imported] || imported is IErrorTypeSymbol)
            throw Refusal.Silent();
        var losses = Losses(context, imported, cancellation).ToList();
        if (losses.Count == 0)
            throw new Refusal(Descriptors.NoLossToImport, Places.Of(attribute), imported.Name);
        var (weight, turn) = (1.0, 0);
        foreach (var argument in attribute.NamedArguments)
            if (argument is { Key: "Weight", Value.Value: double factor })
                weight = factor;
            else if (argument is { Key: "Turn", Value.Value: int number })
                turn = number;
        return losses.Select(loss => loss with
        {
            Turn = loss.Turn + turn,
            Weight = loss.Weight * weight,
            WeightName = imported.Name + "Weight",
            Origin = Vocabulary.Name(imported),
        });
    }

    private static IEnumerable<LossModel> Losses(CompilationContext context, INamedTypeSymbol imported, CancellationToken cancellation)
    {
        var inSource = imported.DeclaringSyntaxReferences.Any(reference => context.ModelOf(reference.SyntaxTree) is not null);
        if (inSource)
            return AlgorithmParser.Parse(context, imported, cancellation).Model is { } model ? model.Losses : throw Refusal.Silent();
        return imported.GetAttributes()
            .Where(data => context.Is(data.AttributeClass, WellKnownNames.DeclaredEquation))
            .Select(data => data.ConstructorArguments is [_, { Value: string text }] ? EquationText.Read(text) : null)
            .Select(member => member ?? throw new Refusal(Descriptors.UnreadableEquation, imported.Locations.FirstOrDefault(), imported.Name))
            .Where(member => member.IsLoss)
            .Select(member => new LossModel(new(member.Name, member.Parameters, member.Equation, default, ""), member.Turn, 1, "", ""));
    }
}
