namespace DeclarativeIL.Onnx.Tests;

/// <summary>What a model may differ by from the library.</summary>
internal static class Near
{
    /// <summary>Of the larger of 1 and the number.</summary>
    public const double Bound = 1e-5;

    public static bool Is(double found, double expected) =>
        found == expected || Math.Abs(found - expected) <= Bound * Math.Max(1, Math.Abs(expected));

    public static void Check(string what, ReadOnlySpan<float> found, ReadOnlySpan<double> expected)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            if (!Is(found[i], expected[i]))
                Assert.Fail($"{what}, number {i}: found {found[i]:R}; expected {expected[i]:R}, apart by {found[i] - expected[i]:E1}.");
    }
}
