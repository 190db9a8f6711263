using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeclarativeIL.Benchmarks.Pages;

/// <summary>XML comments as Markdown.</summary>
/// <param name="algorithms">Classes that have a page beside the one that is written.</param>
internal sealed partial class DocumentationText(IReadOnlySet<string> algorithms)
{
    /// <summary>An element's text in one line, without its lists.</summary>
    public string Of(XElement? element) => element is null ? "" : Blanks().Replace(string.Concat(element.Nodes().Select(Node)), " ").Trim();

    /// <summary>The items of the lists of an element.</summary>
    public IEnumerable<string> Items(XElement? element) => element?.Descendants("item").Select(Of) ?? [];

    /// <summary>A text for a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private string Node(XNode node) =>
        node switch
        {
            XText text => Escape(text.Value),
            XElement { Name.LocalName: "list" } => "",
            XElement { Name.LocalName: "see" } see when see.Attribute("href") is { } address => $"[{Of(see)}]({address.Value})",
            XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } type => Reference(type.Value),
            XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "paramref" or "typeparamref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
            XElement element => string.Concat(element.Nodes().Select(Node)),
            _ => "",
        };

    private string Reference(string type) => algorithms.Contains(type.Split('.')[0]) ? $"[{type}]({type.Split('.')[0]}.md)" : $"`{type}`";

    /// <summary>What Markdown would read as marks.</summary>
    private static string Escape(string text) => Marks().Replace(text, @"\$0");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\\`*_\[\]<>$~]")]
    private static partial Regex Marks();
}
