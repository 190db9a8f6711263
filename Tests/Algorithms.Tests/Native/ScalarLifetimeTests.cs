using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Native;

/// <inheritdoc cref="ScalarLifetime"/>
public sealed class ScalarLifetimeTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Libraries =>
        [
            "DeclarativeIL",
            "DeclarativeIL.Environments",
            "DeclarativeIL.Formats",
            "DeclarativeIL.LanguageModels",
            "DeclarativeIL.Algorithms",
        ];

    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Numbers_live_as_long_as_the_calls_that_read_them(string library)
    {
        var found = ScalarLifetime.Faults(Assembly.Load(library).GetTypes());
        Assert.True(found.Count == 0, $"Found {found.Count}:\n{string.Join('\n', found)}");
    }

    /// <summary>The same search finds such numbers where they are.</summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(nameof(Implicit))]
    [InlineData(nameof(Within))]
    [InlineData(nameof(Twice))]
    [InlineData(nameof(Forgotten))]
    public void A_number_that_nothing_holds_is_found(string method) =>
        Assert.NotEmpty(ScalarLifetime.Faults(typeof(ScalarLifetimeTests).GetMethod(method, Declared)!));

    [Trait("Speed", "Slow")]
    [Fact]
    public void A_number_that_is_held_is_none() =>
        Assert.Empty(ScalarLifetime.Faults(typeof(ScalarLifetimeTests).GetMethod(nameof(Held), Declared)!));

    private static Tensor Implicit(Tensor x) => x.clamp(min: 0.5);

    private static Tensor Within(Tensor x) => x.square();

    private static Tensor Twice(Tensor x) => x + x;

    private static Tensor Forgotten(Tensor x)
    {
        Scalar half = 0.5;
        return x.mul(half);
    }

    private static Tensor Held(Tensor x)
    {
        using Scalar half = 0.5;
        return x.mul(half) - x;
    }
}
