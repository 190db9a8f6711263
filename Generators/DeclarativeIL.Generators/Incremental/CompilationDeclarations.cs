using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Incremental;

/// <summary>The difference between two compilations, as far as bodies elsewhere can notice it.</summary>
/// <param name="everything">References or options differ, or something that holds everywhere.</param>
/// <param name="names">The names under which something else is found now.</param>
/// <param name="removed">The files that are no longer there, be it because they were edited.</param>
internal sealed class Changes(bool everything, string[] names, HashSet<SyntaxTree> removed)
{
    public static readonly Changes All = new(true, [], []);

    public bool Everything { get; } = everything;

    public string[] Names { get; } = names;

    public HashSet<SyntaxTree> Removed { get; } = removed;
}

/// <summary>The declarations of a compilation, without its bodies.</summary>
internal sealed class CompilationDeclarations
{
    private static readonly ConditionalWeakTable<Compilation, CompilationDeclarations> Known = new();

    private readonly ConditionalWeakTable<CompilationDeclarations, Changes> _since = new();
    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CompilationOptions _options;
    private readonly string? _assembly;
    private readonly Lazy<Dictionary<string, List<Declaration>>> _byName;

    private CompilationDeclarations(Compilation compilation)
    {
        _trees = ((CSharpCompilation)compilation).SyntaxTrees;
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
        _assembly = compilation.AssemblyName;
        _byName = new(ByName);
    }

    public static CompilationDeclarations Of(Compilation compilation) =>
        Known.GetValue(compilation, static key => new CompilationDeclarations(key));

    /// <summary>
    /// All names that what is written in <paramref name="trees"/> can come to mean something by: theirs, those of the
    /// declarations found under them, and so on.
    /// </summary>
    public IReadOnlyList<HashSet<string>> Reach(IEnumerable<SyntaxTree> trees)
    {
        var reached = trees.Select(tree => TreeDeclarations.Of(tree).Words).ToList();
        var known = new HashSet<Declaration>();
        void Follow(string name)
        {
            if (_byName.Value.TryGetValue(name, out var found))
                foreach (var declaration in found)
                    if (known.Add(declaration))
                        reached.Add(declaration.Words);
        }
        Follow(Declaration.Everywhere);
        for (var i = 0; i < reached.Count; i++)
            foreach (var name in reached[i])
                Follow(name);
        return reached;
    }

    public Changes Since(CompilationDeclarations before) => _since.GetValue(before, Compare);

    private Changes Compare(CompilationDeclarations before)
    {
        var sameReferences = _references == before._references || _references.SequenceEqual(before._references);
        if (!sameReferences || !Equals(_options, before._options) || _assembly != before._assembly)
            return Changes.All;
        var (start, end) = (0, 0); // files that are the same before and after what differs
        var shorter = Math.Min(_trees.Length, before._trees.Length);
        while (start < shorter && _trees[start] == before._trees[start])
            start++;
        while (end < shorter - start && _trees[_trees.Length - 1 - end] == before._trees[before._trees.Length - 1 - end])
            end++;
        var (gone, come) = (Middle(before._trees, start, end), Middle(_trees, start, end));
        var names = Differences(Hashes(gone), Hashes(come));
        names.UnionWith(NamespaceChanges(gone, come, start, end));
        var removed = new HashSet<SyntaxTree>(gone);
        removed.ExceptWith(come);
        return names.Contains(Declaration.Everywhere) ? Changes.All : new(false, [.. names], removed);
    }

    private static List<SyntaxTree> Middle(ImmutableArray<SyntaxTree> trees, int start, int end) =>
        [.. trees.Skip(start).Take(trees.Length - start - end)];

    /// <summary>One hash for a name, over all that is found under it: parts of a class count in their order.</summary>
    private static Dictionary<string, ulong> Hashes(List<SyntaxTree> trees)
    {
        var hashes = new Dictionary<string, ulong>();
        foreach (var declaration in trees.SelectMany(tree => TreeDeclarations.Of(tree).Declarations))
        foreach (var name in declaration.Names)
            hashes[name] = SyntaxDigest.Combine(hashes.TryGetValue(name, out var hash) ? hash : 0, declaration.Hash);
        return hashes;
    }

    private static HashSet<string> Differences(Dictionary<string, ulong> before, Dictionary<string, ulong> after) =>
        [
            .. before
                .Keys.Concat(after.Keys)
                .Where(name => !before.TryGetValue(name, out var left) || !after.TryGetValue(name, out var right) || left != right),
        ];

    /// <summary>A namespace matters by being there, not by what it holds.</summary>
    private IEnumerable<string> NamespaceChanges(List<SyntaxTree> gone, List<SyntaxTree> come, int start, int end)
    {
        var changed = new HashSet<string>(gone.SelectMany(tree => TreeDeclarations.Of(tree).Namespaces));
        changed.SymmetricExceptWith(come.SelectMany(tree => TreeDeclarations.Of(tree).Namespaces));
        for (var i = 0; i < _trees.Length && changed.Count > 0; i++)
            if (i < start || i >= _trees.Length - end)
                changed.ExceptWith(TreeDeclarations.Of(_trees[i]).Namespaces);
        return changed.Select(name => name.Substring(name.LastIndexOf('.') + 1));
    }

    private Dictionary<string, List<Declaration>> ByName()
    {
        var found = new Dictionary<string, List<Declaration>>();
        foreach (var declaration in _trees.SelectMany(tree => TreeDeclarations.Of(tree).Declarations))
        foreach (var name in declaration.Names)
            if (found.TryGetValue(name, out var others))
                others.Add(declaration);
            else
                found[name] = [declaration];
        return found;
    }
}
