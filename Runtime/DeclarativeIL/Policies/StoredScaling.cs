using System.Runtime.InteropServices;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;

namespace DeclarativeIL.Policies;

/// <summary>A standardisation of observations as two tensors of a policy's file, in float64 whatever the parameters are.</summary>
internal static class StoredScaling
{
    public const string Mean = "observation_mean",
        Deviation = "observation_deviation";

    /// <summary>Tells whether a tensor is one of the two.</summary>
    public static bool IsOf(string name) => name is Mean or Deviation;

    /// <summary>The two tensors; none of no standardisation.</summary>
    public static IEnumerable<StoredTensor> Of(Scaling? observed) =>
        observed is null ? [] : [Stored(Mean, observed.Mean), Stored(Deviation, observed.Deviation)];

    /// <summary>The standardisation of two tensors, whose type and shape were checked.</summary>
    /// <exception cref="ArgumentException">Their numbers are none.</exception>
    public static Scaling Read(StoredTensor mean, StoredTensor deviation) => new(Numbers(mean), Numbers(deviation));

    private static StoredTensor Stored(string name, IReadOnlyList<double> numbers) =>
        new(name, ElementType.Float64, [numbers.Count], MemoryMarshal.AsBytes<double>(numbers.ToArray()).ToArray());

    private static double[] Numbers(StoredTensor stored) => MemoryMarshal.Cast<byte, double>(stored.Data.Span).ToArray();
}
