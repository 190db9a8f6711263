using System.Runtime.CompilerServices;
using System.Text;
using DiffEngine;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

// The part of Verify.Xunit and Verify.SourceGenerators that these tests use, under their names and with their file
// conventions, for as long as the package does not restore. The day it does, this file goes and nothing else changes.

namespace VerifyXunit;

/// <summary>Compares what a test produced with the accepted files beside it.</summary>
public static class Verifier
{
    /// <summary>One text: <c>Type.Method.verified.cs</c>.</summary>
    public static SettingsTask Verify(
        string target,
        string extension,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = ""
    ) => new(Prefix(sourceFile, method), prefix => Compare(prefix, [(".", target)], extension));

    /// <summary>Everything a generator wrote: <c>Type.Method#File.verified.cs</c> for each file.</summary>
    public static SettingsTask Verify(
        GeneratorDriverRunResult target,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = ""
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        var files = target
            .Results.SelectMany(result => result.GeneratedSources)
            .Select(source =>
                ($"#{Path.GetFileNameWithoutExtension(source.HintName)}.", $"//HintName: {source.HintName}\n{source.SourceText}")
            );
        return new(Prefix(sourceFile, method), prefix => Compare(prefix, [.. files], "cs"));
    }

    private static string Prefix(string sourceFile, string method) =>
        Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}");

    private static async Task Compare(string prefix, IReadOnlyList<(string Suffix, string Text)> targets, string extension)
    {
        var problems = new StringBuilder();
        foreach (var (suffix, text) in targets)
            problems.Append(await Compare(prefix + suffix, extension, text.Replace("\r\n", "\n", StringComparison.Ordinal)));
        foreach (var stale in Stale(prefix, targets, extension))
            problems.Append("Delete: ").Append(stale).AppendLine(" (nothing of this name is produced any more)");
        if (problems.Length > 0)
            throw new XunitException($"Results do not match. Accept by renaming .received to .verified.\n{problems}");
    }

    private static async Task<string> Compare(string path, string extension, string text)
    {
        var (received, verified) = ($"{path}received.{extension}", $"{path}verified.{extension}");
        var accepted = File.Exists(verified)
            ? (await File.ReadAllTextAsync(verified)).Replace("\r\n", "\n", StringComparison.Ordinal)
            : null;
        if (accepted == text)
        {
            File.Delete(received);
            return "";
        }
        await File.WriteAllTextAsync(received, text);
        if (!BuildServerDetector.Detected && Environment.UserInteractive)
            await DiffRunner.LaunchAsync(received, verified);
        return accepted is null ? $"New: {received}\n{text}\n" : $"Not equal: {received}\n{FirstDifference(accepted, text)}\n";
    }

    private static IEnumerable<string> Stale(string prefix, IReadOnlyList<(string Suffix, string Text)> targets, string extension) =>
        Directory
            .EnumerateFiles(Path.GetDirectoryName(prefix)!, $"{Path.GetFileName(prefix)}#*.verified.{extension}")
            .Where(file => !targets.Any(target => file == $"{prefix}{target.Suffix}verified.{extension}"));

    private static string FirstDifference(string accepted, string received)
    {
        var (left, right) = (accepted.Split('\n'), received.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        string At(string[] lines) => lines.ElementAtOrDefault(line) ?? "(end)";
        return $"line {line + 1}\n  verified: {At(left)}\n  received: {At(right)}";
    }
}

/// <summary>A comparison that starts when it is awaited, so that it can be named first.</summary>
public sealed class SettingsTask(string prefix, Func<string, Task> compare)
{
    /// <summary><c>Type.Method_parameters.verified.cs</c>, for theories.</summary>
    public SettingsTask UseTextForParameters(string parameters) => new($"{prefix}_{parameters}", compare);

    public TaskAwaiter GetAwaiter() => compare(prefix).GetAwaiter();
}
