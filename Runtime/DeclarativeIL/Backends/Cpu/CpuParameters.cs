namespace DeclarativeIL.Backends.Cpu;

/// <summary>The parameters as kernels see them.</summary>
internal static class CpuParameters
{
    /// <summary>Tells whether parameters are such numbers on the CPU.</summary>
    public static bool IsHere<T>(this FlatParameters parameters) => parameters.Numbers<T>() is not null;

    /// <summary>The memory of the parameters, where they are such numbers on the CPU.</summary>
    public static Span<T> CpuValues<T>(this FlatParameters parameters) => parameters.Numbers<T>();
}
