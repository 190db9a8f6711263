using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>
/// What a user's operation is computed by, as a hash of its code, spaces and comments left out: a run whose operation was changed since is
/// another one.
/// </summary>
internal static class OperationSource
{
    private const ulong Basis = 0xCBF29CE484222325, // FNV-1a, 64 bits
        Prime = 0x100000001B3;

    /// <summary>The hash of the members of one class that an operation comes to, by their names.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="member">The operation.</param>
    /// <param name="operation">What makes it one.</param>
    /// <returns>16 hexadecimal digits; of an operation of another assembly, that assembly's version; empty for the library's own.</returns>
    public static string Of(CompilationContext context, ISymbol member, AttributeData operation)
    {
        var assembly = member.ContainingAssembly;
        if (!SymbolEqualityComparer.Default.Equals(assembly, context.Compilation.Assembly))
            return assembly.Name.StartsWith("DeclarativeIL", StringComparison.Ordinal)
                ? ""
                : $"{assembly.Name} {assembly.Identity.Version}";
        var hash = Basis;
        foreach (var reached in Reached(member, Methods(context, member, operation)))
        foreach (var token in reached.DeclaringSyntaxReferences.SelectMany(found => found.GetSyntax().DescendantTokens()))
            hash = Add(hash, token.Text);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Names of the methods by which an operation and its derivatives are computed.</summary>
    private static IEnumerable<string> Methods(CompilationContext context, ISymbol member, AttributeData operation) =>
        member
            .GetAttributes()
            .Where(attribute =>
                ReferenceEquals(attribute, operation)
                || context.Is(attribute.AttributeClass, WellKnownNames.Gradient)
                || context.Is(attribute.AttributeClass, WellKnownNames.ResultWidth)
            )
            .SelectMany(attribute => attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.Value)))
            .Select(argument => argument.Kind == TypedConstantKind.Array ? null : argument.Value as string)
            .OfType<string>();

    /// <summary>The operation, its methods, and the members of its class that these name, and so on; in the order of their names.</summary>
    private static IEnumerable<ISymbol> Reached(ISymbol member, IEnumerable<string> methods)
    {
        var members = member.ContainingType.GetMembers().Where(one => !one.IsImplicitlyDeclared).ToLookup(one => one.Name);
        var (open, names) = (new Queue<string>(methods.Prepend(member.Name)), new SortedSet<string>(StringComparer.Ordinal));
        while (open.Count > 0)
        {
            var name = open.Dequeue();
            if (!members.Contains(name) || !names.Add(name))
                continue;
            foreach (var node in members[name].SelectMany(one => one.DeclaringSyntaxReferences).Select(found => found.GetSyntax()))
            foreach (var token in node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
                open.Enqueue(token.ValueText);
        }
        return names.SelectMany(name => members[name]);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * Prime;
        return (hash ^ ' ') * Prime;
    }
}
