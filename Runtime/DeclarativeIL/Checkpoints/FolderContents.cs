namespace DeclarativeIL.Checkpoints;

/// <summary>Lists the files of a folder, for messages about a file that was not found there.</summary>
internal static class FolderContents
{
    private const int Named = 12;

    /// <summary>The names of some of the files of a folder, for messages.</summary>
    public static string Describe(string folder)
    {
        if (!Directory.Exists(folder))
            return "no such folder";
        var names = Directory
            .EnumerateFileSystemEntries(folder)
            .Take(1000)
            .Select(static path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return names.Length == 0
            ? "an empty folder"
            : $"{string.Join(", ", names.Take(Named))}{(names.Length > Named ? " and others" : "")}";
    }
}
