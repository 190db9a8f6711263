using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>Writes what users read of an environment: its parts with their places, bounds and documentation.</summary>
internal static class DescriptionEmitter
{
    /// <summary>Names that every class has, which a constant of the name hides.</summary>
    private static readonly string[] OfObject =
    [
        nameof(Equals),
        nameof(GetHashCode),
        nameof(GetType),
        nameof(ToString),
        nameof(MemberwiseClone),
        nameof(ReferenceEquals),
    ];

    /// <param name="writer">Where.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="summary">What its documentation says.</param>
    /// <param name="observations">The parts of an observation.</param>
    /// <param name="actions">The parts of an action.</param>
    public static void Emit(
        SourceWriter writer,
        string name,
        string summary,
        EquatableArray<PartModel> observations,
        EquatableArray<PartModel> actions
    )
    {
        var choices = actions[0].Count;
        writer.Line("/// <summary>What is observed and what is done, part by part: names, places, bounds, documentation.</summary>");
        writer.Line(SourceWriter.Stamp);
        writer.Line($"public static {RuntimeTypes.EnvironmentDescription} {EnvironmentModel.Description} {{ get; }} = new(");
        using (writer.Indent())
        {
            writer.Line($"{Text(name)},");
            writer.Line($"{Text(summary)},");
            Parts(writer, observations, ",");
            Parts(writer, actions, choices > 0 ? "," : ");");
            if (choices > 0)
                writer.Line($"choices: {Whole(choices)});");
        }
        Offsets(writer, EnvironmentModel.ObservationOffsets, "an observation", observations);
    }

    private static void Parts(SourceWriter writer, EquatableArray<PartModel> parts, string tail)
    {
        writer.Line("[");
        using (writer.Indent())
            foreach (var part in parts)
            {
                var choices = part.Kind switch
                {
                    PartKind.Choice => string.Join(", ", part.Choices.Select(Text)),
                    PartKind.Truth => "\"false\", \"true\"",
                    _ => "",
                };
                writer.Call(
                    "new",
                    [
                        Text(part.Name),
                        Whole(part.Offset),
                        Whole(part.Width),
                        Bound(part.Low),
                        Bound(part.High),
                        Text(part.Summary),
                        $"[{choices}]",
                    ],
                    ","
                );
            }
        writer.Line("]" + tail);
    }

    public static void Offsets(SourceWriter writer, string name, string whole, EquatableArray<PartModel> parts)
    {
        writer.Line();
        writer.Line($"/// <summary>Where the parts of {whole} begin.</summary>");
        writer.Line(SourceWriter.Stamp);
        using (writer.Block($"public static class {name}"))
            foreach (var part in parts)
            {
                writer.Line();
                writer.Line($"/// <summary>{XmlText.Escape(Described(part))}</summary>");
                writer.Line(
                    $"public {(OfObject.Contains(part.Name) ? "new " : "")}const int {CSharpText.Escape(part.Name)} = {Whole(part.Offset)};"
                );
            }
    }

    /// <summary>What the user's documentation says, and what the part's numbers are.</summary>
    private static string Described(PartModel part)
    {
        var numbers = part.Kind switch
        {
            PartKind.Choice => $"One number for each of {string.Join(", ", part.Choices)}.",
            PartKind.Truth => "0 or 1.",
            _ => $"{(part.Width == 1 ? "A number" : $"{Whole(part.Width)} numbers")} from {Said(part.Low)} to {Said(part.High)}.",
        };
        return part.Summary.Length == 0 ? numbers : $"{part.Summary} {numbers}";
    }

    private static string Said(double bound) =>
        double.IsPositiveInfinity(bound) ? "infinity"
        : double.IsNegativeInfinity(bound) ? "-infinity"
        : bound.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A bound, rounded to the float that spaces hold.</summary>
    private static string Bound(double bound) =>
        (float)bound switch
        {
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            var single => single.ToString("R", CultureInfo.InvariantCulture) + "f",
        };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A string of C#.</summary>
    private static string Text(string text)
    {
        var written = new System.Text.StringBuilder("\"");
        foreach (var letter in text)
            written.Append(
                letter is '"' or '\\' ? "\\" + letter
                : char.IsControl(letter) ? "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture)
                : letter.ToString()
            );
        return written.Append('"').ToString();
    }
}
