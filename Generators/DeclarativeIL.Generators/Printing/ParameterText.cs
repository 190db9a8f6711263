using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# for the parameters of generated methods, where they are declared and where they are given.</summary>
internal static class ParameterText
{
    /// <summary>The name: networks and given values are called as the user calls them.</summary>
    public static string Text(this MethodParameter parameter) =>
        parameter.Kind switch
        {
            ParameterKind.Network or ParameterKind.Given => Signatures.Escape(parameter.Name),
            ParameterKind.Batch => Signatures.Data(parameter.Name),
            ParameterKind.Statistic => Identifiers.Column(parameter.Name),
            ParameterKind.GivenTensor or ParameterKind.Draws or ParameterKind.OfRun => parameter.Name,
        };

    public static IEnumerable<string> Declarations(this IEnumerable<MethodParameter> parameters) =>
        parameters.Select(parameter => $"{parameter.Type} {parameter.Text()}");

    public static IEnumerable<string> Arguments(this IEnumerable<MethodParameter> parameters) =>
        parameters.Select(parameter => parameter.Text());

    /// <summary>The arguments of methods that ask networks between steps of training.</summary>
    public static IEnumerable<string> AskedArguments(this IEnumerable<MethodParameter> parameters) =>
        parameters.Select(parameter => parameter.Kind == ParameterKind.Network ? Signatures.Asked(parameter.Name) : parameter.Text());

    /// <summary>Names that locals of the method cannot have; a statistic's is told apart by its mark.</summary>
    public static IEnumerable<string> Names(this IEnumerable<MethodParameter> parameters) =>
        parameters.Without(ParameterKind.Statistic).Select(parameter => parameter.Name);

    /// <summary>Writes the locals that hold what the monitor of the run says.</summary>
    public static void FromLog(SourceWriter writer, IEnumerable<MethodParameter> parameters)
    {
        foreach (var parameter in parameters.Where(parameter => parameter.Kind == ParameterKind.OfRun).Distinct())
            writer.Line($"var {parameter.Name} = monitor.{parameter.MonitorMember};");
    }

    /// <summary>Writes the checks of what must not be null.</summary>
    public static void CheckNull(SourceWriter writer, IEnumerable<MethodParameter> parameters)
    {
        foreach (var parameter in parameters.Where(parameter => parameter.IsChecked))
            writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Text()});");
    }
}
