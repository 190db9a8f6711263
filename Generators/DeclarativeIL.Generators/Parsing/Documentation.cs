using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Documentation comments of declarations.</summary>
internal static class Documentation
{
    public static string Summary(IParameterSymbol parameter) =>
        Of(parameter.ContainingSymbol)?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == parameter.Name)
            is { } element
            ? Words(element)
            : "";

    public static string Summary(ISymbol member) => Of(member)?.Element("summary") is { } element ? Words(element) : "";

    private static XElement? Of(ISymbol symbol)
    {
        try
        {
            return symbol.GetDocumentationCommentXml() is { Length: > 0 } xml ? XElement.Parse(xml) : null;
        }
        catch (XmlException)
        {
            return null; // a half-typed comment documents nothing
        }
    }

    private static string Words(XElement element) =>
        string.Join(" ", element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
