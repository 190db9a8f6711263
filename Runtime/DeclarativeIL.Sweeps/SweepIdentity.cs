using System.Globalization;
using DeclarativeIL.Training;

namespace DeclarativeIL.Sweeps;

/// <summary>What a sweep is, line by line: by these a folder says whether its runs are of the same one.</summary>
/// <param name="What">The format, the type, axes, settings and seeds.</param>
/// <param name="Declared">Equations and hyperparameters of what the runs train; empty where nobody declared it.</param>
internal sealed record SweepIdentity(IReadOnlyList<string> What, IReadOnlyList<string> Declared)
{
    /// <summary>The first line of the file.</summary>
    private const string Format = "sweep 2";

    // the first line of a folder before there was a number
    private const string FirstFormat = "declaration ";

    public static SweepIdentity Of(
        Type type,
        IReadOnlyList<Axis> axes,
        IReadOnlyList<Setting> settings,
        IEnumerable<ulong> seeds,
        IReadOnlyList<string> declared
    ) =>
        new(
            [
                Format,
                $"type {type.FullName}",
                .. axes.Select(static axis => $"axis {axis.Meaning}"),
                .. settings.Select(static setting => $"setting {setting.Said(AxisValue.Exact)}"),
                $"seeds {string.Join(", ", seeds.Order().Select(static seed => seed.ToString(CultureInfo.InvariantCulture)))}",
            ],
            declared
        );

    /// <summary>What the settings' objects say of themselves: each declaration once, with its hyperparameters over the settings.</summary>
    /// <param name="made">The object of each setting.</param>
    public static IReadOnlyList<string> Describe(IEnumerable<object> made)
    {
        var all = made.Index().Select(static one => (Setting: one.Index, Algorithm: one.Item as IDeclaredAlgorithm)).ToArray();
        var lines = new List<string>();
        foreach (var same in all.Where(static one => one.Algorithm is not null).GroupBy(static one => one.Algorithm!.Declaration))
        {
            var equations = same.Key.Split('\n');
            lines.Add($"declaration {equations[0]}");
            lines.AddRange(equations.Skip(1).Select(static line => "  " + line));
            if (same.Count() < all.Length)
                lines.Add($"  of settings {string.Join(", ", same.Select(static one => one.Setting))}");
            var values = same.SelectMany(static one => one.Algorithm!.Hyperparameters())
                .ToLookup(static one => one.Name, static one => one.Value);
            lines.AddRange(values.Select(static one => $"  hyperparameter {one.Key} = {Values(one)}"));
        }
        return lines;
    }

    /// <summary>Compares with what a folder says.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="found">Its lines.</param>
    /// <exception cref="IOException">It is of another sweep, or of another format.</exception>
    /// <exception cref="SweepException">What the runs train is declared otherwise by now.</exception>
    public void Check(string path, IReadOnlyList<string> found)
    {
        if (found.Count > 0 && found[0].StartsWith(FirstFormat, StringComparison.Ordinal))
            throw new IOException(
                $"{path}: found a folder of format 1, which says nothing of equations; expected '{Format}'. Take a new folder, or finish "
                    + "the sweep by the version that began it."
            );
        string[] expected = [.. What, .. Declared];
        for (var i = 0; i < Math.Max(found.Count, expected.Length); i++)
        {
            var (old, now) = (found.ElementAtOrDefault(i) ?? "nothing", expected.ElementAtOrDefault(i) ?? "nothing");
            if (old == now)
                continue;
            if (i < What.Count)
                throw new IOException($"{path}: found a folder of another sweep: '{old}'; expected '{now}'.");
            throw new SweepException(
                $"{path}, line {i + 1}: found runs of another declaration: '{old}'; expected '{now}', as it is declared now. Take a new "
                    + "folder, or declare it as it was."
            );
        }
    }

    /// <summary>One value where all settings have it, else that of each.</summary>
    private static string Values(IEnumerable<object?> values)
    {
        string[] texts = [.. values.Select(AxisValue.Text)];
        return texts.All(one => one == texts[0]) ? texts[0] : string.Join(", ", texts);
    }
}
