using System.ComponentModel;
using System.Numerics;

namespace DeclarativeIL;

/// <summary>Checks the value that a generated property is given.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Hyperparameter
{
    /// <summary>Returns <paramref name="value"/> if it is a number within its range.</summary>
    /// <typeparam name="T"><see cref="double"/> or <see cref="int"/>.</typeparam>
    /// <param name="value">The value to be set.</param>
    /// <param name="minimum">Smallest value allowed.</param>
    /// <param name="maximum">Largest value allowed.</param>
    /// <param name="name">Name of the hyperparameter.</param>
    /// <param name="minimumIsExclusive">Whether the smallest value is itself not allowed.</param>
    /// <param name="maximumIsExclusive">Whether the largest value is itself not allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or lies outside.</exception>
    public static T Checked<T>(T value, T minimum, T maximum, string name, bool minimumIsExclusive = false, bool maximumIsExclusive = false)
        where T : INumber<T>
    {
        if (!T.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "Expected a finite number.");
        if (value < minimum || value > maximum || (minimumIsExclusive && value == minimum) || (maximumIsExclusive && value == maximum))
            throw new ArgumentOutOfRangeException(
                name,
                value,
                $"Expected a number {(minimumIsExclusive ? "above" : "from")} {minimum} {(maximumIsExclusive ? "to below" : "to")} "
                    + $"{maximum}."
            );
        return value;
    }
}
