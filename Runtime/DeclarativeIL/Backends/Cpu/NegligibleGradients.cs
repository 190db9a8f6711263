using System.Numerics;
using Lanes = System.Numerics.Vector;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Gradients of a sample that is all but learned: on the way back they would become denormal numbers, twenty times slower
/// to compute with, and an optimiser that divides by its epsilon of 1e-8 cannot tell them from 0.
/// </summary>
internal static class NegligibleGradients
{
    private const double Bound = 1e-16;

    /// <summary>Makes them 0.</summary>
    public static void Clear(Span<double> gradients)
    {
        var bound = new Vector<double>(Bound);
        var i = 0;
        for (; i + Vector<double>.Count <= gradients.Length; i += Vector<double>.Count)
        {
            var some = new Vector<double>(gradients[i..]);
            Lanes.ConditionalSelect(Lanes.LessThan(Lanes.Abs(some), bound), Vector<double>.Zero, some).CopyTo(gradients[i..]);
        }
        for (; i < gradients.Length; i++)
            if (Math.Abs(gradients[i]) < Bound)
                gradients[i] = 0;
    }
}
