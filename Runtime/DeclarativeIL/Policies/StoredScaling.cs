using System.Runtime.InteropServices;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;

namespace DeclarativeIL.Policies;

/// <summary>A standardisation as a word and two tensors of a policy's file, in float64 whatever the parameters are.</summary>
/// <param name="Word">The word that says that there is one.</param>
/// <param name="Mean">The name of a tensor.</param>
/// <param name="Deviation">That of the other.</param>
/// <param name="What">What is standardised.</param>
internal sealed record StoredScaling(string Word, string Mean, string Deviation, string What)
{
    /// <summary>What <see cref="Word"/> says.</summary>
    public const string Standardized = "standardized";

    /// <summary>That of observations.</summary>
    public static StoredScaling Observations { get; } = new("observations", "observation_mean", "observation_deviation", "observations");

    /// <summary>That of acts.</summary>
    public static StoredScaling Acts { get; } = new("acts", "action_mean", "action_deviation", "acts");

    /// <summary>Tells whether a tensor belongs to a standardisation.</summary>
    public static bool IsTensor(string name) =>
        name == Observations.Mean || name == Observations.Deviation || name == Acts.Mean || name == Acts.Deviation;

    /// <summary>Tells whether a word is that of a standardisation.</summary>
    public static bool IsWord(string key) => key == Observations.Word || key == Acts.Word;

    /// <summary>The two tensors; none of no standardisation.</summary>
    public IEnumerable<StoredTensor> Of(Scaling? by) => by is null ? [] : [Stored(Mean, by.Mean), Stored(Deviation, by.Deviation)];

    /// <summary>The standardisation of two tensors, whose type and shape were checked.</summary>
    /// <exception cref="ArgumentException">Their numbers are none.</exception>
    public static Scaling Read(StoredTensor mean, StoredTensor deviation) => new(Numbers(mean), Numbers(deviation));

    private static StoredTensor Stored(string name, IReadOnlyList<double> numbers) =>
        new(name, ElementType.Float64, [numbers.Count], MemoryMarshal.AsBytes<double>(numbers.ToArray()).ToArray());

    private static double[] Numbers(StoredTensor stored) => MemoryMarshal.Cast<byte, double>(stored.Data.Span).ToArray();
}
