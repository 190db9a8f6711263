using TorchSharp;

namespace DeclarativeIL.Arithmetic;

/// <summary>Factors that are handed to TorchSharp with a sum or a difference.</summary>
/// <remarks>
/// Without one it makes a 1 of its own for the call, which the garbage collector may free while native code still reads it.
/// These live as long as the process.
/// </remarks>
internal static class Alpha
{
    /// <summary>1.</summary>
    public static readonly Scalar One = 1;

    /// <summary>-1: differences in place, for which there is no other way to hand over a factor.</summary>
    public static readonly Scalar MinusOne = -1;
}
