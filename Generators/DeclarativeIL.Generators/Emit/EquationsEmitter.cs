using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The declared equations in the generator's own notation, so that declarations of other assemblies can import them.</summary>
internal static class EquationsEmitter
{
    /// <summary>The file of a class of operations: their derivatives.</summary>
    public static GeneratedFile File(VocabularyModel model)
    {
        var writer = new SourceWriter();
        SourceWriter.Header(writer, model.Namespace);
        Emit(writer, model.Keyword, model.Name, model.Exports);
        return new($"{(model.Namespace.Length == 0 ? "" : model.Namespace + ".")}{model.Name}.Derivatives.g.cs", writer.ToString());
    }

    public static void Emit(SourceWriter writer, string keyword, string name, EquatableArray<ExportModel> exports)
    {
        foreach (var export in exports)
            writer.Line($"[{WellKnownNames.DslRoot}.DeclaredEquation(\"{export.Id}\", \"{export.Text}\")]");
        writer.Line($"partial {keyword} {CSharpText.Type(name)};");
    }
}
