using System.Collections.Immutable;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Parsing.Environments;
using DeclarativeIL.Generators.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeclarativeIL.Generators.Analyzers;

/// <summary>
/// Says what is wrong with a declaration, at the token. It reads with the generator's own parser, so the two never disagree.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [.. typeof(Descriptors).GetFields().Select(field => (DiagnosticDescriptor)field.GetValue(null))];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        try
        {
            foreach (var problem in OperationChecks.Problems(CompilationContext.Of(context.Compilation), type))
                context.ReportDiagnostic(problem);
            if (StateNumbers.Stray(context.Compilation, type) is { } stray)
                context.ReportDiagnostic(stray);
            if (HeadParser.IsDeclared(type))
                foreach (var problem in HeadInformation.Of(HeadParser.Parse(CompilationContext.Of(context.Compilation), type), type))
                    context.ReportDiagnostic(problem);
            if (EnvironmentAttributes.IsEnvironment(type))
                foreach (
                    var problem in EnvironmentParser
                        .Parse(CompilationContext.Of(context.Compilation), type, context.CancellationToken)
                        .Problems
                )
                    context.ReportDiagnostic(problem);
            else if (EnvironmentAttributes.Dynamics(type) is not null)
                foreach (var problem in DynamicsParser.Parse(CompilationContext.OfDynamics(context.Compilation), type).Problems)
                    context.ReportDiagnostic(problem);
            else if (EnvironmentAttributes.PartOf(type) is var (member, mark))
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        Descriptors.NoEnvironment,
                        SourceLocations.Of(mark),
                        member.Name,
                        EnvironmentAttributes.Word(mark),
                        type.Name
                    )
                );
            else if (IsDeclared(type))
                Report(context, type);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.InternalError, type.Locations[0], type.Name, failure.Message));
        }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var parsed = AlgorithmParser.Parse(CompilationContext.Of(context.Compilation), type, context.CancellationToken);
        foreach (var problem in parsed.Problems)
            context.ReportDiagnostic(problem);
        if (parsed.Model is null)
            return;
        foreach (var (metric, why) in AlgorithmPlan.Of(parsed.Model).MetricObstacles)
            context.ReportDiagnostic(
                Diagnostic.Create(Descriptors.MetricByTensors, ClassChecks.Place(type, metric.Name, null), metric.Name, why)
            );
    }

    private static bool IsDeclared(INamedTypeSymbol type) =>
        type.GetAttributes().Concat(type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.GetAttributes())).Any(IsOurs);

    private static bool IsOurs(AttributeData attribute) =>
        MemberAttributes.IsDeclaration(attribute)
        || attribute.AttributeClass
            is {
                Name: "EnsembleAttribute",
                ContainingNamespace: { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true }
            };
}
