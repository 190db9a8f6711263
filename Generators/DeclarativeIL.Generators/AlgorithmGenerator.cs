using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Incremental;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Parsing.Environments;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing;
using DeclarativeIL.Generators.Printing.Environments;
using DeclarativeIL.Generators.Printing.Policies;
using DeclarativeIL.Generators.Printing.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators;

/// <summary>
/// From declared equations to training code, and from declared parts to environments. Problems are reported by the analyzer; here a class
/// is generated for, or not. Only what goes wrong while a plan is printed, which the analyzer does not do, is said here.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AlgorithmGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var algorithms = new Memo<AlgorithmModel>(Owner.Read);
        var operations = new Memo<VocabularyModel>(Owner.ReadOperations);
        foreach (var attribute in (string[])[WellKnownNames.Loss, WellKnownNames.LossOf])
        {
            var models = context
                .SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => true, algorithms.Get)
                .Where(static model => model is not null)
                .WithTrackingName(TrackingNames.Models);
            context.RegisterSourceOutput(models, static (output, model) => Emit(output, model!));
            context.RegisterSourceOutput(
                models.Where(static model => model!.Exports.Count > 0),
                static (output, model) => Add(output, EquationsEmitter.File(model!))
            );
        }
        var vocabulary = context
            .SyntaxProvider.ForAttributeWithMetadataName(WellKnownNames.Operation, static (node, _) => true, operations.Get)
            .Where(static model => model is { Exports.Count: > 0 })
            .WithTrackingName(TrackingNames.Vocabulary);
        context.RegisterSourceOutput(vocabulary, static (output, model) => Add(output, EquationsEmitter.File(model!)));
        var environments = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                WellKnownNames.Environment,
                static (node, _) => node is TypeDeclarationSyntax, // while it is typed, it stands anywhere
                static (found, cancellation) =>
                    EnvironmentParser
                        .Parse(CompilationContext.Of(found.SemanticModel.Compilation), (INamedTypeSymbol)found.TargetSymbol, cancellation)
                        .Model
            )
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Environments);
        context.RegisterSourceOutput(environments, static (output, model) => Add(output, EnvironmentEmitter.File(model!)));
        var rows = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                WellKnownNames.Row,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, _) => RowParser.Parse((INamedTypeSymbol)found.TargetSymbol)
            )
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Rows);
        context.RegisterSourceOutput(rows, static (output, model) => Add(output, RowEmitter.File(model!)));
        var heads = new Memo<HeadModel>(HeadParser.Read);
        var policies = context
            .SyntaxProvider.ForAttributeWithMetadataName(WellKnownNames.Head, static (node, _) => true, heads.Get)
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Heads);
        context.RegisterSourceOutput(policies, static (output, model) => Emit(output, model!));
        var motions = new Memo<DynamicsModel>(
            static (found, reading, _) => DynamicsParser.Parse(reading, (INamedTypeSymbol)found.TargetSymbol).Model,
            CompilationContext.OfDynamics
        );
        var dynamics = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                WellKnownNames.Dynamics,
                static (node, _) => node is TypeDeclarationSyntax,
                motions.Get
            )
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Dynamics);
        context.RegisterSourceOutput(dynamics, static (output, model) => Add(output, DynamicsEmitter.File(model!)));
    }

    private static void Emit(SourceProductionContext output, HeadModel model)
    {
        try
        {
            Add(output, PolicyEmitter.Emit(HeadPlan.Of(model)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.InternalError, Location.None, model.Name, failure.Message));
        }
    }

    /// <summary>
    /// One class that fails does not take the others' output with it. The analyzer asks for the same plan, and reports where there is none.
    /// </summary>
    private static void Emit(SourceProductionContext output, AlgorithmModel model)
    {
        AlgorithmPlan? plan = null;
        GeneratedFile file;
        try
        {
            plan = AlgorithmPlan.Of(model);
            file = AlgorithmEmitter.Emit(plan);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (plan is not null)
                output.ReportDiagnostic(Diagnostic.Create(Descriptors.InternalError, Location.None, model.Name, failure.Message));
            return;
        }
        Add(output, file);
    }

    /// <summary>
    /// Names of files are compared without case, those of classes are not: the second of a name also says where its capitals are.
    /// </summary>
    private static void Add(SourceProductionContext output, GeneratedFile file)
    {
        var name = file.HintName.Replace("@", "");
        try
        {
            output.AddSource(name, file.Text);
        }
        catch (ArgumentException)
        {
            var capitals = name.Select((letter, i) => (letter, i))
                .Where(pair => char.IsUpper(pair.letter))
                .Select(pair => pair.i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            output.AddSource($"{name.Substring(0, name.Length - ".g.cs".Length)}.{string.Join("-", capitals)}.g.cs", file.Text);
        }
    }
}

/// <summary>Names of the pipeline's steps, for tests of what reruns.</summary>
internal static class TrackingNames
{
    public const string Heads = "Heads";
    public const string Models = "Models";
    public const string Vocabulary = "Vocabulary";
    public const string Environments = "Environments";
    public const string Rows = "Rows";
    public const string Dynamics = "Dynamics";
}
