using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>What is worth finding out once per compilation: well-known symbols, semantic models, lowered helpers, the vocabulary.</summary>
internal sealed class CompilationContext
{
    private static readonly ConditionalWeakTable<Compilation, CompilationContext> Contexts = new();

    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _types = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<string, QuestionModel?> _questions = new();
    private readonly ConcurrentDictionary<string, OperationModel?> _operations = new();
    private readonly ConcurrentDictionary<ISymbol, Equation> _helpers = new(SymbolEqualityComparer.Default);
    private readonly Lazy<Dictionary<ISymbol, INamedTypeSymbol>> _standIns;

    private CompilationContext(Compilation compilation)
    {
        Compilation = compilation;
        _standIns = new(FindStandIns);
    }

    public Compilation Compilation { get; }

    public static CompilationContext Of(Compilation compilation)
        => Contexts.GetValue(compilation, static key => new CompilationContext(key));

    public INamedTypeSymbol? Type(string metadataName) => _types.GetOrAdd(metadataName, Compilation.GetTypeByMetadataName);

    public bool Is(ITypeSymbol? type, string metadataName)
        => type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, Type(metadataName));

    public AttributeData? Attribute(ISymbol symbol, string metadataName)
        => symbol.GetAttributes().FirstOrDefault(attribute => Is(attribute.AttributeClass, metadataName));

    /// <summary>The semantic model of a tree of this compilation; null for a tree of another one (a project reference seen as source).</summary>
    public SemanticModel? ModelOf(SyntaxTree tree)
#pragma warning disable RS1030 // bodies of helpers lie in other trees than the one at hand; models are shared through this table
        => Compilation.ContainsSyntaxTree(tree) ? _models.GetOrAdd(tree, key => Compilation.GetSemanticModel(key)) : null;
#pragma warning restore RS1030

    /// <summary>A helper's equation, lowered once.</summary>
    public Equation Helper(IMethodSymbol method, Func<IMethodSymbol, Equation> lower)
        => _helpers.TryGetValue(method, out var known) ? known : _helpers[method] = lower(method);

    public QuestionModel? Question(string id) => _questions.TryGetValue(id, out var known)
        ? known
        : _questions[id] = DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Compilation) is { } symbol
            ? Vocabulary.Question(this, symbol)
            : null;

    public OperationModel? Operation(string id) => _operations.TryGetValue(id, out var known)
        ? known
        : _operations[id] = DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Compilation) is { } symbol
            ? Vocabulary.Operation(this, symbol)
            : null;

    /// <summary>The class whose operations stand for the methods of <paramref name="type"/>.</summary>
    public INamedTypeSymbol? StandIn(INamedTypeSymbol type) => _standIns.Value.TryGetValue(type, out var standIn) ? standIn : null;

    private Dictionary<ISymbol, INamedTypeSymbol> FindStandIns()
    {
        var found = new Dictionary<ISymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var home = Type(WellKnownNames.Loss)?.ContainingNamespace;
        foreach (var candidate in home?.GetTypeMembers() ?? [])
            if (Attribute(candidate, WellKnownNames.StandsFor) is { ConstructorArguments: [{ Value: INamedTypeSymbol type }] })
                found[type] = candidate;
        return found;
    }
}
