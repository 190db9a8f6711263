using System.CodeDom.Compiler;
using System.Reflection;
using DeclarativeIL.Algorithms.Tests.Native;

namespace DeclarativeIL.Language.Tests;

/// <summary>The same as for the library's algorithms, over the whole field and the corners of the language.</summary>
public class GeneratedNumbersTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public void Numbers_in_generated_code_live_as_long_as_the_calls_that_read_them()
    {
        var generated = typeof(GeneratedNumbersTests).Assembly.GetTypes().Where(IsGeneratedFor).ToList();
        var found = ScalarLifetime.Faults(generated);
        Assert.InRange(generated.Count, 40, int.MaxValue);
        Assert.True(found.Count == 0, $"Found {found.Count}:\n{string.Join('\n', found)}");
    }

    private static bool IsGeneratedFor(Type type) =>
        type.GetMembers(
                BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            )
            .Any(static member => member.IsDefined(typeof(GeneratedCodeAttribute)));
}
