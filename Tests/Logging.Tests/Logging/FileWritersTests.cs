using System.Reflection;
using DeclarativeIL.Algorithms.Tests.Native;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>Reads the compiled code of the packages for files that are written elsewhere than where it is meant.</summary>
public sealed class FileWritersTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Type[] Opened = [typeof(FileStream), typeof(StreamWriter)];

    /// <summary>Files that grow cannot be replaced as a whole: two classes open them. Pictures go through AtomicFile.</summary>
    [Fact]
    public void Two_classes_open_files()
    {
        Assembly[] packages =
        [
            typeof(TrainingObservers).Assembly,
            typeof(DeclarativeIL.Plots.Picture).Assembly,
            typeof(DeclarativeIL.Consoles.ConsoleProgress).Assembly,
        ];
        var writers = packages
            .SelectMany(static package => package.GetTypes())
            .SelectMany(static type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            .Where(static method => CompiledCode.Of(method).Any(static code => code.Named is MethodBase named && Opens(named)))
            .Select(static method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(["AppendedFile.Open", "TensorBoardProgress..ctor"], writers.Order(StringComparer.Ordinal));
    }

    private static bool Opens(MethodBase method) =>
        method.DeclaringType == typeof(File) || (method is ConstructorInfo && Opened.Contains(method.DeclaringType));
}
