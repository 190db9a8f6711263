using System.Collections.Immutable;

namespace DeclarativeIL.Generators.Incremental;

/// <summary>
/// A declaration that a file offers to others: a type with everything inside it, or directives that hold for the whole compilation.
/// </summary>
/// <param name="names">What it can be found by; <see cref="Everywhere"/> is among them if it can matter without being named.</param>
/// <param name="hash">Of its text without bodies and of what its file opens with.</param>
/// <param name="words">The names that its text without bodies uses.</param>
internal sealed class Declaration(IEnumerable<string> names, ulong hash, HashSet<string> words)
{
    /// <summary>The name of what every reading depends on.</summary>
    public const string Everywhere = "";

    public ImmutableArray<string> Names { get; } = [.. names];

    public ulong Hash { get; } = hash;

    public HashSet<string> Words { get; } = words;
}
