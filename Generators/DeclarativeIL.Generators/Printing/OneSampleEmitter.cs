using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing;

/// <summary>The declared members, public, for one sample, with this object's hyperparameters: the oracle of what is generated.</summary>
internal static class OneSampleEmitter
{
    public static void Emit(SourceWriter writer, AlgorithmModel model)
    {
        var own = model.Losses.Where(loss => loss.Origin.Length == 0).Select(loss => loss.Member).Concat(model.Others.Own);
        foreach (var member in own)
            Emit(writer, model, member);
    }

    private static void Emit(SourceWriter writer, AlgorithmModel model, MemberModel member)
    {
        var given = member
            .Parameters.Select((parameter, i) => (parameter, Text: $"{member.ParameterTypes[i]} {Identifiers.Parameter(parameter.Name)}"))
            .Where(pair => pair.parameter.Role is not Role.Hyperparameter);
        var arguments = member.Parameters.Select(parameter =>
            parameter.Role is Role.Hyperparameter
                ? Identifiers.Member(CSharpText.Pascal(parameter.Name))
                : Identifiers.Parameter(parameter.Name)
        );
        writer.Line();
        writer.Line(
            $"/// <summary>The declared <c>{member.Name}</c> {(member.IsBatched ? "over a batch" : "for one sample")}, with this "
                + "object's hyperparameters.</summary>"
        );
        writer.Line(SourceWriter.Stamp);
        writer.Line(
            $"{model.Access} {member.Returns} {Identifiers.Public(member.Name + "OfOne")}("
                + $"{string.Join(", ", given.Select(pair => pair.Text))})"
        );
        using (writer.Indent())
            writer.Line($"=> {Identifiers.Static(member.Name)}({string.Join(", ", arguments)});");
    }
}
