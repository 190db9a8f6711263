using System.Runtime.CompilerServices;
using DeclarativeIL.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Incremental;

/// <summary>
/// The cached reading of a node, as long as reading it again could not give anything else. Roslyn reruns every transform after
/// every keystroke; a memo makes that cheap. An answer holds while the files whose bodies were read are still there, and
/// nothing new is found under any of the names that lead from them to declarations.
/// </summary>
/// <param name="read">Reads; the context remembers the bodies that it hands out.</param>
/// <param name="open">Opens the context; that of losses unless it is given.</param>
internal sealed class Memo<T>(
    Func<GeneratorAttributeSyntaxContext, CompilationContext, CancellationToken, T?> read,
    Func<Compilation, CompilationContext>? open = null
)
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Slot> _slots = new();

    public T? Get(GeneratorAttributeSyntaxContext found, CancellationToken cancellation)
    {
        var compilation = found.SemanticModel.Compilation;
        var now = CompilationDeclarations.Of(compilation);
        var slot = _slots.GetValue(found.TargetNode, static _ => new Slot());
        if (slot.Answer is { } known && known.HoldsIn(now))
            return known.Value;
        var context = open is null ? CompilationContext.Of(compilation) : open(compilation);
        context.Consult(found.TargetNode.SyntaxTree);
        var value = read(found, context, cancellation);
        slot.Answer = new(value, [.. context.Consulted], now);
        return value;
    }

    private sealed class Slot
    {
        public volatile Answer? Answer;
    }

    private sealed class Answer(T? value, SyntaxTree[] consulted, CompilationDeclarations declarations)
    {
        private readonly IReadOnlyList<HashSet<string>> _words = declarations.Reach(consulted);

        /// <summary>The latest compilation that the answer is known to hold in.</summary>
        private volatile CompilationDeclarations _declarations = declarations;

        public T? Value { get; } = value;

        public bool HoldsIn(CompilationDeclarations now)
        {
            if (ReferenceEquals(now, _declarations))
                return true;
            var changes = now.Since(_declarations);
            if (changes.Everything || Array.Exists(consulted, changes.Removed.Contains) || Array.Exists(changes.Names, IsReached))
                return false;
            _declarations = now;
            return true;
        }

        private bool IsReached(string name)
        {
            foreach (var words in _words)
                if (words.Contains(name))
                    return true;
            return false;
        }
    }
}
