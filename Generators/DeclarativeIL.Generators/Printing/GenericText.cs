using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# for the type parameters of generated methods.</summary>
internal static class GenericText
{
    /// <summary>The list of type parameters of a method that is given networks; empty if there is none.</summary>
    public static string List(ClassScope scope, IEnumerable<string> networks, params string[] more) =>
        networks.Select(scope.Types.Of).Distinct().Concat(more).ToList() is { Count: > 0 } types
            ? "<" + string.Join(", ", types) + ">"
            : "";

    /// <summary>Writes the constraints of the type parameters.</summary>
    public static void Constrain(
        SourceWriter writer,
        ClassScope scope,
        IEnumerable<string> networks,
        params (string Type, string Constraint)[] more
    )
    {
        using (writer.Indent())
        {
            foreach (var type in networks.Select(scope.Types.Of).Distinct())
                writer.Line($"where {type} : class, {string.Join(", ", scope.Types.ConstraintsOf(type))}");
            foreach (var (type, constraint) in more)
                writer.Line($"where {type} : class, {constraint}");
        }
    }
}
