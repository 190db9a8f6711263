using System.CommandLine;
using System.Runtime.CompilerServices;
using DeclarativeIL.Benchmarks.Pages;

namespace DeclarativeIL.Benchmarks;

/// <summary>Writes docs/algorithms from the declarations; a test compares.</summary>
internal static class PagesCommand
{
    public static Command Create()
    {
        var command = new Command("pages", "Writes a page of docs/algorithms for each class of Algorithms/, and their index.");
        command.SetAction(static _ => Write());
        return command;
    }

    private static void Write([CallerFilePath] string source = "")
    {
        var repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", ".."));
        var folder = Directory.CreateDirectory(Path.Combine(repository, "docs", "algorithms")).FullName;
        var pages = AlgorithmPages.Write(repository);
        foreach (var (name, text) in pages)
            File.WriteAllText(Path.Combine(folder, name), text);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => !pages.ContainsKey(Path.GetFileName(file))))
            File.Delete(file);
        Console.WriteLine($"{pages.Count} pages in {folder}");
    }
}
