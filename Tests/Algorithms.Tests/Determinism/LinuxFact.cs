using DeclarativeIL.Benchmarks.Determinism;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>A test of bits that the C library of linux-x64 has a part in.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = LinuxTheoryAttribute.Reason;
}

/// <inheritdoc cref="LinuxFactAttribute"/>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = Reason;

    public static string? Reason => Fingerprints.Platform == "linux-x64" ? null : "linux-x64 only";
}
