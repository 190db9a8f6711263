using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Incremental;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing;
using DeclarativeIL.Generators.Printing.Policies;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators;

/// <summary>From declared heads to policies. Problems are reported by the analyzer; here a head is generated for, or not.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HeadGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var heads = new Memo<HeadModel>(HeadParser.Read);
        var models = context
            .SyntaxProvider.ForAttributeWithMetadataName(WellKnownNames.Head, static (node, _) => true, heads.Get)
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Models);
        context.RegisterSourceOutput(models, static (output, model) => Emit(output, model!));
    }

    private static void Emit(SourceProductionContext output, HeadModel model)
    {
        GeneratedFile file;
        try
        {
            file = PolicyEmitter.Emit(HeadPlan.Of(model));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.InternalError, Location.None, model.Name, failure.Message));
            return;
        }
        output.AddSource(file.HintName.Replace("@", ""), file.Text);
    }
}
