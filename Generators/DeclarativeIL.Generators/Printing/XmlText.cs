namespace DeclarativeIL.Generators.Printing;

/// <summary>Text of documentation comments.</summary>
internal static class XmlText
{
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
