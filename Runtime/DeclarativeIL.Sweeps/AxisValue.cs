using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeclarativeIL.Sweeps;

/// <summary>Values of axes and hyperparameters as text, which is the same under every culture.</summary>
internal static class AxisValue
{
    /// <summary>As C# writes it, without quotes; numbers with all digits that are read back to the same bits.</summary>
    public static string Text(object? value) =>
        value switch
        {
            bool truth => truth ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    /// <summary>For people: numbers with five digits.</summary>
    public static string Short(object value) => value is double number ? number.ToString("G5", CultureInfo.InvariantCulture) : Text(value);

    /// <summary>For comparison: names in quotes, so that no two values have one text.</summary>
    public static string Exact(object value) =>
        value is string name ? $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"" : Text(value);

    /// <summary>The name of a type as C# writes it.</summary>
    public static string NameOf(Type type) =>
        type == typeof(double) ? "double"
        : type == typeof(int) ? "int"
        : type == typeof(bool) ? "bool"
        : type == typeof(string) ? "string"
        : type.FullName ?? type.Name;

    /// <summary>Writes a value under a name: numbers and truths as such, members of enums by their names.</summary>
    public static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case double number:
                json.WriteNumber(name, number);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            default:
                json.WriteString(name, Text(value));
                break;
        }
    }
}
