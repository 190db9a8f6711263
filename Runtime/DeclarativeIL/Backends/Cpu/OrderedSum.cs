using System.Numerics.Tensors;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Sums in an order that depends on the number of summands alone. Those of <see cref="TensorPrimitives"/> depend on where in memory
/// they lie, as do its products, norms and distances.
/// </summary>
internal static class OrderedSum
{
    /// <summary>Four sums side by side, so that no addition waits for the one before.</summary>
    public static double Of(ReadOnlySpan<double> numbers)
    {
        double first = 0,
            second = 0,
            third = 0,
            fourth = 0;
        var i = 0;
        for (; i + 4 <= numbers.Length; i += 4)
        {
            first += numbers[i];
            second += numbers[i + 1];
            third += numbers[i + 2];
            fourth += numbers[i + 3];
        }
        for (; i < numbers.Length; i++)
            first += numbers[i];
        return first + second + (third + fourth);
    }
}
