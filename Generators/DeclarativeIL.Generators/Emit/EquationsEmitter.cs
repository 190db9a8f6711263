using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The declared equations in the generator's own notation, so that declarations of other assemblies can import them.</summary>
internal static class EquationsEmitter
{
    public static GeneratedFile File(string @namespace, string keyword, string name, EquatableArray<ExportModel> exports, string concern = "Equations")
    {
        var writer = new SourceWriter();
        SourceWriter.Header(writer, @namespace);
        foreach (var export in exports)
            writer.Line($"[{WellKnownNames.DslRoot}.DeclaredEquation(\"{export.Id}\", \"{export.Text}\")]");
        writer.Line($"partial {keyword} {CSharpText.Escape(name)};");
        return new($"{(@namespace.Length == 0 ? name : @namespace + "." + name)}.{concern}.g.cs", writer.ToString());
    }
}
