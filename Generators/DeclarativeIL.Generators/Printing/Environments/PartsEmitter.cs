using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>Writes the methods that read what is observed and set what is done, part by part.</summary>
/// <param name="episode">The checks of what goes in and comes out.</param>
internal sealed class PartsEmitter(SourceWriter writer, string episode)
{
    private const string Observation = "observation",
        Action = "action";

    /// <param name="model">The environment.</param>
    /// <param name="read">What the method that reads is called.</param>
    /// <param name="set">What the method that sets is called.</param>
    public void Emit(EnvironmentModel model, string read, string set)
    {
        writer.Line();
        writer.Line(SourceWriter.Stamp);
        using (writer.Block($"private void {read}({PlatformTypes.FloatSpan} {Observation})"))
        {
            foreach (var part in model.Observations)
                Read(part);
            writer.Line($"{episode}.CheckObservation({Observation});");
        }
        writer.Line();
        writer.Line(SourceWriter.Stamp);
        using (writer.Block($"private void {set}({PlatformTypes.ReadOnlyFloatSpan} {Action})"))
            foreach (var part in model.Actions)
                Set(part);
    }

    private void Read(PartModel part)
    {
        var value = $"this.{part.Member}";
        switch (part.Kind)
        {
            case PartKind.Floats or PartKind.Doubles:
                writer.Line($"{episode}.Copy({value}, {Slice(Observation, part)}, \"{part.Name}\");");
                break;
            case PartKind.Choice:
                OneHot(part, value);
                break;
            default:
                writer.Line($"{Observation}[{part.Offset}] = {Number(part.Kind, value)};");
                break;
        }
    }

    /// <summary>Read once, since a method may count its calls.</summary>
    private void OneHot(PartModel part, string value)
    {
        var local = CSharpText.Camel(part.Name) is var name && name == Observation ? name + "2" : name;
        writer.Line($"var {CSharpText.Escape(local)} = {value};");
        for (var i = 0; i < part.Width; i++)
            writer.Line($"{Observation}[{part.Offset + i}] = {CSharpText.Escape(local)} == {Choice(part, i)} ? 1 : 0;");
    }

    private void Set(PartModel part)
    {
        var number = $"{Action}[{part.Offset}]";
        switch (part.Kind)
        {
            case PartKind.Floats or PartKind.Doubles:
                writer.Line($"{episode}.Fill(this.{part.Member}, {Slice(Action, part)}, \"{part.Name}\");");
                break;
            case PartKind.Choice:
                writer.Line($"this.{part.Member} = (int){number} switch");
                writer.Line("{");
                using (writer.Indent())
                    for (var i = 0; i < part.Count; i++)
                        writer.Line($"{(i + 1 < part.Count ? $"{i}" : "_")} => {Choice(part, i)},");
                writer.Line("};");
                break;
            case PartKind.Truth:
                writer.Line($"this.{part.Member} = {number} == 1;");
                break;
            case PartKind.Whole:
                writer.Line($"this.{part.Member} = (int){number};");
                break;
            default:
                writer.Line($"this.{part.Member} = {number};");
                break;
        }
    }

    private static string Number(PartKind kind, string value) =>
        kind switch
        {
            PartKind.Double => $"(float){value}",
            PartKind.Truth => $"{value} ? 1 : 0",
            _ => value,
        };

    private static string Slice(string numbers, PartModel part) => $"{numbers}.Slice({part.Offset}, {part.Width})";

    private static string Choice(PartModel part, int i) => $"{part.Type}.{CSharpText.Escape(part.Choices[i])}";
}
