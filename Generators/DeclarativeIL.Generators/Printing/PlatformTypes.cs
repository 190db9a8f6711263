namespace DeclarativeIL.Generators.Printing;

/// <summary>C# for the types of the platform that generated code names.</summary>
internal static class PlatformTypes
{
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string DoubleSpan = "global::System.Span<double>";
    public const string ReadOnlyDoubleSpan = "global::System.ReadOnlySpan<double>";
    public const string TimeSpan = "global::System.TimeSpan";
    public const string FloatSpan = "global::System.Span<float>";
    public const string ReadOnlyFloatSpan = "global::System.ReadOnlySpan<float>";
}
