using System.Collections.Concurrent;
using DeclarativeIL.Algorithms.Tests.Native;
using TorchSharp;

namespace DeclarativeIL.Runtime.Tests;

/// <summary>
/// Numbers for native code that live as long as the process: tests run beside each other, and one's garbage is all's collection.
/// </summary>
internal static class Held
{
    private static readonly ConcurrentDictionary<double, Scalar> Numbers = new();

    public static Scalar Of(double number) => Numbers.GetOrAdd(number, static value => value);
}

public class HeldTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public void These_tests_hold_their_numbers()
    {
        var found = ScalarLifetime.Faults(typeof(Held).Assembly.GetTypes());
        Assert.True(found.Count == 0, $"Found {found.Count}:\n{string.Join('\n', found)}");
    }
}
