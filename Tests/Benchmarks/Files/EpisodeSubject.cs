using DeclarativeIL.Formats;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of the field's formats, as other projects wrote them.</summary>
internal static class EpisodeSubject
{
    /// <summary>The limit that readings are given: what a small file may take.</summary>
    public const long Limit = 1 << 22;

    private static readonly Lazy<string> Golden = new(static () =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "Tests", "Formats.Tests", "Golden") is var found && Directory.Exists(found))
                return found;
        throw new DirectoryNotFoundException($"Tests/Formats.Tests/Golden is in no folder above {AppContext.BaseDirectory}.");
    });

    /// <summary>Copies a file of the golden data, or a folder of them.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="name">Its path in the golden data.</param>
    /// <returns>Where it is now.</returns>
    public static string Copy(string folder, string name)
    {
        var from = Path.Combine(Golden.Value, name);
        var to = Path.Combine(folder, name);
        foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from, "*", SearchOption.AllDirectories) : [from])
        {
            var target = Directory.Exists(from) ? Path.Combine(to, Path.GetRelativePath(from, file)) : to;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        return to;
    }

    /// <summary>A file that is read by itself or as one of a folder.</summary>
    /// <param name="name">The format.</param>
    /// <param name="path">The file that is changed.</param>
    /// <param name="open">Opens it, or the folder that it is in.</param>
    public static FileSubject Of(string name, string path, Func<EpisodeFile> open) =>
        new(name, path, File.ReadAllBytes(path), _ => Read(open), static e => e is TrajectoryFileException, null);

    private static Loaded? Read(Func<EpisodeFile> open)
    {
        using var file = open();
        var (count, fault) = (0L, (string?)null);
        foreach (var episode in file)
        {
            foreach (var (name, column) in episode.Columns)
            {
                count += (long)column.Rows * column.Width;
                if (column.Rows != episode.Length && column.Rows != episode.Length + 1)
                    fault ??= $"{column.Rows} rows of {name}";
                if (column.IsNumeric && column.Rows * column.Width > 0)
                    _ = column.Number(column.Rows - 1, column.Width - 1);
            }
            count += episode.Attributes.Sum(static word => word.Value.Length);
        }
        return new($"{file.Count} episodes, {count} elements", fault);
    }
}
