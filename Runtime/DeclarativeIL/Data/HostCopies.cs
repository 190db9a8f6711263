using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>
/// Copies in host memory of a batch's columns of sequences: their lengths decide there how a pass is laid out, and to
/// read them from a device would wait for it in every step.
/// </summary>
internal static class HostCopies
{
    private static readonly ConditionalWeakTable<Tensor, float[]> Known = [];

    /// <summary>Says what a column holds, as long as it is there.</summary>
    /// <param name="column">Of a batch; nobody writes to it.</param>
    /// <param name="values">Row after row.</param>
    public static void Add(Tensor column, float[] values) => Known.Add(column, values);

    /// <summary>The content of a column; null where only the device has it.</summary>
    public static float[]? Of(Tensor column) => Known.TryGetValue(column, out var values) ? values : null;
}
