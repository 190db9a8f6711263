using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>
/// One reading of a compilation. What is worth finding out once per compilation (well-known symbols, semantic models, lowered
/// helpers, the vocabulary) is shared by all of its readings; each remembers by itself whose bodies it depends on.
/// </summary>
internal sealed class CompilationContext
{
    private static readonly ConditionalWeakTable<Compilation, Tables> Known = new(),
        KnownExact = new();

    private readonly Tables _tables;
    private readonly HashSet<SyntaxTree> _consulted = [];

    private CompilationContext(Tables tables) => _tables = tables;

    public Compilation Compilation => _tables.Compilation;

    /// <summary>The files whose bodies were read, at first or second hand.</summary>
    public IReadOnlyCollection<SyntaxTree> Consulted => _consulted;

    /// <summary>Whether calls are those of dynamics (<see cref="ExactFunctions"/>), not the vocabulary of losses.</summary>
    public bool IsExact => _tables.IsExact;

    public static CompilationContext Of(Compilation compilation) =>
        new(Known.GetValue(compilation, static key => new Tables(key, isExact: false)));

    /// <summary>A reading of dynamics: helpers that both kinds of classes call mean something of their own in each.</summary>
    public static CompilationContext OfDynamics(Compilation compilation) =>
        new(KnownExact.GetValue(compilation, static key => new Tables(key, isExact: true)));

    /// <summary>Remembers that a body of this file is read.</summary>
    public void Consult(SyntaxTree tree) => _consulted.Add(tree);

    public INamedTypeSymbol? Type(string metadataName) => _tables.Types.GetOrAdd(metadataName, Compilation.GetTypeByMetadataName);

    public bool Is(ITypeSymbol? type, string metadataName) =>
        type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, Type(metadataName));

    public AttributeData? Attribute(ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => Is(attribute.AttributeClass, metadataName));

    /// <summary>
    /// The semantic model of a tree of this compilation; null for a tree of another one (a project reference seen as source).
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="isBody">Whether a body is read; what is written outside of bodies is watched in any case.</param>
    public SemanticModel? ModelOf(SyntaxTree tree, bool isBody = true)
    {
        if (!Compilation.ContainsSyntaxTree(tree))
            return null;
        if (isBody)
            Consult(tree);
#pragma warning disable RS1030 // bodies of helpers lie in other trees than the one at hand; models are shared through this table
        return _tables.Models.GetOrAdd(tree, key => Compilation.GetSemanticModel(key));
#pragma warning restore RS1030
    }

    /// <summary>A helper's equation, lowered once.</summary>
    public Equation Helper(IMethodSymbol method, Func<CompilationContext, Equation> lower) => Once(_tables.Helpers, method, lower);

    public QuestionModel? Question(string id) =>
        Once(
            _tables.Questions,
            id,
            inner =>
                DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Compilation) is { } symbol
                    ? Vocabulary.Question(inner, symbol)
                    : null
        );

    public OperationModel? Operation(string id) =>
        Once(
            _tables.Operations,
            id,
            inner =>
                DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Compilation) is { } symbol
                    ? Vocabulary.Operation(inner, symbol)
                    : null
        );

    /// <summary>Looks a finding up that an earlier reading has made; whoever uses it depends on the same bodies.</summary>
    private TValue Once<TKey, TValue>(ConcurrentDictionary<TKey, Finding<TValue>> findings, TKey key, Func<CompilationContext, TValue> find)
    {
        if (!findings.TryGetValue(key, out var finding))
        {
            var inner = new CompilationContext(_tables);
            try
            {
                finding = findings[key] = new(find(inner), inner._consulted);
            }
            catch (Refusal)
            {
                _consulted.UnionWith(inner._consulted);
                throw;
            }
        }
        _consulted.UnionWith(finding.Consulted);
        return finding.Value;
    }

    /// <summary>The class whose operations stand for the methods of <paramref name="type"/>.</summary>
    public INamedTypeSymbol? StandIn(INamedTypeSymbol type) =>
        (_tables.StandIns ??= FindStandIns()).TryGetValue(type, out var standIn) ? standIn : null;

    private Dictionary<ISymbol, INamedTypeSymbol> FindStandIns()
    {
        var found = new Dictionary<ISymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var home = Type(WellKnownNames.Loss)?.ContainingNamespace;
        foreach (var candidate in home?.GetTypeMembers() ?? [])
            if (Attribute(candidate, WellKnownNames.StandsFor) is { ConstructorArguments: [{ Value: INamedTypeSymbol type }] })
                found[type] = candidate;
        return found;
    }

    private sealed record Finding<T>(T Value, HashSet<SyntaxTree> Consulted);

    private sealed class Tables(Compilation compilation, bool isExact)
    {
        public Compilation Compilation { get; } = compilation;
        public bool IsExact { get; } = isExact;
        public ConcurrentDictionary<string, INamedTypeSymbol?> Types { get; } = new();
        public ConcurrentDictionary<SyntaxTree, SemanticModel> Models { get; } = new();
        public ConcurrentDictionary<string, Finding<QuestionModel?>> Questions { get; } = new();
        public ConcurrentDictionary<string, Finding<OperationModel?>> Operations { get; } = new();
        public ConcurrentDictionary<ISymbol, Finding<Equation>> Helpers { get; } = new(SymbolEqualityComparer.Default);
        public volatile Dictionary<ISymbol, INamedTypeSymbol>? StandIns;
    }
}
