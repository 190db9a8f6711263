using DeclarativeIL.Randomness;

namespace DeclarativeIL.Sweeps;

/// <summary>Searches over hyperparameters.</summary>
public static class Sweep
{
    /// <summary>All combinations of the axes' values; the last axis changes fastest.</summary>
    /// <typeparam name="T">The declaration.</typeparam>
    /// <param name="create">Makes the declaration of a setting: <c>at =&gt; new DAgger { P = at.Value(p) }</c>.</param>
    /// <param name="axes">Axes with values.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its hyperparameter's range.</exception>
    /// <exception cref="ArgumentException">There is no axis, two have one name, or one is a distribution.</exception>
    public static SettingSweep<T> Grid<T>(Func<Setting, T> create, params Axis[] axes)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.FirstOrDefault(static axis => axis.Listed.Count == 0) is { } open)
            throw new ArgumentException(
                $"Found '{open.Meaning}'; expected values of a grid: {nameof(Axis)}.{nameof(Axis.Of)} or {nameof(Axis.Powers)}.",
                nameof(axes)
            );
        IEnumerable<object[]> rows =
        [
            [],
        ];
        foreach (var axis in axes)
            rows = rows.SelectMany(_ => axis.Listed, static (row, value) => (object[])[.. row, value]);
        return new(create, [.. axes], rows);
    }

    /// <summary>
    /// Settings drawn at random (Bergstra, Bengio, 2012): setting i of an axis depends on the seed, the axis's name and i alone.
    /// </summary>
    /// <typeparam name="T">The declaration.</typeparam>
    /// <param name="create">Makes the declaration of a setting.</param>
    /// <param name="count">How many settings, 1 or more.</param>
    /// <param name="seed">Where the draws start.</param>
    /// <param name="axes">What is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its hyperparameter's range, or there is no setting.</exception>
    /// <exception cref="ArgumentException">There is no axis, or two have one name.</exception>
    public static SettingSweep<T> Random<T>(Func<Setting, T> create, int count, ulong seed, params Axis[] axes)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        RandomStream[] draws = [.. axes.Select(axis => new SeedSequence(seed).Child(axis.Name).Stream())];
        var rows = Enumerable.Range(0, count).Select(i => axes.Select((axis, k) => axis.At(draws[k].UniformAt((ulong)i, 0))).ToArray());
        return new(create, [.. axes], rows);
    }
}
