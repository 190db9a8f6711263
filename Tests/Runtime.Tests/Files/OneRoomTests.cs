using System.Reflection;
using DeclarativeIL.Algorithms.Tests.Native;

namespace DeclarativeIL.Runtime.Tests.Files;

/// <summary>Reads the compiled code of the library for files that are written elsewhere.</summary>
public sealed class OneRoomTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly string[] Writes = ["Write", "Append", "OpenWrite", "Move", "Copy", "Replace", "Create"];

    [Fact]
    public void Nothing_else_writes_moves_or_copies_files()
    {
        var types = RuntimePackages.All.SelectMany(static package => package.GetTypes()).ToArray();
        var writers = types
            .SelectMany(static type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            .Where(static method => CompiledCode.Of(method).Any(static instruction => instruction.Named is { } named && IsWrite(named)))
            .Select(static method => $"{method.DeclaringType!.FullName}.{method.Name}")
            .ToList();

        Assert.Contains("DeclarativeIL.Files.AtomicFile.Replace", writers);
        Assert.Equal(
            ["DeclarativeIL.Native.ShimCache.LoadOnce"],
            writers.Where(static name => !name.StartsWith("DeclarativeIL.Files.", StringComparison.Ordinal))
        ); // into a new folder of its own
    }

    private static bool IsWrite(MethodBase method) =>
        (method.DeclaringType == typeof(File) && Writes.Any(write => method.Name.StartsWith(write, StringComparison.Ordinal)))
        || (
            method.DeclaringType == typeof(StreamWriter)
            && method is ConstructorInfo
            && method.GetParameters()[0].ParameterType == typeof(string)
        );
}
