using System.Globalization;

namespace DeclarativeIL.Sweeps;

/// <summary>Numbers as files have them: the shortest text that is read back to the same bits.</summary>
internal static class Numbers
{
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string List(IEnumerable<double> values) => string.Join(", ", values.Select(Text));

    public static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
