using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>Writes the properties of a declared class.</summary>
internal static class PropertyEmitter
{
    /// <summary>A checked <c>init</c> property each: a value that is no number, or outside its range, is refused when it is set.</summary>
    public static void Emit(SourceWriter writer, ClassScope scope)
    {
        foreach (var property in scope.Properties)
        {
            writer.Line();
            writer.Line($"/// <summary>{XmlText.Escape(property.Summary)}</summary>");
            writer.Line($"/// <value>{XmlText.Escape(property.Default.Replace("global::", ""))} unless set{Range(property)}.</value>");
            writer.Line(SourceWriter.Stamp);
            if (property.CSharpType is not ("double" or "int"))
            {
                writer.Line(
                    $"{scope.Model.Access} {property.CSharpType} {Identifiers.Public(property.Name)} {{ get; init; }} = {property.Default};"
                );
                continue;
            }
            var (minimum, maximum) = (
                Bound(property, CSharpText.Bound(property.Minimum), "Min"),
                Bound(property, CSharpText.Bound(property.Maximum), "Max")
            );
            var exclusive =
                (CSharpText.IsExclusive(property.Minimum) ? ", minimumIsExclusive: true" : "")
                + (CSharpText.IsExclusive(property.Maximum) ? ", maximumIsExclusive: true" : "");
            using (writer.Block($"public {property.CSharpType} {Identifiers.Public(property.Name)}"))
            {
                writer.Line($"get => {Identifiers.PrivateMember(Field(property))};");
                writer.Line(
                    $"init => {Identifiers.PrivateMember(Field(property))} = {RuntimeTypes.Hyperparameter}.Checked(value, "
                        + $"{minimum}, {maximum}, \"{property.Name}\"{exclusive});"
                );
            }
            writer.Line();
            writer.Line($"private readonly {property.CSharpType} {Identifiers.Private(Field(property))} = {property.Default};");
        }
    }

    private static string Field(PropertyPlan property) => "_" + CSharpText.Camel(property.Name);

    private static string Bound(PropertyPlan property, string bound, string end) =>
        bound.Length > 0 && bound != Largest(property) ? bound
        : property.CSharpType == "int" ? $"int.{end}Value"
        : $"double.{end}Value";

    private static string Range(PropertyPlan property)
    {
        if (property.Minimum.Length + property.Maximum.Length == 0)
            return "";
        var (minimum, maximum) = (CSharpText.Bound(property.Minimum), CSharpText.Bound(property.Maximum));
        if (maximum == Largest(property))
            return CSharpText.IsExclusive(property.Minimum) ? $"; above {minimum}"
                : minimum is "0.0" or "0" ? "; not negative"
                : $"; at least {minimum}";
        return $"; {(CSharpText.IsExclusive(property.Minimum) ? "above" : "from")} {minimum} "
            + $"{(CSharpText.IsExclusive(property.Maximum) ? "to below" : "to")} {maximum}";
    }

    /// <summary>What an upper bound says that bounds nothing.</summary>
    private static string Largest(PropertyPlan property) =>
        property.CSharpType == "int" ? "2147483647" : CSharpText.Number(double.MaxValue);
}
