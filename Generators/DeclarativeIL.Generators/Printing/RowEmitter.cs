using System.Globalization;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing;

/// <summary>Writes how rows of a type are read and made, so that no reflection is needed for it.</summary>
internal static class RowEmitter
{
    private const string Suppressed =
        "[global::System.Diagnostics.CodeAnalysis.SuppressMessage"
        + "(\"Usage\", \"CA2255\", Justification = \"It registers an object.\")]";

    public static GeneratedFile File(RowModel model)
    {
        var writer = new SourceWriter();
        SourceWriter.Header(writer, model.Namespace, import: "");
        var name = model.Name.Replace('.', '_') + "Access";
        writer.Line($"/// <summary>Reads and makes rows of <see cref=\"{model.Type}\"/>.</summary>");
        writer.Line(SourceWriter.Stamp);
        using (writer.Block($"file sealed class {name} : {RuntimeTypes.RowAccess}<{model.Type}>"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            writer.Line(Suppressed);
            writer.Line($"internal static void Register() => {RuntimeTypes.RowAccess}.Register(new {name}());");
            writer.Line();
            Columns(writer, model);
            Reader(writer, model, "global::System.ReadOnlyMemory<double>", "Vector", VectorOf);
            Reader(writer, model, "double", "Number", NumberOf);
            Reader(writer, model, RuntimeTypes.Acts, "Several", static column => column.Kind == RowColumnKind.Acts ? Of(column) : null);
            writer.Line("/// <inheritdoc/>");
            writer.Call(
                $"public override {model.Type} Make(double[][][] values) => new",
                [.. model.Columns.Select((column, i) => Back(column, $"values[{Text(i)}]"))],
                ";"
            );
        }
        return new(model.HintName, writer.ToString());
    }

    private static void Columns(SourceWriter writer, RowModel model)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(
            "public override global::System.Collections.Generic.IReadOnlyList<(string Name, global::System.Type Type)> Columns { get; } ="
        );
        writer.Line("[");
        using (writer.Indent())
            foreach (var column in model.Columns)
                writer.Line($"(\"{column.Name.TrimStart('@')}\", typeof({column.Type})),");
        writer.Line("];");
        writer.Line();
    }

    /// <summary>A method that reads the columns of one kind; none where there are none.</summary>
    private static void Reader(SourceWriter writer, RowModel model, string type, string name, Func<RowColumnModel, string?> read)
    {
        var found = model
            .Columns.Select((column, i) => (Place: i, Value: read(column)))
            .Where(static one => one.Value is not null)
            .ToList();
        if (found.Count == 0)
            return;
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {type} {name}({model.Type} row, int column) =>");
        using (writer.Indent())
        {
            writer.Line("column switch");
            writer.Line("{");
            using (writer.Indent())
            {
                foreach (var (place, value) in found)
                    writer.Line($"{Text(place)} => {value},");
                writer.Line($"_ => base.{name}(row, column),");
            }
            writer.Line("};");
        }
        writer.Line();
    }

    private static string? VectorOf(RowColumnModel column) =>
        column.Kind switch
        {
            RowColumnKind.Point => $"{Of(column)}.Memory",
            RowColumnKind.Doubles => $"{RuntimeTypes.RowAccess}.FromArray({Of(column)})",
            RowColumnKind.Singles => $"{RuntimeTypes.RowAccess}.FromSingles({Of(column)})",
            RowColumnKind.DoubleMemory => Of(column),
            RowColumnKind.SingleMemory => $"{RuntimeTypes.RowAccess}.FromSingleMemory({Of(column)})",
            RowColumnKind.Acts or RowColumnKind.Number or RowColumnKind.Truth => null,
        };

    private static string? NumberOf(RowColumnModel column) =>
        column.Kind switch
        {
            RowColumnKind.Truth => $"{Of(column)} ? 1.0 : 0.0",
            RowColumnKind.Number when column.Type != column.Underlying => $"(double)({column.Underlying}){Of(column)}",
            RowColumnKind.Number => $"(double){Of(column)}",
            _ => null,
        };

    private static string Back(RowColumnModel column, string values) =>
        column.Kind switch
        {
            RowColumnKind.Point => $"new {column.Type}(new global::System.ReadOnlyMemory<double>({values}[0]))",
            RowColumnKind.Acts => $"{RuntimeTypes.RowAccess}.ToActs({values})",
            RowColumnKind.Doubles or RowColumnKind.DoubleMemory => $"{values}[0]",
            RowColumnKind.Singles => $"{RuntimeTypes.RowAccess}.ToSingles({values}[0])",
            RowColumnKind.SingleMemory => $"{RuntimeTypes.RowAccess}.ToSingleMemory({values}[0])",
            RowColumnKind.Truth => $"{values}[0][0] != 0.0",
            RowColumnKind.Number when column.Type != column.Underlying => $"unchecked(({column.Type})({column.Underlying}){values}[0][0])",
            RowColumnKind.Number => $"unchecked(({column.Type}){values}[0][0])",
        };

    private static string Of(RowColumnModel column) => $"row.{column.Name}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
