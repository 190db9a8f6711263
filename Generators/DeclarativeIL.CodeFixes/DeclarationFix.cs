using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeclarativeIL.CodeFixes;

/// <summary>The declaration that is refused, with its place in the document.</summary>
/// <param name="Node">The innermost node that holds the marked text.</param>
/// <param name="Hint">What the analyzer knows of the remedy; null where the source tells it all.</param>
internal sealed record Refused(Document Document, SemanticModel Model, SyntaxNode Node, string? Hint, CancellationToken Cancellation);

/// <summary>A remedy: one node of the source in place of another.</summary>
/// <param name="Written">What the new node says, for the title.</param>
internal sealed record Remedy(string Written, SyntaxNode Old, SyntaxNode New);

/// <summary>The remedy of one diagnostic, where it is mechanical; its equivalence key is the diagnostic's id.</summary>
public abstract class DeclarationFix : CodeFixProvider
{
    private readonly string _id;

    private protected DeclarationFix(DiagnosticDescriptor descriptor) => _id = descriptor.Id;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return;
        foreach (var problem in context.Diagnostics)
        {
            var node = root.FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true);
            problem.Properties.TryGetValue(Generators.Diagnostics.Refusal.Hint, out var hint);
            if (Find(new(context.Document, model, node, hint, context.CancellationToken)) is { } remedy)
                context.RegisterCodeFix(
                    CodeAction.Create($"Write '{remedy.Written}'", cancellation => Apply(context.Document, remedy, cancellation), _id),
                    problem
                );
        }
    }

    /// <returns>Null where the remedy is not mechanical.</returns>
    private protected abstract Remedy? Find(Refused refused);

    /// <summary>The node may stand in another file than the mark.</summary>
    private static async Task<Solution> Apply(Document marked, Remedy remedy, CancellationToken cancellation)
    {
        var document = marked.Project.Solution.GetDocument(remedy.Old.SyntaxTree) ?? marked;
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNode(remedy.Old, remedy.New)).Project.Solution;
    }
}
