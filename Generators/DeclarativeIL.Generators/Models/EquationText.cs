using System.Globalization;
using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>The kinds of members that travel: losses, columns and metrics can be imported, all can be called.</summary>
internal enum DeclaredKind
{
    Helper,
    Loss,
    Column,
    Metric,
}

/// <summary>A member as it travels in an attribute from the assembly that declares it to the generators of others.</summary>
/// <param name="Name">The member's name.</param>
internal sealed record DeclaredMember(
    string Name,
    DeclaredKind Kind,
    int Phase,
    EquatableArray<ParameterModel> Parameters,
    Equation Equation
);

/// <summary>
/// The wire form of a declared member: words separated by spaces, strings percent-encoded, the first word the version of
/// the notation. One line, a few hundred characters.
/// </summary>
internal static class EquationText
{
    private const string Version = "1";

    public static string Write(DeclaredMember member)
    {
        var words = new List<string>
        {
            Version,
            Escape(member.Name),
            Kind(member.Kind),
            Number(member.Phase),
            Number(member.Parameters.Count),
        };
        foreach (var parameter in member.Parameters)
            words.AddRange([Escape(parameter.Name), Type(parameter.Type), .. RoleText.Write(parameter.Role)]);
        words.Add(Number(member.Equation.Nodes.Count));
        foreach (var node in member.Equation.Nodes)
            words.AddRange(Node(node));
        words.Add(Number(Math.Max(0, member.Equation.Root))); // a member over batches has no equation, and no root
        words.Add(Number(member.Equation.Names.Count));
        foreach (var name in member.Equation.Names)
            words.AddRange([Number(name.Node), Escape(name.Name)]);
        return string.Join(" ", words);
    }

    /// <returns>The member; null if the text is of another version or is no equation.</returns>
    public static DeclaredMember? Read(string text)
    {
        try
        {
            var words = new WordReader(text);
            if (words.Next() != Version)
                return null;
            var (name, kind, phase) = (words.String(), ReadKind(words.Next()), words.Int(int.MaxValue));
            var parameters = words.List(() => new ParameterModel(words.String(), ReadType(words), RoleText.Read(words)));
            var nodes = new List<Node>();
            for (var count = words.Int(1_000_000); count > 0; count--)
                nodes.Add(NodeText.Read(words, nodes.Count));
            var root = nodes.Count == 0 ? words.Int(0) - 1 : words.Int(nodes.Count - 1);
            return new(
                name,
                kind,
                phase,
                parameters,
                new(nodes.ToEquatableArray(), root)
                {
                    // the first versions wrote none
                    Names = words.IsAtEnd
                        ? default
                        : words.List(() => new NodeName(words.Int(nodes.Count - 1), Identifier(words.String()))),
                }
            );
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Kind(DeclaredKind kind) =>
        kind switch
        {
            DeclaredKind.Helper => "helper",
            DeclaredKind.Loss => "loss",
            DeclaredKind.Column => "column",
            DeclaredKind.Metric => "metric",
        };

    private static DeclaredKind ReadKind(string word) =>
        word == Kind(DeclaredKind.Loss) ? DeclaredKind.Loss
        : word == Kind(DeclaredKind.Column) ? DeclaredKind.Column
        : word == Kind(DeclaredKind.Metric) ? DeclaredKind.Metric
        : DeclaredKind.Helper;

    internal static string Escape(string text) => "'" + Uri.EscapeDataString(text);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Kinds of values are written by name; this one has another in the notation.</summary>
    private const string Recipient = "Player";

    internal static string Type(ValueType type) =>
        (type.Kind == ValueKind.Recipient ? Recipient : type.Kind.ToString()) + ":" + Uri.EscapeDataString(type.Name);

    internal static ValueType ReadType(WordReader words)
    {
        var parts = words.Next().Split(':');
        return parts.Length == 2 ? new(ReadValueKind(parts[0]), Uri.UnescapeDataString(parts[1])) : throw new FormatException();
    }

    private static ValueKind ReadValueKind(string word) =>
        word == Recipient ? ValueKind.Recipient
        : Enum.TryParse<ValueKind>(word, out var kind) && kind != ValueKind.Recipient ? kind
        : throw new FormatException();

    /// <summary>Names are written into code.</summary>
    private static string Identifier(string name) => CSharpText.IsIdentifier(name) ? name : throw new FormatException();

    private static IEnumerable<string> Node(Node node) => NodeText.Write(node);
}
