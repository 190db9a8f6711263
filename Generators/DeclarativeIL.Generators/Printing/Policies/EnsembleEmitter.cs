using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Policies;

/// <summary>Writes the ensemble of a declared head's policies.</summary>
internal static class EnsembleEmitter
{
    public static void Emit(SourceWriter writer, HeadModel model, string policy, string equations)
    {
        var ensemble = CSharpText.Type(model.Base + "Ensemble");
        writer.Line();
        writer.Line($"/// <summary>Several <see cref=\"{policy}\"/>s as one.</summary>");
        writer.Line(SourceWriter.Stamp);
        var bases = string.Join(", ", HeadFaces.OfEnsemble(model).Prepend(RuntimeTypes.DeclaredEnsemble));
        using (writer.Block($"{model.Access} sealed class {ensemble} : {bases}"))
        {
            new ConstructorsEmitter(writer, model, ensemble, $"{policy}.{equations}", isEnsemble: true).Emit();
            writer.Line();
            writer.Line("/// <summary>A single policy with the present parameters of a member.</summary>");
            writer.Line("/// <param name=\"member\">Its number, counted from 0.</param>");
            writer.Line($"public {policy} CopyMember(int member) => CopyMember(member, static parts => new {policy}(parts));");
        }
    }
}
