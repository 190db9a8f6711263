using System.ComponentModel;
using DeclarativeIL.Randomness;

namespace DeclarativeIL;

/// <summary>A fresh draw from the uniform distribution on [0, 1), keyed by seed, member, parameter and row.</summary>
/// <param name="Value">The number drawn.</param>
public readonly record struct Uniform(double Value)
{
    /// <summary>The number drawn.</summary>
    public static implicit operator double(Uniform draw) => draw.Value;
}

/// <summary>
/// A fresh draw from the standard normal distribution, as wide as the equation needs, keyed by seed, member, parameter and row.
/// </summary>
/// <param name="Value">The numbers drawn.</param>
public readonly record struct Gaussian(Vector Value)
{
    /// <summary>The numbers drawn.</summary>
    public static implicit operator Vector(Gaussian draw) => draw.Value;

    /// <summary>Scaled noise.</summary>
    public static Vector operator *(double factor, Gaussian draw) => factor * draw.Value;

    /// <summary>A vector with noise.</summary>
    public static Vector operator +(Vector vector, Gaussian draw) => vector + draw.Value;

    /// <summary>An act with noise.</summary>
    public static Act operator +(Act act, Gaussian draw) => act + draw.Value;

    /// <summary>A state with noise.</summary>
    public static State operator +(State state, Gaussian draw) => state + draw.Value;
}

/// <summary>Randomness for one question that samples: a key and a row of its own.</summary>
/// <param name="Key">The key of the stream.</param>
/// <param name="Row">The row's counter within the stream.</param>
public readonly record struct Draw(ulong Key, ulong Row)
{
    /// <summary>The stream that the numbers of this row are places of: component i is <c>UniformAt(Row, i)</c>.</summary>
    public RandomStream Stream() => new(Key);
}

/// <summary>Randomness for a batch of sampled answers: row i has the places (First + i, 0), (First + i, 1), ... of the stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="First">The counter of the first row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DrawBatch(RandomStream Stream, ulong First)
{
    /// <summary>The counter of each row, where they are not consecutive; then <see cref="First"/> counts for nothing.</summary>
    public IReadOnlyList<ulong>? Places { get; init; }

    /// <summary>The counter of a row.</summary>
    public ulong PlaceOf(int row) => Places is null ? First + (ulong)row : Places[row];
}
