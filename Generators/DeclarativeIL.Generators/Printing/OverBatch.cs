using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# for a call of the user's method over batches.</summary>
internal static class OverBatch
{
    /// <param name="column">C# for the tensor of a column, by the parameter's name.</param>
    public static string Call(LossModel loss, Func<string, string> column)
    {
        var arguments = loss
            .Member.Parameters.Where(parameter => loss.Origin.Length == 0 || parameter.Role is not Role.Hyperparameter)
            .Select(parameter =>
                parameter.Role switch
                {
                    Role.Statistic => column(parameter.Name),
                    Role.Hyperparameter => Identifiers.Member(CSharpText.Pascal(parameter.Name)),
                    _ => Signatures.Escape(parameter.Name),
                }
            );
        return $"{Declared(loss)}({string.Join(", ", arguments)})";
    }

    /// <summary>The method; of an import, where it may be private, the public form with this object's hyperparameters.</summary>
    private static string Declared(LossModel loss)
    {
        if (loss.Origin.Length == 0)
            return Identifiers.Static(loss.Member.Name);
        var properties = loss
            .Member.Parameters.Where(parameter => parameter.Role is Role.Hyperparameter)
            .Select(parameter => CSharpText.Pascal(parameter.Name))
            .ToList();
        var values = string.Join(", ", properties.Select(property => $"{Identifiers.Public(property)} = {Identifiers.Member(property)}"));
        return $"new {loss.Origin}{(properties.Count == 0 ? "()" : $" {{ {values} }}")}.{loss.Member.Name}OfOne";
    }
}
