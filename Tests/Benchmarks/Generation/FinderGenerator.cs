using DeclarativeIL.Generators;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Benchmarks.Generation;

/// <summary>What any generator of this kind has to pay: finds the attributes that the real one finds, and keeps names.</summary>
#pragma warning disable RS1036, RS1041, RS1038                          // driven by hand here, never loaded by a compiler
internal sealed class FinderGenerator : IIncrementalGenerator
#pragma warning restore RS1036, RS1041, RS1038
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in (string[])[WellKnownNames.Loss, WellKnownNames.LossOf, WellKnownNames.Operation])
        {
            var names = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (_, _) => true,
                static (found, _) => found.TargetSymbol.Name
            );
            context.RegisterSourceOutput(names, static (_, _) => { });
        }
    }
}
